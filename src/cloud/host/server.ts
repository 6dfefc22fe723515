import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Context } from '#cloud/context'
import type { Database } from '#cloud/db/database'
import { guarded, newRequestId } from '#cloud/handlers/guarded'
import { type Answer, refusal } from '#cloud/handlers/handler'
import { type CloudFunction, functions } from '#cloud/handlers/registry'
import { troubleOf } from '#cloud/handlers/trouble-of'
import { type Trusted, trusts } from '#cloud/limits/trusted-proxies'
import { ok } from '#cloud/result'
import { type Problem, problem } from '#contract/problem'
import { addressOf, noticeProxy } from './address-of'
import { compress } from './compress'
import { tokenCookies } from './cookies'
import { bearerOf, credentialsOf } from './credentials-of'
import { serveExport } from './export-route'
import { health } from './health-route'
import { type MediaAnswer, serveMedia } from './media-route'
import { metrics } from './metrics-route'
import { patientServer } from './patient-server'
import { readBody } from './read-body'
import { securityHeaders } from './security-headers'
import { type StaticFiles, staticFiles } from './static-files'

/** How much of a refused body is still taken in, so that the client gets to read the refusal instead of a broken pipe. */
const DRAINED_BYTES = 32 * 1024 * 1024

/** The functions over HTTP, `/health`, `/metrics`, and the web app's files, on one port, whatever answered there until now. */
export function serveOn(server: Server, context: Context, database: Pick<Database, 'engine'>): Server {
  const files = staticFiles(context.config.webRoot)
  const trusted = trusts(context.config.proxies)
  const notice = noticeProxy(trusted, context.log)
  const headers = securityHeaders(context)
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    notice(request)
    void respond(context, { database, files, trusted }, request, response)
  })
  return server
}

export function createHttpServer(context: Context, database: Pick<Database, 'engine'>): Server {
  return serveOn(patientServer(), context, database)
}

interface Parts {
  readonly database: Pick<Database, 'engine'>
  readonly files: StaticFiles
  readonly trusted: Trusted
}

async function respond(
  context: Context,
  { database, files, trusted }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = newRequestId(context.random.bytes(6))
  response.setHeader('x-request-id', requestId)
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  const name = /^\/fn\/([^/]*)$/.exec(path)?.[1]
  const token = /^\/media\/([^/]*)$/.exec(path)?.[1]
  const file = /^\/export\/([^/]*)$/.exec(path)?.[1]
  const startedAt = performance.now()
  try {
    const from = addressOf(request, trusted)
    const limited = (name ?? token ?? file) === undefined ? ok(true) : (context.limits?.address(from) ?? ok(true))
    if (!limited.ok) await send(response, refusal(limited.problem))
    else if (name !== undefined) {
      const answered = await callFunction(context, { name, from, requestId }, request)
      if (answered.tokens !== undefined)
        response.setHeader('set-cookie', tokenCookies(answered.tokens, context.config, context.clock.now()))
      await send(response, answered)
    } else if (token !== undefined) await sendMedia(response, await serveMedia(context, token, request))
    else if (file !== undefined) await sendExport(context, file, request, response)
    else if (path === '/health') await send(response, await health(context, database, bearerOf(request)))
    else if (path === '/metrics') await sendMetrics(response, await metrics(context, bearerOf(request)))
    else files(request, response, () => void send(response, refusal(problem(4040))))
  } catch (error) {
    context.log.error({ err: error, requestId }, 'request failed')
    await send(response, refusal(problem(troubleOf(error), `编号 ${requestId}`)))
  }
  // What remains of a body nobody read is let go by; a sender without an end is cut off.
  if (!request.complete) drain(request)
  context.log.debug(
    { requestId, path: pathLogged(path), status: response.statusCode, ms: Math.round(performance.now() - startedAt) },
    'answered',
  )
}

/** Anything may stand in a path; an address of a photo or a file is a key to it. So only what this server named itself is written down. */
function pathLogged(path: string): string {
  if (path === '/health' || path === '/metrics') return path
  return /^\/(fn|media|export)\/[^/]*$/.exec(path)?.[0].replace(/[^/]+$/, '…') ?? 'file'
}

interface Called {
  readonly name: string
  readonly from: string | null
  readonly requestId: string
}

async function callFunction(context: Context, called: Called, request: IncomingMessage): Promise<Answer> {
  const found = functions.get(called.name)
  if (found === undefined) return refusal(problem(4003))
  if (request.method !== 'POST') return refusal(problem(4050))
  const body = await readBody(request, found.mostBytes)
  switch (body.kind) {
    case 'bytes':
      return run(context, called, found, request, body.bytes.toString('utf8'))
    case 'too-large':
      return refusal(problem(4130, `最多 ${Math.floor(found.mostBytes / 1024)} KB`))
    case 'gone':
      return refusal(problem(4000))
    default:
      return body satisfies never
  }
}

async function run(
  context: Context,
  { name, from, requestId }: Called,
  { handler }: CloudFunction,
  request: IncomingMessage,
  text: string,
): Promise<Answer> {
  const credentials = credentialsOf(request, context.config)
  if (!credentials.ok) return refusal(credentials.problem)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return refusal(problem(4000))
  }
  const agent = request.headers['user-agent'] ?? null
  return guarded(handler, { context, body, ...credentials.answer, openid: null, from, agent }, name, requestId)
}

async function send(response: ServerResponse, { status, body }: Answer): Promise<void> {
  if (response.headersSent || response.destroyed) return
  const { bytes, headers } = await compress(JSON.stringify(body), response.req.headers)
  // Whoever called may have left meanwhile.
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    ...(status === 405 ? { allow: 'POST' } : {}),
    ...retryAfter(body),
  })
  response.end(bytes)
}

/** What a refusal says to our own app, said to every other client and proxy, too. */
function retryAfter(body: object): Readonly<Record<string, string>> {
  const seconds = 'problem' in body && (body.problem as Problem).retryAfter
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}
}

async function sendMetrics(response: ServerResponse, answer: Answer | string): Promise<void> {
  if (typeof answer !== 'string') {
    await send(response, answer)
    return
  }
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' })
  response.end(answer)
}

async function sendMedia(response: ServerResponse, answer: MediaAnswer): Promise<void> {
  if (answer.kind === 'answer') await send(response, answer.answer)
  else if (!response.destroyed) {
    response.writeHead(200, answer.headers)
    response.end(answer.bytes)
  }
}

async function sendExport(
  context: Context,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refused = await serveExport(context, token, request.method, response)
  if (refused !== undefined) await send(response, refused)
}

function drain(request: IncomingMessage): void {
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > DRAINED_BYTES) request.destroy()
  })
  request.resume()
}
