import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Config } from '#cloud/config'
import { refusal } from '#cloud/handlers/handler'
import { problem } from '#contract/problem'
import { patientServer } from './patient-server'
import { securityHeaders } from './security-headers'

/** Seconds after which a browser looks again by itself. */
const LOOK_AGAIN = 2
const asked = /^\/(fn|media|export|health|metrics)(\/|\?|$)/

/**
 * The port, open before the database is: whoever calls meanwhile hears that it is a matter of time. Nobody there at all would leave a phone
 * to wonder whether its record arrived.
 */
export async function openPort(config: Pick<Config, 'port' | 'behindTls'>): Promise<Server> {
  const server = patientServer()
  const headers = securityHeaders({ photos: null, config })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => notYet(headers, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, resolve)
  })
  return server
}

function notYet(headers: Readonly<Record<string, string>>, request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  const { status, body } = refusal(problem(5030))
  const told = { ...headers, 'cache-control': 'no-store', 'retry-after': String(LOOK_AGAIN) }
  for (const [name, value] of Object.entries(told)) response.setHeader(name, value)
  if (asked.test(request.url ?? '')) {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
    return
  }
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', refresh: String(LOOK_AGAIN) })
  response.end('敲门正在启动，稍后会自动刷新。')
}
