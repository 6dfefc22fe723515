import fc from 'fast-check'
import { sql } from 'kysely'
import * as v from 'valibot'
import { migrate } from '#cloud/db/migrate'
import { exportRequest } from '#contract/export'
import { ledgerRequest } from '#contract/ledger'
import { mediaRequest } from '#contract/media'
import { type Operation, operationSchema } from '#contract/operation'
import { PROTOCOL } from '#contract/protocol'
import { buildingRequest, pullRequest } from '#contract/pull'
import { queryRequest } from '#contract/query'
import * as scalar from '#contract/scalars'
import { sessionRequest } from '#contract/session'
import { rights } from '#domain/rights'
import type { Staff } from '#domain/staff'
import { dayOf } from '#domain/time'
import { tokenOf } from '../../support/calls'
import { casesOf, RESIDENT } from '../../support/case-fixture'
import { type DataPlace, dataPlace } from '../../support/data-place'
import {
  createField,
  type Field,
  newDeviceId,
  newOperationId,
  testContext,
  testKeys,
} from '../../support/field-fixture'
import { bundleHost, type HostProcess, startHost } from '../../support/host-process'
import { seed } from '../../support/hostile/attempt'
import { type Known, valuesOf } from '../../support/hostile/schema-arbitrary'
import { testEngine } from '../../support/test-database'

const METRICS_TOKEN = 'planted-token-of-a-scraper'
/** What somebody types: nothing of it may come out again but in the answers to whom it concerns. */
const planted = [
  '种下的姓名',
  '13900009999',
  '种下路七号楼401',
  '种下的一句话',
  'PLANTEDWORD',
  'K7MQ2XWD',
  ...Object.values(RESIDENT),
]

/** Every text of a body that may be anything is one of the planted ones; `always`: the others, too, so that it is refused. */
function plant(body: unknown, holds: (body: unknown) => boolean, always: boolean): unknown {
  const whole: unknown = structuredClone(body)
  let next = 0
  const walk = (part: unknown) => {
    if (typeof part !== 'object' || part === null) return
    for (const [key, value] of Object.entries(part)) {
      if (typeof value !== 'string') {
        walk(value)
        continue
      }
      for (const word of [...planted.slice(next % planted.length), ...planted]) {
        Object.assign(part, { [key]: word })
        if (always || holds(whole)) break
        Object.assign(part, { [key]: value })
      }
      next += 1
    }
  }
  walk(whole)
  return whole
}

/** Tokens, keys, codes and signed addresses that an answer gave out. */
function secretsOf(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return []
  return Object.entries(answer).flatMap(([key, value]) =>
    typeof value === 'string'
      ? /^(token|recordKey|secret|code|url|address)$/.test(key)
        ? [value]
        : []
      : secretsOf(value),
  )
}

let where: DataPlace
let host: { readonly file: string; remove(): void }
let running: HostProcess
let field: Field
let tokens: ReadonlyMap<Staff, string>
let known: Known
const secrets = new Set<string>([METRICS_TOKEN])

beforeAll(async () => {
  where = await dataPlace()
  const database = await where.open()
  await migrate(database.kysely)
  const context = testContext(database)
  field = await createField(context)
  const caseId = await (await casesOf(context, field)).accepted()
  context.clock.time = Date.now()
  const people = [field.worker, field.secretary, field.officer, field.clerk, field.inspector, field.leader]
  tokens = new Map(await Promise.all(people.map(async (staff) => [staff, await tokenOf(context, staff)] as const)))
  for (const token of tokens.values()) secrets.add(token)
  known = new Map<v.GenericSchema, fc.Arbitrary<unknown>>([
    [scalar.unitId, fc.constant(field.unit)],
    [scalar.staffId, fc.constantFrom(...people.map(({ id }) => id))],
    [scalar.buildingId, fc.constantFrom(...field.buildings)],
    [scalar.doorId, fc.constantFrom(...field.doors(field.buildings[0]))],
    [scalar.operationId, fc.constant(caseId)],
    [scalar.deviceId, fc.constant(newDeviceId())],
    [scalar.localDate, fc.constant(dayOf(context.clock.time))],
    [scalar.localMonth, fc.constant(dayOf(context.clock.time).slice(0, 7))],
    [scalar.gridId, fc.constantFrom(...field.grids)],
    [scalar.instant, fc.integer({ min: context.clock.time - 90_000_000, max: context.clock.time })],
    ...sessionRequest.options.flatMap(({ entries }) =>
      'code' in entries ? [[entries.code, fc.constantFrom('K7MQ2XWD')] as const] : [],
    ),
    ...[pullRequest, buildingRequest].map(({ entries }) => [entries.protocol, fc.constant(PROTOCOL)] as const),
  ])
  await database.close()
  host = bundleHost()
  running = await startHost(host.file, {
    ...testKeys,
    ...where.env,
    PORT: '0',
    LOG_LEVEL: 'trace',
    METRICS_TOKEN,
    ROSTER_KEY: 'k'.repeat(16),
  })
}, 120_000)
afterAll(async () => {
  await running?.kill()
  host?.remove()
  await where?.remove()
})

async function post(name: string, text: string, token?: string): Promise<void> {
  const headers: Record<string, string> = {
    'user-agent': 'PLANTEDWORD',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const answer = await fetch(`${running.url}/fn/${name}`, { method: 'POST', body: text, headers })
  for (const secret of secretsOf(await answer.json())) secrets.add(secret)
}

/** With planted words where any will do, with planted words everywhere, and cut in the middle. */
function formsOf(body: unknown, schema: v.GenericSchema): string[] {
  const sound = plant(body, (changed) => v.is(schema, changed), false)
  const spoilt = plant(body, () => true, true)
  const text = JSON.stringify(sound)
  return [text, JSON.stringify(spoilt), text.slice(0, -3)]
}

const pushOf = (operation: unknown) => ({
  action: 'push',
  protocol: PROTOCOL,
  unit: field.unit,
  device: newDeviceId(),
  pending: 0,
  operations: [operation],
})

const whoMay = (type: Operation['type']): Staff =>
  [...tokens.keys()].find(({ role }) => rights[type][role] !== 'no') ?? field.worker

test('a whole run at the most talkative level, sound and broken bodies of every kind, writes down no word, name, number, token or code', async () => {
  for (const option of operationSchema.options) {
    const author = whoMay(option.entries.type.literal)
    for (const made of fc.sample(valuesOf(option, known), { seed, numRuns: 1 })) {
      const now = Date.now()
      const own = {
        id: newOperationId(),
        unit: author.unitId === field.street ? field.street : field.unit,
        author: author.id,
      }
      const operation = { ...Object(made), ...own, at: now, offset: 0, after: undefined }
      for (const form of formsOf(operation, option)) {
        const token = tokens.get(author)
        // The form's text as it is, whole or cut, in the place of the operation.
        await post(
          'sync',
          JSON.stringify(pushOf('@@')).replace('"@@"', () => form),
          token,
        )
      }
    }
  }
  const requests: readonly (readonly [string, v.GenericSchema])[] = [
    ...queryRequest.options.map((option) => ['query', option] as const),
    ...sessionRequest.options.map((option) => ['session', option] as const),
    ['sync', pullRequest],
    ['sync', buildingRequest],
    ['media', mediaRequest],
    ['export', exportRequest],
    ['ledger', ledgerRequest],
  ]
  for (const [name, schema] of requests)
    for (const made of fc.sample(valuesOf(schema, known), { seed, numRuns: 1 }))
      for (const form of formsOf(made, schema))
        await post(name, form, name === 'session' ? undefined : tokens.get(field.secretary))
  // What gives out secrets, as it is really asked.
  const secretary = tokens.get(field.secretary)
  await post('query', JSON.stringify({ action: 'invite', unit: field.unit, days: 7, uses: 1, staff: null }), secretary)
  await post('session', '{"action":"me"}', secretary)
  expect([...secrets].at(-1)).toMatch(/^[0-9a-f]{64}$/)
  await post('session', '{"action":"card-code"}', secretary)
  for (const secret of [...secrets].slice(-8)) {
    await post('session', JSON.stringify({ action: 'card', code: secret }))
    await post('session', JSON.stringify({ action: 'invitation', code: secret }))
    await post('session', '{"action":"me"}', secret)
    for (const road of ['media', 'export', 'fn', 'pages'])
      await fetch(`${running.url}/${road}/${encodeURIComponent(secret)}?name=${encodeURIComponent(planted[0] ?? '')}`)
  }
  await fetch(`${running.url}/${encodeURIComponent(planted[0] ?? '')}`)
  await fetch(`${running.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  await fetch(`${running.url}/metrics`, { headers: { authorization: 'Bearer PLANTEDWORD' } })
  if (testEngine() === 'postgres') await breakDatabase()

  const said = running.said()
  const lines = said.split('\n').filter((line) => line.startsWith('{'))
  const calls = lines.map((line): unknown => JSON.parse(line)).filter((line) => v.is(calledLine, line))
  expect(calls.length).toBeGreaterThan(250)
  const names = [...tokens.keys()].map(({ name }) => name)
  const found = [...planted, ...secrets, ...names].filter(
    (word) => said.includes(word) || said.includes(encodeURIComponent(word)),
  )
  expect(found).toEqual([])
}, 300_000)

/** Whatever a call was, its line says these things and no other. */
const calledLine = v.strictObject({
  level: v.number(),
  time: v.number(),
  requestId: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
  function: v.picklist(['session', 'sync', 'query', 'media', 'export', 'ledger']),
  action: v.optional(v.pipe(v.string(), v.regex(/^[a-z-]+$/))),
  status: v.number(),
  code: v.optional(v.number()),
  ms: v.number(),
  msg: v.literal('called'),
})

/** A database whose tables are not what the statements expect: its errors carry the statement's values. */
async function breakDatabase(): Promise<void> {
  const database = await where.open()
  for (const table of ['paper', 'visit', 'application', 'guess', 'dissuasion'])
    await sql`alter table ${sql.table(table)} add constraint broken check (false) not valid`.execute(database.kysely)
  await sql`alter table unit_day rename to unit_day_gone`.execute(database.kysely)
  await database.close()
  const note = {
    doorId: field.doors(field.buildings[0])[0],
    startedAt: Date.now(),
    outcome: 'met',
    note: planted.join(' '),
  }
  const visit = {
    ...field.operation('visit.undo', { visitId: newOperationId() }),
    type: 'visit.log',
    body: note,
    at: Date.now(),
  }
  await post('sync', JSON.stringify(pushOf(visit)), tokens.get(field.worker))
  const words = { kind: 'complaint', words: planted.join(' ') }
  const feedback = { ...visit, id: newOperationId(), type: 'feedback.send', body: words }
  await post('sync', JSON.stringify(pushOf(feedback)), tokens.get(field.worker))
  await post('session', JSON.stringify({ action: 'invitation', code: 'K7MQ2XWD' }))
  await post(
    'query',
    JSON.stringify({ action: 'day', unit: field.unit, day: '2021-03-29' }),
    tokens.get(field.secretary),
  )
  expect(running.said()).toContain('call failed')
}
