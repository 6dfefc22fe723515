import { Agent, request } from 'node:http'

export interface Answered {
  readonly status: number
  readonly text: string
}

export interface HttpClient {
  post(path: string, body: string, token?: string, type?: 'application/json' | 'text/xml'): Promise<Answered>
  get(path: string, token?: string): Promise<{ readonly status: number; readonly bytes: Buffer }>
  close(): void
}

/** One device: one connection that stays open, one request at a time. With more sockets as many devices as come through one proxy. */
export function httpClient(base: string, sockets = 1): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets })
  const bearer = (token: string | undefined): Record<string, string> =>
    token === undefined ? {} : { authorization: `Bearer ${token}` }
  const ask = (method: 'GET' | 'POST', path: string, headers: Record<string, string | number>, body?: string) =>
    new Promise<{ readonly status: number; readonly bytes: Buffer }>((resolve, reject) => {
      const sent = request(`${base}${path}`, { agent, method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }))
      })
      sent.on('error', reject)
      sent.end(body)
    })
  return {
    close: () => agent.destroy(),
    get: (path, token) => ask('GET', path, bearer(token)),
    async post(path, body, token, type = 'application/json') {
      const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body), ...bearer(token) }
      const { status, bytes } = await ask('POST', path, headers, body)
      return { status, text: bytes.toString('utf8') }
    },
  }
}
