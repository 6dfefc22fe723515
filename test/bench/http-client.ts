import { Agent, request } from 'node:http'

export interface Answered {
  readonly status: number
  readonly text: string
}

/** One device: one connection that stays open, one request at a time. */
export interface HttpClient {
  post(path: string, body: string, token?: string): Promise<Answered>
  close(): void
}

export function httpClient(base: string): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    close: () => agent.destroy(),
    post: (path, body, token) =>
      new Promise((resolve, reject) => {
        const headers = {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        }
        const sent = request(`${base}${path}`, { agent, method: 'POST', headers }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          )
        })
        sent.on('error', reject)
        sent.end(body)
      }),
  }
}
