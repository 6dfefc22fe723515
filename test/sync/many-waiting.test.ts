import * as v from 'valibot'
import { problem } from '#contract/problem'
import type { OperationId } from '#domain/ids'
import type { Engine } from '#sync/engine-api'
import type { Phone } from '../support/phone'
import { idOf, pushes, setUp, statusOf, visit } from '../support/sync-set-up'

const DOORS = 8

function saveVisits(engine: Engine, count: number): readonly OperationId[] {
  return Array.from({ length: count }, (_, nth) => idOf(engine.save(visit(1, (nth % DOORS) + 1))))
}

const sent = (phone: Phone) => pushes(phone).map(({ operations }) => operations.map(({ id }) => id))

describe('with many records waiting', () => {
  test('a batch costs as many reads and writes as with few, and no walk through the keys', async () => {
    const costOf = async (count: number) => {
      const { phone } = setUp({ doors: DOORS })
      const engine = phone.engine()
      await engine.sync()
      saveVisits(engine, count)
      const { reads, listings, writes } = phone.handle()
      const before = { reads, listings, writes: writes.length }
      await engine.sync()
      const batches = pushes(phone).length
      expect(engine.status().pending).toBe(0)
      const after = phone.handle()
      return {
        reads: (after.reads - before.reads) / batches,
        writes: (after.writes.length - before.writes) / batches,
        listings: after.listings - before.listings,
      }
    }
    const [few, many] = [await costOf(100), await costOf(500)]
    expect(many.reads).toBeLessThan(few.reads * 1.1)
    expect(many.writes).toBeLessThan(few.writes * 1.1)
    expect(many.listings).toBe(few.listings)
  })

  test('a tap costs no walk through the keys, and one read or two', async () => {
    const { phone } = setUp({ doors: DOORS })
    const engine = phone.engine()
    await engine.sync()
    saveVisits(engine, 100)
    engine.records()
    const { reads, listings } = phone.handle()
    saveVisits(engine, 50)
    const after = phone.handle()
    expect(after.listings - listings).toBe(0)
    expect((after.reads - reads) / 50).toBeLessThan(6)
  })

  test('one that another tab discards while a batch is out does not leave with the next', async () => {
    const { phone } = setUp({ doors: DOORS })
    const [engine, other] = [phone.engine(), phone.openTab().engine()]
    const ids = saveVisits(engine, 150)
    const gone = ids[140] as OperationId
    phone.whileCalling = () => other.discard(gone)
    await engine.sync()
    expect(sent(phone).flat()).not.toContain(gone)
    expect(sent(phone).map((batch) => batch.length)).toEqual([100, 49])
    expect(statusOf(engine, gone)).toBe('gone')
  })

  test('one that is edited while a batch is out leaves as it is then', async () => {
    const { phone, cloud } = setUp({ doors: DOORS })
    const engine = phone.engine()
    const ids = saveVisits(engine, 150)
    const edited = ids[140] as OperationId
    const body = { ...visit(1, 1).body, note: '改过' }
    phone.whileCalling = () => void engine.edit(edited, body)
    await engine.sync()
    expect(JSON.stringify(pushes(phone)[1])).toContain('改过')
    expect(cloud.seqOf(edited)).toBeDefined()
  })

  test('one that is saved while a batch is out goes in the same run', async () => {
    const { phone } = setUp({ doors: DOORS })
    const [engine, other] = [phone.engine(), phone.openTab().engine()]
    saveVisits(engine, 150)
    let late: OperationId | null = null
    phone.whileCalling = () => {
      late = idOf(other.save(visit(2, 1)))
    }
    await engine.sync()
    expect(sent(phone)[1]).toContain(late)
    expect(engine.status().pending).toBe(0)
  })

  test('what changes a record that the cloud can’t answer waits behind it, though it was queued before that was found', async () => {
    const { phone, world } = setUp({ doors: DOORS })
    const engine = phone.engine()
    const ids = saveVisits(engine, 120)
    const bad = ids[3] as OperationId
    const change = idOf(engine.save({ type: 'visit.amend', body: { visitId: bad, reason: '更正', outcome: 'met' } }))
    const { cloud } = world
    const pushed = v.object({ operations: v.array(v.object({ id: v.string() })) })
    Object.assign(world, {
      cloud: (...[staff, body]: Parameters<typeof cloud>) => {
        const found = v.safeParse(pushed, body)
        return found.success && found.output.operations.some(({ id }) => id === bad)
          ? { kind: 'problem', problem: problem(5000) }
          : cloud(staff, body)
      },
    })
    await engine.sync()
    await engine.sync()
    expect(sent(phone).flat()).not.toContain(change)
    expect(ids.filter((id) => statusOf(engine, id) === 'delivered')).toHaveLength(119)
  })
})
