import { sql } from 'kysely'
import { pino } from 'pino'
import * as v from 'valibot'
import { keyMarks, makeBackup } from '#cloud/backup/make-backup'
import type { Context } from '#cloud/context'
import { guarded } from '#cloud/handlers/guarded'
import { functions } from '#cloud/handlers/registry'
import { applyPush } from '#cloud/operations/apply-push'
import { verifyChain } from '#cloud/operations/verify-chain'
import { askRotation, keysOfUnits } from '#cloud/rotation/ask-rotation'
import { goOnRotating } from '#cloud/rotation/go-on-rotating'
import { type Rotated, rotateUnit } from '#cloud/rotation/rotate-unit'
import { runTimer } from '#cloud/timer/run-timer'
import { KeyMissing } from '#cloud/vault/data-keys'
import { StaleVault } from '#cloud/vault/stale-vault'
import { revealAnswer } from '#contract/case-query'
import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { HOUR } from '#domain/time'
import { tokenOf } from '../../support/calls'
import { type Cases, casesOf, RESIDENT } from '../../support/case-fixture'
import { NOON, newOperationId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { anotherServer, closedBy, keysNamed, openedBy } from '../../support/rotation-ground'

const ground = fieldUnderTest()
let cases: Cases
/** More rows than one batch has. */
const CASES = 60
let ids: OperationId[]

beforeEach(async () => {
  const { context, field, database } = ground
  // A rotation is of all units: those of the tests before are out of the way.
  await database.kysely.deleteFrom('key_rotation').execute()
  await database.kysely.deleteFrom('data_key').execute()
  cases = await casesOf(context, field)
  await field.push(alerts(CASES), field.officer)
  ids = (
    await database.kysely.selectFrom('dissuasion').select('case_id').where('unit_id', '=', field.unit).execute()
  ).map(({ case_id }) => case_id)
  expect(ids).toHaveLength(CASES)
})

function alerts(count: number): OperationOf<'alert.enter'>[] {
  const { name, phone, address, clue } = RESIDENT
  return Array.from({ length: count }, (_, index) =>
    ground.field.operation(
      'alert.enter',
      {
        kind: 'dissuade',
        number: `N${newOperationId().slice(-12)}`,
        level: 'urgent',
        fraudType: 'fake-investment',
        source: 'report-110',
        raisedAt: NOON - HOUR,
        doorId: null,
        name,
        phone,
        address: `${address}${index}`,
        clue,
      },
      { author: ground.field.officer.id },
    ),
  )
}

const FOREVER = Number.POSITIVE_INFINITY
const unitOf = () => ground.field.unit
const dataKeys = () =>
  ground.database.kysely
    .selectFrom('data_key')
    .select(['key_id', 'wrapped_by', 'cipher'])
    .where('unit_id', '=', unitOf())
    .orderBy('key_id')
    .execute()
const pending = () => ground.database.kysely.selectFrom('key_rotation').selectAll().execute()
const entries = async () => {
  const rows = await ground.database.kysely
    .selectFrom('operation')
    .select(['content', 'staff_id'])
    .where('unit_id', '=', unitOf())
    .where('type', '=', 'keys.rotate')
    .orderBy('seq')
    .execute()
  return rows.map(({ content }) => v.parse(v.object({ body: v.unknown() }), content).body)
}
async function rotateWith(env: Record<string, string>, data = false): Promise<TestContext> {
  const { context, keys } = anotherServer(ground.context, env)
  await askRotation(context, keys, data)
  await goOnRotating(context, keys, FOREVER)
  expect(await pending()).toEqual([])
  return context
}
/** As a server does it that was warm before the rotation. */
async function warmPush(context: Context, operations: readonly object[], actor: Staff) {
  const { unit, device } = ground.field
  const body = { action: 'push', protocol: 1, unit, device, pending: 0, operations }
  return warmCall(context, 'sync', body, await tokenOf(context, actor))
}
async function warmCall(context: Context, name: string, body: object, token: string) {
  const found = functions.get(name)
  if (found === undefined) throw new Error(name)
  const { body: answer } = await guarded(found.handler, { context, body, token, openid: null, from: null }, name, 'r')
  return answer
}

test('wrapped anew by the second key, everything opens with it alone; boxes stay, the chain holds, the log says it', async () => {
  const { context, database } = ground
  const before = await openedBy(context, unitOf())
  const head = (await verifyChain(database.kysely, unitOf())) as { rows: number }
  await rotateWith(keysNamed('k2', 'k1'))
  expect(await dataKeys()).toEqual([{ key_id: 'd1', wrapped_by: 'k2', cipher: 'aes-256-gcm' }])
  expect(await openedBy(anotherServer(context, keysNamed('k2')).context, unitOf())).toEqual(before)
  await expect(openedBy(anotherServer(context, keysNamed('k1')).context, unitOf())).rejects.toThrow(KeyMissing)
  expect(await verifyChain(database.kysely, unitOf())).toEqual({ kind: 'intact', rows: head.rows + 1 })
  expect(await entries()).toEqual([{ wrappedBy: 'k2', dataKey: null, cipher: null, boxes: 0 }])
})

test('a backup from before asks for the old key, one from after does not', async () => {
  const { database } = ground
  const { context, keys } = anotherServer(ground.context, keysNamed('k2', 'k1'))
  const marks = async () => {
    const source = { db: database.kysely, keys, photos: null, now: context.clock.now() }
    return (await makeBackup(source, async () => {})).manifest.keys
  }
  const marksOf = (id: 'k1' | 'k2') => keyMarks(anotherServer(ground.context, keysNamed(id)).keys)
  expect(await marks()).toEqual(marksOf('k1'))
  await rotateWith(keysNamed('k2', 'k1'))
  expect(await marks()).toEqual(marksOf('k2'))
})

test('with a new data key every box of every table is closed anew, the old key goes, and nobody is found less than before', async () => {
  const { context, database, field } = ground
  const [first = newOperationId()] = ids
  await cases.act('alert.label', { caseId: first, labels: ['high-risk-area'] }, field.officer)
  await cases.act('dissuasion.call', { caseId: first, reached: false, note: '未接' }, field.officer)
  const before = await openedBy(context, unitOf())
  expect(await closedBy(database.kysely, unitOf())).toEqual(['d1 aes-256-gcm'])
  const index = () =>
    database.kysely.selectFrom('dissuasion').select(['case_id', 'person_index']).orderBy('case_id').execute()
  const persons = await index()
  const hashes = () =>
    database.kysely
      .selectFrom('operation')
      .select(['seq', 'content_hash', 'hash'])
      .where('unit_id', '=', unitOf())
      .where('type', '!=', 'keys.rotate')
      .orderBy('seq')
      .execute()
  const chain = await hashes()

  await rotateWith(keysNamed('k2', 'k1'), true)

  expect(await closedBy(database.kysely, unitOf())).toEqual(['d2 aes-256-gcm'])
  expect(await dataKeys()).toEqual([{ key_id: 'd2', wrapped_by: 'k2', cipher: 'aes-256-gcm' }])
  expect(await openedBy(anotherServer(context, keysNamed('k2')).context, unitOf())).toEqual(before)
  expect(await index()).toEqual(persons)
  expect(await hashes()).toEqual(chain)
  expect(await verifyChain(database.kysely, unitOf())).toMatchObject({ kind: 'intact' })
  // Name, phone, address, clue in the log and in the case; labels and the note in the log, labels with the police.
  const boxes = CASES * 4 * 2 + 3
  expect(await entries()).toEqual([{ wrappedBy: 'k2', dataKey: 'd2', cipher: 'aes-256-gcm', boxes }])
})

test('another cipher is a rotation: from AES to SM4 and back, each time everything opens, and new values are closed by the new one', async () => {
  const { database, context, field } = ground
  const before = await openedBy(context, unitOf())
  const sm4 = await rotateWith({ ...keysNamed('k1'), FIELD_CIPHER: 'sm4-gcm' })
  expect(await closedBy(database.kysely, unitOf())).toEqual(['d2 sm4-gcm'])
  expect(await openedBy(context, unitOf())).toEqual(before)
  await applyPush(sm4, field.officer, {
    action: 'push',
    protocol: 1,
    unit: unitOf(),
    device: field.device,
    pending: 0,
    operations: alerts(1),
  })
  expect(await closedBy(database.kysely, unitOf())).toEqual(['d2 sm4-gcm'])
  const more = await openedBy(context, unitOf())
  await rotateWith(keysNamed('k1'))
  expect(await closedBy(database.kysely, unitOf())).toEqual(['d3 aes-256-gcm'])
  expect(await openedBy(context, unitOf())).toEqual(more)
})

test('nothing is asked for where everything is as it is to be, and a second asking while one is under way goes on with it', async () => {
  const one = anotherServer(ground.context, keysNamed('k1'))
  expect(await askRotation(one.context, one.keys, false)).toBe(0)
  const two = anotherServer(ground.context, keysNamed('k2', 'k1'))
  expect(await askRotation(two.context, two.keys, true)).toBe(1)
  expect(await rotateUnit({ ...two, until: -FOREVER }, unitOf())).toBe('later')
  expect(await askRotation(two.context, two.keys, true)).toBe(1)
  await goOnRotating(two.context, two.keys, FOREVER)
  expect(await dataKeys()).toEqual([{ key_id: 'd2', wrapped_by: 'k2', cipher: 'aes-256-gcm' }])
})

test('cut off after any batch it goes on where it stood, and at its end everything opens', async () => {
  const before = await openedBy(ground.context, unitOf())
  const first = anotherServer(ground.context, keysNamed('k2', 'k1'))
  await askRotation(first.context, first.keys, true)
  let cuts = 0
  for (let how: Rotated | 'cut' = 'cut'; how !== 'done'; ) {
    // Each run is a process of its own that dies after one batch.
    const { context, keys } = anotherServer(ground.context, keysNamed('k2', 'k1'))
    const dies = () => {
      throw new Error('killed')
    }
    how = await rotateUnit({ context, keys, until: FOREVER, progress: dies }, unitOf()).catch(() => 'cut' as const)
    if (how === 'cut') cuts += 1
    // In the middle both kinds of boxes lie there, and everything opens.
    expect(await openedBy(anotherServer(ground.context, keysNamed('k2')).context, unitOf())).toEqual(before)
  }
  // Two batches of the log, two of the cases.
  expect(cuts).toBe(4)
  expect(await closedBy(ground.database.kysely, unitOf())).toEqual(['d2 aes-256-gcm'])
  expect(await entries()).toMatchObject([{ boxes: CASES * 4 * 2 }])
})

test('done by three at once it is done once', async () => {
  const before = await openedBy(ground.context, unitOf())
  const first = anotherServer(ground.context, keysNamed('k2', 'k1'))
  await askRotation(first.context, first.keys, true)
  const run = () => {
    const { context, keys } = anotherServer(ground.context, keysNamed('k2', 'k1'))
    return goOnRotating(context, keys, FOREVER)
  }
  await Promise.all([run(), run(), run()])
  expect(await pending()).toEqual([])
  expect(await entries()).toMatchObject([{ boxes: CASES * 4 * 2 }])
  expect(await openedBy(first.context, unitOf())).toEqual(before)
})

describe('a server that was warm before', () => {
  /** It has sealed and opened with the first key. */
  let warm: TestContext
  beforeEach(async () => {
    warm = anotherServer(ground.context, keysNamed('k1', 'k2')).context
    await warm.vault.open(warm.db, unitOf())
  })

  test('seals what it takes in by the new key, though it had sealed it by the old one before it asked', async () => {
    await rotateWith(keysNamed('k2', 'k1'), true)
    const [alert] = alerts(1)
    const { officer } = ground.field
    const request = { action: 'push', protocol: 1, unit: unitOf(), device: ground.field.device, pending: 0 } as const
    await expect(applyPush(warm, officer, { ...request, operations: [{ ...alert }] })).rejects.toThrow(StaleVault)
    expect(await warmPush(warm, [{ ...alert }], officer)).toMatchObject({ outcomes: [{ kind: 'applied' }] })
    expect(await closedBy(ground.database.kysely, unitOf())).toEqual(['d2 aes-256-gcm'])
  })

  test('reads what was closed anew, and reveals it with one entry in the log', async () => {
    const { officer } = ground.field
    await rotateWith(keysNamed('k2', 'k1'), true)
    const token = await tokenOf(warm, officer)
    const [id] = ids
    const ask = (request: object) => warmCall(warm, 'query', { unit: unitOf(), ...request }, token)
    expect(await ask({ action: 'case', id })).toMatchObject({ police: { clue: RESIDENT.clue } })
    // It knows the second key now, and not the third.
    await rotateWith(keysNamed('k2'), true)
    const answer = await ask({ action: 'reveal', id, device: ground.field.device, reason: 'call' })
    expect(v.parse(revealAnswer, answer).resident.name).toBe(RESIDENT.name)
    const log = await ground.database.kysely
      .selectFrom('operation')
      .select('operation_id')
      .where('unit_id', '=', unitOf())
      .where('type', '=', 'resident.reveal')
      .execute()
    expect(log).toHaveLength(1)
  })

  test('is told which key it lacks when it was not given the new one, and takes nothing in', async () => {
    await rotateWith(keysNamed('k2', 'k1'), true)
    const old = anotherServer(ground.context, keysNamed('k1')).context
    expect(await warmPush(old, [{ ...alerts(1)[0] }], ground.field.officer)).toMatchObject({
      problem: { code: 5032, detail: expect.stringContaining('k2') },
    })
  })
})

test('what waits for its parent meanwhile is closed anew, and comes free into closed boxes of the new key', async () => {
  const { field, context, database } = ground
  const [parent] = alerts(1)
  if (parent === undefined) throw new Error('none')
  const call = field.operation(
    'dissuasion.call',
    { caseId: parent.id, reached: false, note: '未接' },
    { author: field.officer.id },
  )
  expect(await field.push([call], field.officer)).toMatchObject([{ kind: 'held' }])
  await rotateWith(keysNamed('k1'), true)
  context.vault.forget(unitOf())
  expect(await field.push([parent], field.officer)).toMatchObject([{ kind: 'applied' }])
  expect(await database.kysely.selectFrom('held').select('operation_id').execute()).toEqual([])
  expect(await closedBy(database.kysely, unitOf())).toEqual(['d2 aes-256-gcm'])
  expect([...(await openedBy(context, unitOf())).values()]).toContain('未接')
})

test('the timer goes on with what was asked for, and a server without the new key first leaves it alone', async () => {
  const { context, keys } = anotherServer(ground.context, keysNamed('k2', 'k1'))
  await askRotation(context, keys, true)
  await runTimer(anotherServer(ground.context, keysNamed('k1', 'k2')).context)
  expect(await dataKeys()).toEqual([{ key_id: 'd1', wrapped_by: 'k1', cipher: 'aes-256-gcm' }])
  await runTimer(context)
  expect(await dataKeys()).toEqual([{ key_id: 'd2', wrapped_by: 'k2', cipher: 'aes-256-gcm' }])
  expect(await pending()).toEqual([])
})

test('a box that was tampered with stops its unit and keeps the old key; the log of errors says where, and nothing of it', async () => {
  const { context: base, database } = ground
  const other = (await keysOfUnits(database.kysely)).map(({ unitId }) => unitId)
  expect(other).toEqual([unitOf()])
  const [id] = ids
  const { rows: kept } = await sql<{
    readonly phone: { readonly box: string }
  }>`select phone_sealed as phone from dissuasion
    where unit_id = ${unitOf()} and case_id = ${id}`.execute(database.kysely)
  const spoilt = kept.map(({ phone }) => JSON.stringify({ ...phone, box: `${phone.box}AAAA` }))
  await sql`update dissuasion set phone_sealed = ${spoilt[0]}::jsonb where unit_id = ${unitOf()} and case_id = ${id}`.execute(
    database.kysely,
  )
  const lines: string[] = []
  const { context, keys } = anotherServer(base, keysNamed('k2', 'k1'))
  const log = pino({ level: 'trace' }, { write: (line) => lines.push(line) })
  await askRotation(context, keys, true)
  const told: string[] = []
  await goOnRotating({ ...context, log }, keys, FOREVER, { unit: (_, how) => told.push(how), progress: () => {} })
  expect(told).toEqual(['failed'])
  expect((await dataKeys()).map(({ key_id }) => key_id)).toEqual(['d1', 'd2'])
  expect(lines.join('')).toContain(unitOf())
  for (const secret of [RESIDENT.name, RESIDENT.phone, keysNamed('k2').FIELD_KEYS.slice(3)])
    expect(lines.join('')).not.toContain(secret)
})
