import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import sirv from 'sirv'

export type StaticFiles = (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void

/** The web app's files. Its pages are told apart behind the `#`, so a path that is no file is an honest 404. */
export function staticFiles(folder: string): StaticFiles {
  const serve = sirv(folder, {
    // Looked up at each request: a build may replace the files while the server runs.
    dev: true,
    etag: true,
    // What the build packed beside a file goes to whoever reads it.
    gzip: true,
    setHeaders(response, file) {
      response.setHeader('cache-control', hashed.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (request, response, otherwise) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return otherwise()
    if (!existsSync(path.join(folder, 'index.html'))) return otherwise()
    serve(request, response, otherwise)
  }
}

/** A name that holds its content's hash never changes its content. */
const hashed = /[.-][0-9a-f]{8,}\.(?:js|css|png|svg|woff2?)$/
