import { request as plainRequest } from 'node:http'
import { request } from 'node:https'

export interface ServiceAnswer {
  readonly status: number
  /** At most as many bytes as were asked for. */
  readonly body: Uint8Array
}

const PATIENCE = 10_000

/** Rejects where no answer comes; stops reading where there is more than `most`. */
export function sendRequest(method: 'GET' | 'DELETE', address: string, most: number): Promise<ServiceAnswer> {
  return new Promise((resolve, reject) => {
    const send = address.startsWith('https:') ? request : plainRequest
    const sent = send(address, { method, timeout: PATIENCE }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      const done = () =>
        resolve({ status: response.statusCode ?? 0, body: new Uint8Array(Buffer.concat(chunks).subarray(0, most)) })
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size <= most) return
        done()
        sent.destroy()
      })
      response.on('end', done)
      response.on('error', reject)
    })
    sent.on('timeout', () => sent.destroy(new Error(`No answer within ${PATIENCE} ms`)))
    sent.on('error', reject)
    sent.end()
  })
}
