import * as v from 'valibot'
import { openSession } from '#cloud/session/open-session'
import { kindsFor, readChanges } from '#cloud/sync/changes'
import { type Cursor, readCursor, writeCursor } from '#cloud/sync/cursor'
import type { Change, PullAnswer } from '#contract/pull'
import { pullAnswer } from '#contract/pull'
import { inScope } from '#domain/authorisation'
import type { BuildingId, DoorId } from '#domain/ids'
import { addDays, dayOf } from '#domain/time'
import { building, call, codeOf, pulled, tokenOf } from '../../support/calls'
import { casesOf } from '../../support/case-fixture'
import { type Field, NOON, newDeviceId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { isCitus } from '../../support/test-database'

const TODAY = dayOf(NOON)
const ground = fieldUnderTest()
let context: TestContext
let field: Field
let token: string

beforeEach(async () => {
  ;({ context, field } = ground)
  token = await tokenOf(context, field.worker)
})

const door = (index: number): DoorId => field.doors(field.buildings[0])[index] ?? ('none' as DoorId)
const visit = (index: number) =>
  field.operation('visit.log', { doorId: door(index), startedAt: NOON, outcome: 'met', leaflets: 1 })

async function ask(
  known: Partial<Pick<PullAnswer, 'cursor'>> & { scope?: string | null } = {},
  device = newDeviceId(),
): Promise<PullAnswer> {
  const body = {
    action: 'pull',
    protocol: 1,
    unit: field.unit,
    device,
    pending: 3,
    cursor: known.cursor ?? null,
    scope: known.scope ?? null,
  }
  const answer = await call(context, 'sync', body, token)
  v.parse(pullAnswer, answer.body)
  return pulled(answer)
}
const names = (changes: readonly Change[]) =>
  changes.map(({ kind, row }) => `${kind} ${'id' in row ? row.id : 'day' in row ? row.day : row.kind}`)

test('a new device gets the index: its buildings, its stock, the last days; doors come by building', async () => {
  await field.push([visit(0)])
  const answer = await ask()
  expect(names(answer.changes)).toEqual(['stock flyer', 'day 2021-03-29', 'building b1', 'building b2'])
  expect(answer).toMatchObject({
    more: false,
    scope: { staff: { name: '周敏', gridName: '第1网格', unitName: expect.any(String) } },
  })
})

test('afterwards it gets what changed, once, in the order of the log', async () => {
  const first = await ask()
  await field.push([visit(0), visit(1)])
  const second = await ask({ cursor: first.cursor, scope: first.scope?.hash ?? null })
  expect(second.scope).toBeUndefined()
  expect(names(second.changes)).toEqual(['door b1-1', 'building b1', 'day 2021-03-29', 'door b1-2', 'stock flyer'])
  const third = await ask({ cursor: second.cursor, scope: first.scope?.hash ?? null })
  expect(third).toMatchObject({ changes: [], more: false, cursor: second.cursor })
})

test('a device that has everything costs one statement and hears so in 300 bytes', async () => {
  await field.push([visit(0), visit(1)])
  const device = newDeviceId()
  const first = await ask({}, device)
  const known = { cursor: first.cursor, scope: first.scope?.hash ?? null }
  const before = ground.database.roundTrips()
  const answer = await ask(known, device)
  expect(answer).toEqual({ changes: [], more: false, cursor: first.cursor, serverTime: NOON })
  // Where a device is heard in a shard, that is a statement of its own.
  expect(ground.database.roundTrips() - before).toBe(isCitus() ? 2 : 1)
  expect(JSON.stringify(answer).length).toBeLessThanOrEqual(300)
})

test('the statement that finds a person gives him the buildings that the domain’s rule gives', async () => {
  const rows = await context.db.selectFrom('building').selectAll().where('unit_id', '=', field.unit).execute()
  for (const person of [field.worker, field.colleague, field.volunteer, field.secretary]) {
    token = await tokenOf(context, person)
    const own = rows.filter((row) => inScope(person, { id: row.building_id, gridId: row.grid_id }))
    expect((await ask()).scope?.buildings).toEqual(own.map(({ building_id }) => building_id).sort())
    expect(own.length).toBeGreaterThan(0)
  }
})

test('a session that may not pull is refused, and its device is not heard', async () => {
  const body = { action: 'pull', protocol: 1, unit: field.unit, device: newDeviceId(), pending: 3, cursor: null }
  const heard = () =>
    context.db.selectFrom('device').selectAll().where('unit_id', '=', field.unit).where('pending', '=', 3).execute()
  // WeChat says that somebody else holds the token.
  expect(codeOf(await call(context, 'sync', { ...body, scope: null }, token, 'somebody-else'))).toBe(4011)
  expect(codeOf(await call(context, 'sync', { ...body, scope: null }, `${field.unit}.guessed`))).toBe(4011)
  const terms = { kind: 'key', only: ['alert.enter'], sessionLives: 60_000, tokenLives: 60_000 } as const
  const key = await openSession(context, field.worker, newDeviceId(), terms)
  expect(codeOf(await call(context, 'sync', { ...body, scope: null }, key.access))).toBe(4030)
  expect(await heard()).toEqual([])
  await call(context, 'sync', { ...body, scope: null }, token)
  expect(await heard()).toHaveLength(1)
})

test('a colleague’s doors outside the scope are not on the wire', async () => {
  const first = await ask()
  const theirs = field.doors(field.buildings[2])[0] ?? ('none' as DoorId)
  await field.push(
    [field.operation('visit.log', { doorId: theirs, startedAt: NOON, outcome: 'met' }, { author: field.colleague.id })],
    field.colleague,
  )
  const second = await ask({ cursor: first.cursor, scope: first.scope?.hash ?? null })
  expect(names(second.changes)).toEqual(['day 2021-03-29'])
})

test('a page may end at any row, also between rows of one place of the log', async () => {
  for (let index = 0; index < 12; index += 1) await field.push([visit(index), visit((index * 5) % 12)])
  const cases = await casesOf(context, field)
  for (let index = 0; index < 3; index += 1) await cases.accepted()
  // As after an import: many rows with one seq.
  await ground.database.kysely
    .updateTable('door')
    .set({ seq: 20 })
    .where('unit_id', '=', field.unit)
    .where('building_id', '=', 'b2' as BuildingId)
    .execute()
  const start: Cursor = { seq: 0, kind: 9, key: '', index: null }
  const viewer = { staff: field.worker, unitId: field.unit, stationId: null, streetId: null }
  const read = (from: Cursor, limit: number) => readChanges(context, viewer, kindsFor(field.worker, true), from, limit)
  const whole = await read(start, 1000)
  expect(whole.length).toBeGreaterThan(20)
  for (const size of [1, 2, 3, 7]) {
    const found = []
    for (let cursor = start; ; ) {
      const page = await read(cursor, size)
      found.push(...page)
      const last = page.at(-1)
      if (last === undefined) break
      const next = readCursor(writeCursor({ seq: last.seq, kind: last.kind, key: last.key, index: null }, true), true)
      if (next === null) throw new Error('a cursor that cannot be read back')
      cursor = next
    }
    expect(found).toEqual(whole)
  }
})

test('a backlog longer than a page comes in pages, and none is missed', async () => {
  const first = await ask()
  const rows = Array.from({ length: 1200 }, (_, index) => ({
    unit_id: field.unit,
    door_id: `b1-x${index}` as DoorId,
    building_id: 'b1' as BuildingId,
    stairwell: 2,
    floor: 1,
    room: `x${index}`,
    last_at: null,
    seq: 1,
  }))
  await ground.database.kysely.insertInto('door').values(rows).execute()
  await ground.database.kysely.updateTable('unit_head').set({ seq: 1 }).where('unit_id', '=', field.unit).execute()
  const seen: string[] = []
  const sizes: number[] = []
  for (let known = { cursor: first.cursor, scope: first.scope?.hash ?? null }; ; ) {
    const answer = await ask(known)
    seen.push(...names(answer.changes))
    sizes.push(answer.changes.length)
    known = { ...known, cursor: answer.cursor }
    if (!answer.more) break
  }
  expect(sizes).toEqual([500, 500, 200])
  expect(new Set(seen).size).toBe(1200)
})

test('a changed scope brings the list of buildings again, and then goes on where the device was', async () => {
  const first = await ask()
  await field.push([visit(0)])
  const assign = field.operation(
    'staff.assign',
    {
      staffId: field.worker.id,
      scope: { kind: 'buildings', buildingIds: [field.buildings[0], field.buildings[2]] },
      from: null,
      to: null,
      active: true,
    },
    { author: field.secretary.id },
  )
  await field.push([assign], field.secretary)
  const second = await ask({ cursor: first.cursor, scope: first.scope?.hash ?? null })
  expect(second.scope?.buildings).toEqual(['b1', 'b3'])
  expect(names(second.changes)).toEqual(['stock flyer', 'day 2021-03-29', 'building b1', 'building b3'])
  expect(second.more).toBe(true)
  const third = await ask({ cursor: second.cursor, scope: second.scope?.hash ?? null })
  expect(names(third.changes)).toContain('door b1-1')
})

test('a cursor that is no cursor, or ahead of a restored log, gives a fresh index', async () => {
  const hash = (await ask()).scope?.hash ?? null
  for (const cursor of ['nonsense', '999.4.', "1'; drop table door"]) {
    const answer = await ask({ cursor, scope: hash })
    expect(names(answer.changes)).toEqual(['building b1', 'building b2'])
  }
})

test('push and pull note what the device still holds', async () => {
  const device = newDeviceId()
  await ask({}, device)
  const row = () =>
    ground.database.kysely
      .selectFrom('device')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .where('device_id', '=', device)
      .executeTakeFirst()
  expect(await row()).toMatchObject({ pending: 3, seen_at: NOON, staff_id: field.worker.id })
  await field.push([], field.worker, 7)
  const pushed = await ground.database.kysely
    .selectFrom('device')
    .selectAll()
    .where('unit_id', '=', field.unit)
    .where('device_id', '=', field.device)
    .executeTakeFirst()
  expect(pushed).toMatchObject({ pending: 7 })
})

test('a building’s doors come in pages by id', async () => {
  const rows = Array.from({ length: 600 }, (_, index) => ({
    unit_id: field.unit,
    door_id: `b2-y${index}` as DoorId,
    building_id: 'b2' as BuildingId,
    stairwell: 2,
    floor: 1,
    room: `y${index}`,
    last_at: null,
    seq: 1,
  }))
  await ground.database.kysely.insertInto('door').values(rows).execute()
  const body = { action: 'building', protocol: 1, unit: field.unit, building: 'b2' }
  const first = building(await call(context, 'sync', { ...body, after: null }, token))
  const second = building(await call(context, 'sync', { ...body, after: first.next }, token))
  expect([first.doors.length, second.doors.length, second.next]).toEqual([500, 112, null])
  expect(new Set([...first.doors, ...second.doors].map(({ id }) => id)).size).toBe(612)
  expect(codeOf(await call(context, 'sync', { ...body, building: 'b99', after: null }, token))).toBe(4043)
})

describe('what stands in the unit', () => {
  const banner = () =>
    field.operation('standing.post', { kind: 'banner', place: '东门岗亭', from: TODAY, to: addDays(TODAY, 9) })
  /** As a device of protocol 2 asks. */
  const asked = async (known: Partial<PullAnswer> = {}, of = token) => {
    const body = { action: 'pull', protocol: 2, unit: field.unit, device: newDeviceId(), pending: 0 }
    const answer = await call(
      context,
      'sync',
      { ...body, cursor: known.cursor ?? null, scope: known.scope?.hash ?? null },
      of,
    )
    v.parse(pullAnswer, answer.body)
    return pulled(answer)
  }
  const standing = (answer: PullAnswer) => answer.changes.flatMap((one) => (one.kind === 'standing' ? [one.row] : []))

  test('comes whole to a new device, and each change once', async () => {
    const [kept, gone] = [banner(), banner()]
    await field.push([kept, gone])
    await field.push([field.operation('standing.remove', { paperId: gone.id })])
    const first = await asked()
    expect(standing(first)).toEqual([expect.objectContaining({ id: kept.id, place: '东门岗亭', condition: 'good' })])
    await field.push([field.operation('standing.check', { paperId: kept.id, condition: 'damaged' })])
    const second = await asked(first)
    expect(standing(second)).toEqual([expect.objectContaining({ id: kept.id, condition: 'damaged' })])
    expect(standing(await asked({ ...first, cursor: second.cursor }))).toEqual([])
  })

  test('is no volunteer’s and no officer’s business', async () => {
    await field.push([banner()])
    for (const person of [field.volunteer, field.officer])
      expect(standing(await asked({}, await tokenOf(context, person)))).toEqual([])
    expect(standing(await asked({}, await tokenOf(context, field.secretary)))).toHaveLength(1)
  })
})
