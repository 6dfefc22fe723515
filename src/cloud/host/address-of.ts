import type { IncomingMessage } from 'node:http'

/** A proxy of one's own stands on the same machine or net. */
const NEAR = /^(::1$|(::ffff:)?(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|f[cd])/

/** Who calls. What a proxy of one's own says of it is believed, and only its own word, the last one; anybody can write the others. */
export function addressOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string | null {
  const peer = socket.remoteAddress ?? null
  const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim()
  return peer !== null && NEAR.test(peer) && told ? told : peer
}
