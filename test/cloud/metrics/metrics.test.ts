import { hearDevice } from '#cloud/db/hear-device'
import { exposition, readStored } from '#cloud/metrics/exposition'
import { createMeter, type Meter, timed } from '#cloud/metrics/meter'
import { applyPush } from '#cloud/operations/apply-push'
import { HOUR, MINUTE, SECOND } from '#domain/time'
import { NOON, newOperationId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const EVERY = 30 * SECOND
let meter: Meter
let context: TestContext

beforeEach(() => {
  meter = createMeter()
  context = { ...ground.context, meter }
})

const push = (operations: readonly object[]) =>
  applyPush(context, ground.field.worker, {
    action: 'push',
    protocol: 1,
    unit: ground.field.unit,
    device: ground.field.device,
    pending: 0,
    operations: operations.map((operation) => ({ ...operation })),
  })

/** The samples of a scrape by their name and labels. */
async function scraped(): Promise<ReadonlyMap<string, number>> {
  const text = exposition(meter.read(), await readStored(context.db, context.clock.now()), context.clock.now(), EVERY)
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
}

test('a push is counted by what became of each operation, a record’s lag once when it is applied', async () => {
  const before = await scraped()
  const now = ground.visit(0, NOON)
  const old = ground.visit(1, NOON - HOUR)
  const orphan = ground.field.operation('visit.undo', { visitId: newOperationId() }, { after: newOperationId() })
  await push([now, old, { type: 'nothing' }, orphan])
  await push([now])
  const after = await scraped()
  const outcome = (name: string) => after.get(`qiaomen_push_operations_total{outcome="${name}"}`)
  expect(['applied', 'duplicate', 'held', 'rejected'].map(outcome)).toEqual([2, 1, 1, 1])
  const bucket = (le: string) => after.get(`qiaomen_sync_lag_seconds_bucket{le="${le}"}`)
  expect(['1', '1800', '7200', '+Inf'].map(bucket)).toEqual([1, 1, 2, 2])
  expect(after.get('qiaomen_sync_lag_seconds_sum')).toBe(3600)
  expect(after.get('qiaomen_sync_lag_seconds_count')).toBe(2)
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(grown('qiaomen_held_operations')).toBe(1)
  expect(grown('qiaomen_held_refused_operations')).toBe(0)
  expect(grown('qiaomen_chain_entries')).toBe(2)
  expect(after.get('qiaomen_database_up')).toBe(1)
})

test('what waits tells how long the longest has waited: held ones in the cloud, and what phones say they still hold', async () => {
  await context.db.deleteFrom('held').execute()
  await context.db.deleteFrom('device').execute()
  const ages = async () => {
    const samples = await scraped()
    return ['held_oldest_seconds', 'phones_waiting_records', 'phones_waiting_oldest_seconds'].map((name) =>
      samples.get(`qiaomen_${name}`),
    )
  }
  expect(await ages()).toEqual([0, 0, 0])
  const orphan = ground.field.operation('visit.undo', { visitId: newOperationId() }, { after: newOperationId() })
  await push([orphan])
  context.clock.time += HOUR
  const pull = { unitId: ground.field.unit, deviceId: ground.field.device, staffId: ground.field.worker.id }
  await hearDevice({ ...pull, at: context.clock.time, pending: 7 }).statement.execute(context.db)
  context.clock.time += HOUR
  expect(await ages()).toEqual([7200, 7, 7200])
  // Not heard of for two days: nobody waits for that phone any more.
  context.clock.time += 48 * HOUR
  expect((await ages()).slice(1)).toEqual([0, 0])
})

test('the timer tells its last run, whether it worked, and how long the next one has been due', async () => {
  expect((await scraped()).has('qiaomen_timer_late_seconds')).toBe(false)
  await timed(meter, context.clock.now, async () => {})()
  context.clock.time += EVERY
  expect((await scraped()).get('qiaomen_timer_late_seconds')).toBe(0)
  context.clock.time += MINUTE
  const late = await scraped()
  expect(late.get('qiaomen_timer_late_seconds')).toBe(60)
  expect(late.get('qiaomen_timer_last_run_timestamp_seconds')).toBe(NOON / SECOND)
  expect(late.get('qiaomen_timer_last_run_ok')).toBe(1)
  const failing = timed(meter, context.clock.now, async () => {
    throw new Error('no database')
  })
  await expect(failing()).rejects.toThrow('no database')
  expect((await scraped()).get('qiaomen_timer_last_run_ok')).toBe(0)
  expect((await scraped()).get('qiaomen_timer_failures_total')).toBe(1)
})

test('while the database is away, its figures are left out rather than said to be none', () => {
  const text = exposition(meter.read(), null, NOON, EVERY)
  expect(text).toContain('\nqiaomen_database_up 0\n')
  expect(text).not.toMatch(/qiaomen_(held|chain)/)
})

test('no unit and nobody is named', async () => {
  await push([ground.visit(2, NOON)])
  const text = exposition(meter.read(), await readStored(context.db, context.clock.now()), NOON, EVERY)
  expect(text).not.toMatch(/u\d+|清枫|WG0/)
})
