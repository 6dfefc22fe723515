import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { securityHeaders } from '#cloud/host/security-headers'
import { createHttpServer } from '#cloud/host/server'
import { verifyChain } from '#cloud/operations/verify-chain'
import { systemLog } from '#cloud/system'
import { PROTOCOL } from '#contract/protocol'
import type { PushAnswer } from '#contract/push'
import type { Staff } from '#domain/staff'
import { tokenOf } from '../../support/calls'
import { casesOf, RESIDENT } from '../../support/case-fixture'
import { newOperationId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

/** Pino's level. */
const ERROR = 50
const MB = 2 ** 20

const ground = fieldUnderTest()
let context: TestContext
let server: Server
let port: number
let logged: string[]

beforeEach(async () => {
  logged = []
  const log = systemLog({ logLevel: 'trace' }, { write: (line) => void logged.push(line) })
  context = { ...ground.context, log }
  server = createHttpServer(context, { engine: 'pglite' })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect(logged.filter((line) => JSON.parse(line).level >= ERROR)).toEqual([])
})

const post = (name: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}/fn/${name}`, { method: 'POST', body, headers })

const pushOf = (operations: readonly object[]) =>
  JSON.stringify({
    action: 'push',
    protocol: PROTOCOL,
    unit: ground.field.unit,
    device: ground.field.device,
    pending: 0,
    operations,
  })

async function bearer(staff: Staff): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await tokenOf(context, staff)}` }
}

/** Bytes as they are, over a socket of their own; what came back before the server or the patience ended. */
function spoken(bytes: string, patience = 400): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    const end = () => {
      socket.destroy()
      resolve(heard)
    }
    socket.on('data', (data) => {
      heard += data.toString()
    })
    socket.on('error', end)
    socket.on('close', end)
    setTimeout(end, patience)
  })
}

test('the same send twenty times at once is stored once, and all twenty hear that it is', async () => {
  const body = pushOf([ground.visit(0, context.clock.time)])
  const headers = await bearer(ground.field.worker)
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => (await post('sync', body, headers)).json() as Promise<PushAnswer>),
  )
  const outcomes = answers.map(({ outcomes: [outcome] }) => outcome)
  expect(outcomes.filter((outcome) => outcome?.kind === 'applied')).toEqual([{ kind: 'applied', seq: 1 }])
  expect(outcomes.filter((outcome) => outcome?.kind === 'duplicate')).toEqual(
    Array.from({ length: 19 }, () => ({ kind: 'duplicate', seq: 1 })),
  )
  expect(await verifyChain(context.db, ground.field.unit)).toEqual({ kind: 'intact', rows: 1 })
})

test('of twenty different contents under one id the first stands, and nineteen hear so', async () => {
  const id = newOperationId()
  const headers = await bearer(ground.field.worker)
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const visit = { ...ground.visit(0, context.clock.time, { leaflets: index }), id }
      const answer = (await (await post('sync', pushOf([visit]), headers)).json()) as PushAnswer
      return { leaflets: index, outcome: answer.outcomes[0] }
    }),
  )
  const refused = answers.filter(({ outcome }) => outcome?.kind === 'rejected' && outcome.problem.code === 4090)
  expect(refused).toHaveLength(19)
  const [first] = answers.filter(({ outcome }) => outcome?.kind === 'applied')
  const row = await context.db
    .selectFrom('operation')
    .select('content')
    .where('unit_id', '=', ground.field.unit)
    .executeTakeFirstOrThrow()
  expect(row.content).toMatchObject({ body: { leaflets: first?.leaflets } })
})

test('20 MB at once from ten senders are refused, and none of it stays in the memory', async () => {
  const before = process.memoryUsage().rss
  const huge = 'x'.repeat(20 * MB)
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('query', huge).catch(() => null)))
  for (const answer of answers) if (answer !== null) expect(answer.status).toBe(413)
  // fetch keeps copies of what it sends in this same process: a server that took them in, too, would add as much again.
  expect(process.memoryUsage().rss - before).toBeLessThan(600 * MB)
  expect((await post('session', '{"action":"me"}')).status).toBe(401)
}, 60_000)

test('a record that was cut off and one whose number of adults is “abc” are accepted neither, and the sound one beside them is', async () => {
  const headers = await bearer(ground.field.worker)
  const whole = pushOf([ground.visit(0, context.clock.time)])
  expect((await post('sync', whole.slice(0, -20), headers)).status).toBe(400)
  const { body, ...visit } = ground.visit(1, context.clock.time)
  const { outcome: _, ...half } = body
  const spoilt = [{ ...body, adults: 'abc' }, half].map((wrong) => ({ ...visit, body: wrong }))
  const push = await post('sync', pushOf([...spoilt, ground.visit(2, context.clock.time)]), headers)
  expect(((await push.json()) as PushAnswer).outcomes).toMatchObject([
    { kind: 'rejected', problem: { code: 4001, field: 'body.adults' } },
    { kind: 'rejected', problem: { code: 4001, field: 'body.outcome' } },
    { kind: 'applied' },
  ])
  expect(await verifyChain(context.db, ground.field.unit)).toEqual({ kind: 'intact', rows: 1 })
})

const head = 'POST /fn/query HTTP/1.1\r\nhost: x\r\n'
const broken: readonly (readonly [string, string, RegExp])[] = [
  ['half a JSON', `${head}content-length: 9\r\n\r\n{"action"`, /"code":4000/],
  ['a type that is another', `${head}content-type: text/xml\r\ncontent-length: 4\r\n\r\n<a/>`, /"code":4000/],
  ['a form', `${head}content-type: application/x-www-form-urlencoded\r\ncontent-length: 3\r\n\r\na=b`, /"code":4000/],
  ['a body that never ends', `${head}content-length: 500\r\n\r\n{"a`, /^$/],
  ['no HTTP', '\x16\x03\x01\x02\x00', /^HTTP\/1.1 400|^$/],
  ['two lengths', `${head}content-length: 3\r\ncontent-length: 4\r\n\r\nabcd`, /^HTTP\/1.1 400/],
  ['a length and chunks', `${head}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1.1 400/],
  ['a header without an end', `${head}x: ${'y'.repeat(40_000)}\r\n\r\n`, /^HTTP\/1.1 431/],
  ['bytes that are no UTF-8', `${head}content-length: 4\r\n\r\n"\xff\xfe"`, /"code":4001/],
  ['a path out of the folder', 'GET /../../etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n', /"code":4040/],
  ['a path with a zero', 'GET /%00 HTTP/1.1\r\nhost: x\r\n\r\n', /"code":4040/],
  ['half an escape', 'GET /fn/%E0%A4%A HTTP/1.1\r\nhost: x\r\n\r\n', /"code":4003/],
  ['a function of objects', 'POST /fn/__proto__ HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n', /"code":4003/],
  [
    'a token of another make',
    `${head}authorization: Bearer ${'x'.repeat(4000)}\r\ncontent-length: 2\r\n\r\n{}`,
    /"code":4001/,
  ],
]

test.each(broken)('%s is refused, and the next who asks is answered', async (_what, bytes, answer) => {
  expect(await spoken(bytes)).toMatch(answer)
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
})

test('a case asked about and revealed over the network leaves no name, phone or word of it in the log', async () => {
  const cases = await casesOf(context, ground.field)
  const caseId = await cases.accepted()
  const officer = await bearer(ground.field.officer)
  const { unit, device } = ground.field
  for (const action of ['case', 'duty', 'cases', 'reveal', 'match'])
    await post(
      'query',
      JSON.stringify({
        action,
        unit,
        id: caseId,
        device,
        reason: 'call',
        before: null,
        open: true,
        address: RESIDENT.address,
      }),
      officer,
    )
  await post('query', `{"action":"match","unit":"${unit}","address":"${RESIDENT.address}\\u0000"}`, officer)
  await post('query', `{"name":"${RESIDENT.name}`, officer)
  const note = `${RESIDENT.name} ${RESIDENT.phone}`
  const visit = { ...ground.visit(0, context.clock.time, { note }), author: ground.field.worker.id }
  await post('sync', pushOf([visit, { ...visit, note }]), await bearer(ground.field.worker))
  const written = logged.join('')
  expect(logged.length).toBeGreaterThanOrEqual(8)
  for (const word of [...Object.values(RESIDENT), 'Bearer', officer.authorization?.slice(7) ?? ''])
    expect(written).not.toContain(word)
})

test('every answer, a refusal too, tells browsers to trust nothing but this server’s own files', async () => {
  for (const answer of [await post('session', '{}'), await fetch(`http://127.0.0.1:${port}/nothing`)]) {
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('strict-transport-security')).toBeNull()
  }
  expect(securityHeaders({ photos: null, config: { behindTls: true } })).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
  })
})
