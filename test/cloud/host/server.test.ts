import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Database } from '#cloud/db/database'
import { newestSchema } from '#cloud/db/migrate'
import { createHttpServer } from '#cloud/host/server'
import { MOST_PUSH_BYTES } from '#contract/limits'
import type { DoorId } from '#domain/ids'
import { tokenOf } from '../../support/calls'
import { createField, type Field, NOON, type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let field: Field
let server: Server
let base: string
let folder: string
let webRoot: string

beforeAll(async () => {
  database = await openTestDatabase()
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-web-'))
  webRoot = path.join(folder, 'h5')
  mkdirSync(path.join(webRoot, 'js'), { recursive: true })
  writeFileSync(path.join(webRoot, 'index.html'), '<!doctype html><title>敲门</title>')
  writeFileSync(path.join(webRoot, 'js', 'app.0a1b2c3d4e.js'), '1')
  writeFileSync(path.join(folder, 'outside.txt'), 'secret')
  const plain = testContext(database)
  context = { ...plain, config: { ...plain.config, webRoot } }
  field = await createField(context)
  server = createHttpServer(context, database)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const post = (name: string, body: BodyInit, token?: string) =>
  fetch(`${base}/fn/${name}`, {
    method: 'POST',
    body,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })
const problemOf = async (response: Response) =>
  ((await response.json()) as { problem: { code: number; detail?: string } }).problem

test('a push over HTTP is stored', async () => {
  const doorId = field.doors(field.buildings[0])[0] ?? ('none' as DoorId)
  const operation = field.operation('visit.log', { doorId, startedAt: NOON, outcome: 'met' })
  const body = JSON.stringify({
    action: 'push',
    protocol: 1,
    unit: field.unit,
    device: field.device,
    pending: 0,
    operations: [operation],
  })
  const response = await post('sync', body, await tokenOf(context, field.worker))
  expect(await response.json()).toEqual({ outcomes: [{ kind: 'applied', seq: 1 }], serverTime: NOON })
})

test('a building’s doors come zipped to whoever reads that, the same as to whoever does not; a short answer never', async () => {
  const doors = JSON.stringify({
    action: 'building',
    protocol: 2,
    unit: field.unit,
    building: field.buildings[0],
    after: null,
  })
  const token = await tokenOf(context, field.worker)
  const [plain, zipped] = [await bare(doors, token, {}), await bare(doors, token, { 'accept-encoding': 'gzip' })]
  expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'gzip'])
  expect(zipped.headers['content-length']).toBe(`${zipped.bytes.length}`)
  expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 3)
  expect(gunzipSync(zipped.bytes).toString()).toBe(plain.bytes.toString())
  const short = await bare('{}', token, { 'accept-encoding': 'gzip' })
  expect(short.headers['content-encoding']).toBeUndefined()
})

/** As it comes over the wire: fetch asks for gzip by itself and undoes it unseen. */
function bare(body: string, token: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ readonly headers: IncomingHttpHeaders; readonly bytes: Buffer }>((resolve, reject) => {
    const sent = request(
      `${base}/fn/sync`,
      { method: 'POST', headers: { ...headers, authorization: `Bearer ${token}` } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

test('health tells version, protocol, database and schema', async () => {
  expect(await (await fetch(`${base}/health`)).json()).toEqual({
    version: 'test',
    protocol: 2,
    database: database.engine,
    answers: true,
    timer: null,
    schema: newestSchema,
  })
})

test('what is not JSON, no function, or not a POST gets its own number', async () => {
  expect(await problemOf(await post('sync', '{"action":'))).toMatchObject({ code: 4000 })
  expect(await problemOf(await post('nothing', '{}'))).toMatchObject({ code: 4003 })
  const got = await fetch(`${base}/fn/sync`)
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
  expect(await problemOf(got)).toMatchObject({ code: 4050 })
  for (const body of ['null', '[]', '"x"', '{}'])
    expect(await problemOf(await post('sync', body))).toMatchObject({ code: 4001 })
})

test('a body that is too large is refused by its stated length, and while it streams when it states none', async () => {
  const large = 'x'.repeat(MOST_PUSH_BYTES + 4096)
  const stated = await post('sync', large)
  expect([stated.status, (await problemOf(stated)).code]).toEqual([413, 4130])

  // Chunked, and never finished: the answer comes all the same.
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1')
    socket.write('POST /fn/sync HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n')
    socket.write(`${large.length.toString(16)}\r\n${large}\r\n`)
    socket.on('data', (data) => {
      resolve(data.toString())
      socket.destroy()
    })
  })
  expect(answer).toContain('413')
  expect(answer).toContain('4130')
  const within = await post('session', JSON.stringify({ action: 'me', padding: 'x'.repeat(MOST_PUSH_BYTES * 2) }))
  expect((await problemOf(within)).code).toBe(4010)
})

/** Whether a statement is built anew or was compiled before. */
function dbThat(breaks: () => never): TestContext['db'] {
  return { selectFrom: breaks, executeQuery: breaks } as unknown as TestContext['db']
}

test('what breaks inside never shows on the wire, only its request’s id', async () => {
  const broken = { ...context, db: dbThat(() => fail('secret detail')) }
  const other = createHttpServer(broken, database)
  await new Promise<void>((resolve) => other.listen(0, resolve))
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/fn/session`
  const response = await fetch(url, {
    method: 'POST',
    body: '{"action":"me"}',
    headers: { authorization: 'Bearer u1.x' },
  })
  const text = await response.text()
  expect(response.status).toBe(500)
  expect(text).toContain('5000')
  expect(text).toContain(response.headers.get('x-request-id'))
  expect(text).not.toContain('secret')
  const away = { ...context, db: dbThat(() => fail('refused', 'ECONNREFUSED')) }
  other.removeAllListeners('request')
  other.closeAllConnections()
  other.close()
  const third = createHttpServer(away, database)
  await new Promise<void>((resolve) => third.listen(0, resolve))
  const unavailable = await fetch(`http://127.0.0.1:${(third.address() as AddressInfo).port}/fn/session`, {
    method: 'POST',
    body: '{"action":"me"}',
    headers: { authorization: 'Bearer u1.x' },
  })
  expect(unavailable.status).toBe(503)
  third.closeAllConnections()
  third.close()
})

function fail(message: string, code?: string): never {
  throw Object.assign(new Error(message), code === undefined ? {} : { code })
}

test('the web app’s files are served, with a year for names that hold a hash; nothing outside the folder is', async () => {
  const page = await fetch(`${base}/`)
  expect(await page.text()).toContain('敲门')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect((await fetch(`${base}/js/app.0a1b2c3d4e.js`)).headers.get('cache-control')).toContain('immutable')
  const missing = await fetch(`${base}/pages/nothing`)
  expect([missing.status, (await problemOf(missing)).code]).toEqual([404, 4040])
  expect((await fetch(`${base}/..%2foutside.txt`)).status).toBe(404)
  expect((await fetch(`${base}/%E0%A4%A`)).status).toBe(404)
})

test('twenty clients keep their connections over many requests', async () => {
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let index = 0; index < 20; index += 1) {
        const response = await post('session', '{"action":"me"}')
        // Read to the end, or the connection is not free for the next.
        await response.text()
        expect(response.status).toBe(401)
      }
    }),
  )
  // fetch opens a few more of its own; a server that closes after each answer would see 400.
  expect(connections).toBeLessThanOrEqual(40)
})
