import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import { verifyChain } from '#cloud/operations/verify-chain'
import type { DoorId } from '#domain/ids'
import { call, pulled, tokenOf } from '../../support/calls'
import { type Field, NOON, newDeviceId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
let context: TestContext
let field: Field

beforeEach(() => {
  ;({ context, field } = ground)
})

const visit = (index: number) =>
  field.operation(
    'visit.log',
    {
      doorId: field.doors(field.buildings[0])[index % 12] ?? ('none' as DoorId),
      startedAt: NOON,
      outcome: 'met',
      note: `第${index}次`,
    },
    { at: NOON - index * 1000 },
  )

test('the log has no gap, and a concurrent puller passes no row that commits later', async () => {
  let writing = true
  const seen = new Map<string, number>()
  const token = await tokenOf(context, field.worker)
  const puller = async () => {
    const device = newDeviceId()
    let cursor: string | null = null
    let scope: string | null = null
    for (let last = false; ; ) {
      // As over a socket: PGlite answers within this process, and would leave nobody else a turn.
      await turn()
      const body = { action: 'pull', protocol: 1, unit: field.unit, device, pending: 0, cursor, scope }
      const answer = pulled(await call(context, 'sync', body, token))
      for (const change of answer.changes)
        if (change.kind === 'door') seen.set(change.row.id, Math.max(seen.get(change.row.id) ?? 0, change.row.seq))
      cursor = answer.cursor
      scope = answer.scope?.hash ?? scope
      if (last && !answer.more) return
      last = !writing
    }
  }
  const pulling = puller()
  const pushes = Array.from({ length: 8 }, async (_, client) => {
    for (let batch = 0; batch < 5; batch += 1)
      await field.push(Array.from({ length: 7 }, (_, index) => visit(client * 35 + batch * 7 + index)))
  })
  await Promise.all(pushes)
  writing = false
  await pulling
  const rows = await ground.database.kysely
    .selectFrom('operation')
    .select('seq')
    .where('unit_id', '=', field.unit)
    .orderBy('seq')
    .execute()
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 280 }, (_, index) => index + 1))
  const doors = await ground.database.kysely
    .selectFrom('door')
    .select(['door_id', 'seq'])
    .where('unit_id', '=', field.unit)
    .where('seq', '>', 0)
    .execute()
  for (const door of doors) expect(seen.get(door.door_id)).toBe(door.seq)
})

describe('the chain', () => {
  beforeEach(() => field.push(Array.from({ length: 30 }, (_, index) => visit(index))))

  test('of an untouched log is intact', async () => {
    expect(await verifyChain(ground.database.kysely, field.unit)).toEqual({ kind: 'intact', rows: 30 })
  })

  test('names the row whose content lost one byte', async () => {
    await sql`update operation set content = replace(content::text, '第', '笫')::jsonb where unit_id = ${field.unit} and seq = 17`.execute(
      ground.database.kysely,
    )
    expect(await verifyChain(ground.database.kysely, field.unit)).toMatchObject({
      kind: 'broken',
      seq: 17,
      reason: 'content',
    })
  })

  test('names the row whose time was moved by a millisecond', async () => {
    await sql`update operation set at = at - 1 where unit_id = ${field.unit} and seq = 4`.execute(
      ground.database.kysely,
    )
    expect(await verifyChain(ground.database.kysely, field.unit)).toMatchObject({
      kind: 'broken',
      seq: 4,
      reason: 'envelope',
    })
  })

  test('names the place of a row that is gone, the last one too', async () => {
    await sql`delete from operation where unit_id = ${field.unit} and seq = 30`.execute(ground.database.kysely)
    expect(await verifyChain(ground.database.kysely, field.unit)).toMatchObject({
      kind: 'broken',
      seq: 30,
      reason: 'head',
    })
    await sql`delete from operation where unit_id = ${field.unit} and seq = 9`.execute(ground.database.kysely)
    expect(await verifyChain(ground.database.kysely, field.unit)).toMatchObject({
      kind: 'broken',
      seq: 9,
      reason: 'missing',
    })
  })
})
