import { Agent, request } from 'node:http'
import type { Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** A phone that knows what its questions cost. */
export interface MeteredClient {
  ask(body: object): Promise<unknown>
  sofar(): { readonly requests: number; readonly ms: number; readonly bodyBytes: number; readonly wireBytes: number }
  /** Counts from here on. */
  forget(): void
  close(): void
}

export function meteredClient(base: string, token: string, gzip: boolean): MeteredClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const sockets = new Set<Socket>()
  const onWire = () => [...sockets].reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0)
  let before = 0
  let counted = { requests: 0, ms: 0, bodyBytes: 0 }
  return {
    async ask(body) {
      const started = performance.now()
      const { status, bytes, encoding } = await post(base, agent, token, gzip, JSON.stringify(body), sockets)
      counted = {
        requests: counted.requests + 1,
        ms: counted.ms + performance.now() - started,
        bodyBytes: counted.bodyBytes + bytes.length,
      }
      const text = (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')
      if (status !== 200) throw new Error(text)
      return JSON.parse(text)
    },
    sofar: () => ({ ...counted, wireBytes: onWire() - before }),
    forget() {
      before = onWire()
      counted = { requests: 0, ms: 0, bodyBytes: 0 }
    },
    close: () => agent.destroy(),
  }
}

function post(base: string, agent: Agent, token: string, gzip: boolean, body: string, sockets: Set<Socket>) {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${token}`,
    ...(gzip ? { 'accept-encoding': 'gzip' } : {}),
  }
  return new Promise<{ status: number; bytes: Buffer; encoding: string | undefined }>((resolve, reject) => {
    const sent = request(`${base}/fn/sync`, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          bytes: Buffer.concat(chunks),
          encoding: response.headers['content-encoding'],
        }),
      )
    })
    sent.on('socket', (socket) => sockets.add(socket))
    sent.on('error', reject)
    sent.end(body)
  })
}
