import { PROTOCOL } from '#contract/protocol'
import type { DoorId } from '#domain/ids'
import { call, pushed, tokenOf } from '../../support/calls'
import { type Field, NOON, newOperationId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { isCitus } from '../../support/test-database'

const ground = fieldUnderTest()
let context: TestContext
let field: Field

beforeEach(() => {
  ;({ context, field } = ground)
})

const door = (index: number): DoorId => field.doors(field.buildings[0])[index] ?? ('none' as DoorId)
const visit = (index = 0, more: Parameters<Field['operation']>[2] = {}) =>
  field.operation('visit.log', { doorId: door(index), startedAt: context.clock.time - 60_000, outcome: 'met' }, more)
const countOperations = async () => {
  const rows = await ground.database.kysely
    .selectFrom('operation')
    .select('operation_id')
    .where('unit_id', '=', field.unit)
    .execute()
  return rows.length
}

describe('a push', () => {
  test('stores a visit at the next place of the log', async () => {
    expect(await field.push([visit(0), visit(1)])).toEqual([
      { kind: 'applied', seq: 1 },
      { kind: 'applied', seq: 2 },
    ])
    const row = await ground.database.kysely
      .selectFrom('door')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .where('door_id', '=', door(0))
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ visits: 1, met: 1, last_at: NOON, seq: 1 })
    expect(row.memory).toHaveLength(1)
    const building = await ground.database.kysely
      .selectFrom('building')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .where('building_id', '=', field.buildings[0])
      .executeTakeFirstOrThrow()
    expect(building).toMatchObject({ doors: 12, visited: 2, met: 2, last_visit_at: NOON, seq: 2 })
  })

  test('answers a repetition with the place where the record already is', async () => {
    const once = visit()
    await field.push([once])
    expect(await field.push([once, visit(1)])).toEqual([
      { kind: 'duplicate', seq: 1 },
      { kind: 'applied', seq: 2 },
    ])
    expect(await field.push([visit(2), once, once])).toMatchObject([
      { seq: 3 },
      { kind: 'duplicate' },
      { kind: 'duplicate' },
    ])
    expect(await countOperations()).toBe(3)
  })

  test('keeps the first of two contents under one id', async () => {
    const first = visit()
    const second = { ...first, body: { ...first.body, outcome: 'refused' } }
    await field.push([first])
    expect(await field.push([second])).toMatchObject([{ kind: 'rejected', problem: { code: 4090 } }])
    expect(await countOperations()).toBe(1)
  })

  test('turns back what is malformed, one by one, and stores its neighbours', async () => {
    const good = visit()
    const outcomes = await field.push([
      { ...visit(1), body: { doorId: door(1), startedAt: NOON, outcome: 'dancing' } },
      { nonsense: true },
      { ...visit(1), extra: 1 },
      { ...visit(1), body: { ...visit(1).body, adults: 0 } },
      { ...visit(1), body: { ...visit(1).body, note: '\ud800' } },
      good,
    ])
    expect(outcomes).toMatchObject([
      { kind: 'rejected', problem: { code: 4001, field: 'body.outcome', detail: '“body.outcome”不是允许的取值' } },
      { kind: 'rejected', problem: { code: 4001, field: 'type' } },
      { kind: 'rejected', problem: { code: 4001, field: 'extra', detail: '“extra”是不认识的字段' } },
      { kind: 'rejected', problem: { code: 4001, field: 'body.adults', detail: '“body.adults”过小，至少 1' } },
      { kind: 'rejected', problem: { code: 4001, field: 'body.note' } },
      { kind: 'applied', seq: 1 },
    ])
  })

  test('holds what builds on a record that has not come, and applies it when that comes', async () => {
    const log = visit()
    const amend = field.operation('visit.amend', { visitId: log.id, reason: '点错了', outcome: 'refused' })
    expect(await field.push([amend])).toEqual([{ kind: 'held', waitingFor: log.id }])
    expect(await field.push([amend])).toEqual([{ kind: 'held', waitingFor: log.id }])
    expect(await countOperations()).toBe(0)
    expect(await field.push([log])).toEqual([{ kind: 'applied', seq: 1 }])
    expect(await countOperations()).toBe(2)
    expect(await field.push([amend])).toEqual([{ kind: 'duplicate', seq: 2 }])
    const held = await ground.database.kysely.selectFrom('held').selectAll().where('unit_id', '=', field.unit).execute()
    expect(held).toHaveLength(0)
  })

  test('refuses at once what its author’s role can never do, though its parent has not come', async () => {
    const body = { paperId: visit().id, reason: '再改' }
    expect(await field.push([field.operation('report.return', body)])).toMatchObject([
      { kind: 'rejected', problem: { code: 4030 } },
    ])
    expect(
      await ground.database.kysely.selectFrom('held').selectAll().where('unit_id', '=', field.unit).execute(),
    ).toEqual([])
  })

  test('releases a whole chain that was sent back to front, over several pushes', async () => {
    const first = visit(0)
    const second = visit(1, { after: first.id })
    const third = visit(2, { after: second.id })
    const fourth = visit(3, { after: third.id })
    expect(await field.push([fourth, third])).toMatchObject([{ kind: 'held' }, { kind: 'held' }])
    expect(await field.push([second])).toMatchObject([{ kind: 'held', waitingFor: first.id }])
    expect(await field.push([first])).toEqual([{ kind: 'applied', seq: 1 }])
    expect(await countOperations()).toBe(4)
  })

  test('applies parents that stand behind their children in one batch', async () => {
    const first = visit(0)
    const second = visit(1, { after: first.id })
    const third = visit(2, { after: second.id })
    const outcomes = await field.push([third, second, first])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['applied', 'applied', 'applied'])
  })

  test('keeps the child of a rejected record waiting until that is mended and sent again', async () => {
    const wrong = { ...visit(0), body: { doorId: 'b9-9', startedAt: NOON, outcome: 'met' } }
    const child = visit(1, { after: wrong.id })
    expect(await field.push([wrong, child])).toMatchObject([
      { kind: 'rejected', problem: { code: 4042 } },
      { kind: 'held' },
    ])
    const mended = { ...visit(0), id: wrong.id }
    expect(await field.push([mended])).toMatchObject([{ kind: 'applied' }])
    expect(await countOperations()).toBe(2)
  })

  test('tells what was held and then refused why, when it is sent again', async () => {
    const theirs = field.operation(
      'visit.log',
      { doorId: door(0), startedAt: NOON, outcome: 'met' },
      { author: field.volunteer.id },
    )
    const amend = field.operation('visit.amend', { visitId: theirs.id, reason: '不是我的', outcome: 'refused' })
    await field.push([amend])
    await field.push([theirs], field.volunteer)
    const [kept] = await ground.database.kysely
      .selectFrom('held')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .execute()
    expect(kept?.problem).toMatchObject({ code: 4030 })
    expect(await field.push([amend])).toMatchObject([{ kind: 'rejected', problem: { code: 4030 } }])
    expect(
      await ground.database.kysely.selectFrom('held').selectAll().where('unit_id', '=', field.unit).execute(),
    ).toHaveLength(0)
  })

  test('costs 4 round trips for 100 visits, who sends them included (13 to a shard), and 3 when all are repetitions', async () => {
    const operations = Array.from({ length: 100 }, (_, index) => visit(index % 12, { at: NOON - index * 60_000 }))
    const { unit, device, worker } = field
    const token = await tokenOf(context, worker)
    const push = async () => {
      const before = ground.database.roundTrips()
      const request = { action: 'push', protocol: PROTOCOL, unit, device, pending: 0, operations }
      const { outcomes } = pushed(await call(context, 'sync', request, token))
      return { kinds: new Set(outcomes.map(({ kind }) => kind)), trips: ground.database.roundTrips() - before }
    }
    expect(await push()).toEqual({ kinds: new Set(['applied']), trips: isCitus() ? 13 : 4 })
    expect(await push()).toEqual({ kinds: new Set(['duplicate']), trips: isCitus() ? 4 : 3 })
  })

  test('repeated twenty times at once stores one row and tells twenty successes', async () => {
    const once = visit()
    const answers = await Promise.all(Array.from({ length: 20 }, () => field.push([once])))
    const kinds = answers.flat().map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'applied')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'duplicate')).toHaveLength(19)
    expect(await countOperations()).toBe(1)
  })

  test('takes the device’s time corrected by its offset, never later than the receipt', async () => {
    const slow = visit(0, { at: NOON - 600_000, offset: 300_000 })
    const ahead = visit(1, { at: NOON + 3_600_000, offset: null })
    const absurd = visit(2, { at: NOON, offset: -9e15 })
    expect(await field.push([slow, ahead, absurd])).toMatchObject([
      { kind: 'applied' },
      { kind: 'applied' },
      { problem: { code: 4221 } },
    ])
    const rows = await ground.database.kysely
      .selectFrom('visit')
      .select(['visit_id', 'at', 'started_at'])
      .where('unit_id', '=', field.unit)
      .execute()
    expect(rows.find(({ visit_id }) => visit_id === slow.id)).toMatchObject({
      at: NOON - 300_000,
      started_at: NOON - 300_000,
    })
    expect(rows.find(({ visit_id }) => visit_id === ahead.id)?.at).toBe(NOON)
  })

  test('refuses an operation that names itself as its parent', async () => {
    const id = newOperationId()
    expect(await field.push([visit(0, { id, after: id })])).toMatchObject([{ problem: { code: 4001, field: 'after' } }])
  })
})
