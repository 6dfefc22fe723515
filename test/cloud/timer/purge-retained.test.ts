import { purgeRetained } from '#cloud/timer/purge-retained'
import { retentionPolicy } from '#domain/retention'
import { HOUR, MINUTE, SECOND } from '#domain/time'
import { fieldUnderTest } from '../../support/field-under-test'
import { keptGround } from '../../support/kept-ground'

const ground = fieldUnderTest()
let kept: Awaited<ReturnType<typeof keptGround>>
beforeEach(async () => {
  kept = await keptGround(ground.context, ground.field)
})
const run = (context = ground.context) => purgeRetained(context)
const ran = () =>
  ground.database.kysely
    .selectFrom('retention_run')
    .selectAll()
    .where('unit_id', '=', ground.field.unit)
    .executeTakeFirst()

test('what is due goes once a day, from three in the morning on', async () => {
  await run()
  expect(await ran()).toMatchObject({ day: '2021-03-29' })
  await kept.closed()
  // As if it had been closed long ago.
  const old = ground.database.kysely.updateTable('operation').set({ received_at: 1 })
  await old.where('unit_id', '=', ground.field.unit).execute()
  ground.context.clock.time += 17 * HOUR - MINUTE
  expect(await run()).toBe(0)
  expect(await kept.boxes()).not.toEqual({})
  ground.context.clock.time += MINUTE
  expect(await run()).toBeGreaterThan(0)
  expect(await kept.boxes()).toEqual({})
})

test('two at once take each thing once, and the chain stays whole', async () => {
  for (const phone of ['18800000001', '18800000002', '18800000003']) await kept.closed({ phone })
  kept.pass(retentionPolicy.case.days)
  await Promise.all([run(), run()])
  expect(await kept.boxes()).toEqual({})
  const taken = (await kept.purges())
    .map(({ content }) => JSON.stringify(content))
    .filter((text) => text.includes('"case"'))
  expect(taken).toHaveLength(1)
  expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
})

test('a unit with too much for one run is gone on with in the next, the same day', async () => {
  const { unit, worker, device } = ground.field
  const many = Array.from({ length: 2150 }, (_, index) => ({
    ...{ unit_id: unit, notice_id: `n${index}`, case_id: null, staff_id: worker.id, kind: 'not-met' as const },
    ...{ made_at: 1, sent_at: null },
  }))
  expect(device).toBeDefined()
  await ground.database.kysely.insertInto('notice').values(many).execute()
  const left = async () =>
    (await ground.database.kysely.selectFrom('notice').select('notice_id').where('unit_id', '=', unit).execute()).length
  await run()
  expect(await left()).toBe(150)
  expect(await ran()).toBeUndefined()
  await run()
  expect(await left()).toBe(0)
  expect(await ran()).toMatchObject({ day: '2021-03-29' })
})

test('a run ends after some seconds, whatever is left, and the next ones go on with the other units', async () => {
  const { context, database } = ground
  const { unit, street } = ground.field
  const own = (rows: readonly { readonly unit_id: string }[]) => rows.filter((row) => row.unit_id.startsWith(unit))
  const units = async () => {
    const rows = await database.kysely.selectFrom('retention_run').select('unit_id').execute()
    return own(rows).map((row) => row.unit_id)
  }
  // A database so slow that each look at the clock is four seconds later.
  const slow = { ...context, clock: { ...context.clock, now: () => (context.clock.time += 4 * SECOND) } }
  await run(slow)
  const first = await units()
  const served = own(await database.kysely.selectFrom('unit').select('unit_id').execute())
  expect(served.length).toBeGreaterThan(2)
  expect(first.length).toBeLessThan(served.length)
  for (let more = 0; more < 30 && (await units()).length < served.length; more += 1) await run(slow)
  expect(await units()).toEqual(expect.arrayContaining([unit, street]))
  expect(await units()).toHaveLength(served.length)
})

test('one unit’s trouble is not the others’', async () => {
  await kept.closed()
  kept.pass(retentionPolicy.case.days)
  const { context } = ground
  const broken = {
    ...context,
    vault: {
      ...context.vault,
      open: (...given: Parameters<typeof context.vault.open>) => {
        if (given[1] === ground.field.street) throw new Error('a key is missing')
        return context.vault.open(...given)
      },
    },
  }
  await run(broken)
  expect(await kept.boxes()).toEqual({})
})
