import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Context } from '#cloud/context'
import type { Trusted } from '#cloud/limits/trusted-proxies'

/**
 * Who calls. Anybody can write X-Forwarded-For, so it is believed of a trusted proxy only, and of what it says only the last address: that
 * one it saw itself. What is no address (`unknown`, a name) is not one to count by.
 */
export function addressOf(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  trusted: Trusted,
): string | null {
  const peer = socket.remoteAddress ?? null
  if (peer === null || !trusted(peer)) return peer
  const last = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').slice(-1)[0]?.trim() ?? ''
  // Some proxies add the port.
  const told = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(last)?.[1] ?? /^\[(.+)\](?::\d+)?$/.exec(last)?.[1] ?? last
  return isIP(told) === 0 ? peer : told
}

/** A proxy that nobody named makes all callers one. That is said once, to whoever set the server up. */
export function noticeProxy(trusted: Trusted, log: Context['log']): (request: IncomingMessage) => void {
  let said = false
  return ({ socket, headers }) => {
    if (said || headers['x-forwarded-for'] === undefined || trusted(socket.remoteAddress ?? '')) return
    said = true
    log.warn('X-Forwarded-For came from no trusted proxy: if that is a proxy of yours, name it in TRUSTED_PROXIES')
  }
}
