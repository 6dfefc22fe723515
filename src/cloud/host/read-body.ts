import type { IncomingMessage } from 'node:http'

export type Body =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'gone' }

/** A body that is too large stops being read where that shows, not after it has filled the memory. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Body> {
  if (Number(request.headers['content-length']) > mostBytes) return Promise.resolve({ kind: 'too-large' })
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > mostBytes) {
        request.removeAllListeners('data')
        resolve({ kind: 'too-large' })
      } else chunks.push(chunk)
    })
    request.on('end', () => resolve({ kind: 'bytes', bytes: Buffer.concat(chunks) }))
    request.on('error', () => resolve({ kind: 'gone' }))
    request.on('close', () => resolve({ kind: 'gone' }))
  })
}
