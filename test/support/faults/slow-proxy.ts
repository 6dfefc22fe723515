import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What the network between a server and its database does. */
export type Weather =
  | { readonly kind: 'fair' }
  /** Each packet takes so long, in ms, each way. */
  | { readonly kind: 'slow'; readonly delay: number }
  /** Connections stand, and nothing comes through, as behind a cable that was pulled. */
  | { readonly kind: 'stalled' }
  /** Connections break, and new ones break at once. */
  | { readonly kind: 'broken' }

export interface SlowProxy {
  /** That address, by way of the proxy. */
  through(url: string): string
  become(weather: Weather): void
  close(): Promise<void>
}

/** Stands before a server on this machine. What was stalled comes through once it is fair again. */
export async function startSlowProxy(target: string): Promise<SlowProxy> {
  const { hostname, port } = new URL(target)
  let weather: Weather = { kind: 'fair' }
  const waiting: (() => void)[] = []
  const pairs = new Set<readonly [Socket, Socket]>()

  const pass = (bytes: Buffer, to: Socket) => {
    const send = () => void (to.writable && to.write(bytes))
    if (weather.kind === 'stalled') waiting.push(send)
    else if (weather.kind === 'slow') setTimeout(send, weather.delay)
    else send()
  }
  const server = createServer((near) => {
    if (weather.kind === 'broken') {
      near.on('error', () => {})
      near.destroy()
      return
    }
    const far = connect(Number(port), hostname)
    const pair = [near, far] as const
    pairs.add(pair)
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => pass(bytes, to))
      // A peer that went is not told of while nothing comes through.
      const end = () => {
        const destroy = () => {
          to.destroy()
          pairs.delete(pair)
        }
        if (weather.kind === 'stalled') waiting.push(destroy)
        else destroy()
      }
      from.on('error', () => {})
      from.on('close', end)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = (server.address() as AddressInfo).port
  return {
    through(url) {
      const changed = new URL(url)
      changed.port = String(own)
      return changed.href
    },
    become(next) {
      weather = next
      if (next.kind === 'broken') for (const pair of pairs) for (const socket of pair) socket.destroy()
      if (next.kind !== 'stalled') for (const go of waiting.splice(0)) go()
    },
    close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
