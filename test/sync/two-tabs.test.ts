import { createDisk } from '../support/memory-store'
import { house, worker } from '../support/small-town'
import { idOf, pushes, setUp, statusOf, visit } from '../support/sync-set-up'

describe('two tabs of one account', () => {
  test('see each other’s records at once, and never overwrite them', async () => {
    const { phone } = setUp()
    const other = phone.openTab()
    const [a, b] = [phone.engine(), other.engine()]
    const one = idOf(a.save(visit(1, 1)))
    const two = idOf(b.save(visit(1, 2)))
    for (const engine of [a, b]) expect([statusOf(engine, one), statusOf(engine, two)]).toEqual(['saved', 'saved'])
    await a.sync()
    for (const engine of [a, b])
      expect([statusOf(engine, one), statusOf(engine, two)]).toEqual(['delivered', 'delivered'])
    expect(b.status()).toMatchObject({ pending: 0, lastDeliveredAt: a.status().lastDeliveredAt })
  })

  test('serve the same buildings and doors, whoever fetched or dropped them', async () => {
    const { phone } = setUp()
    const [a, b] = [phone.engine(), phone.openTab().engine()]
    await a.sync()
    await a.hold(house(1))
    expect(b.doors(house(1))).toHaveLength(8)
    idOf(b.save(visit(1, 1)))
    await b.sync()
    expect(a.doors(house(1))?.[0]?.memory).toHaveLength(1)
    a.clearCopy()
    expect(b.doors(house(1))).toBeNull()
    expect(b.buildings()).toEqual([])
  })

  test('never send at the same time: the second is told busy and takes over when the first died', async () => {
    const { phone } = setUp()
    const other = phone.openTab()
    const [a, b] = [phone.engine(), other.engine()]
    const id = idOf(a.save(visit(1, 1)))
    let seen = ''
    phone.whileCalling = async () => {
      seen = statusOf(b, id)
      await b.sync()
      expect(pushes(other)).toHaveLength(0)
      // It waits to try again; this tab dies in the middle of its call.
      expect(other.timers).toHaveLength(1)
      phone.kill()
    }
    await a.sync().catch(() => undefined)
    expect(seen).toBe('unconfirmed')
    await b.sync()
    expect(statusOf(b, id)).toBe('delivered')
  })

  test('do not bring back in one what was discarded in the other while its answer was out', async () => {
    const { phone, cloud } = setUp()
    const [a, b] = [phone.engine(), phone.openTab().engine()]
    cloud.setScope(worker(1), [])
    const id = idOf(a.save(visit(1, 1)))
    await a.sync()
    const child = idOf(b.save({ type: 'visit.undo', body: { visitId: id }, after: id }))
    phone.whileCalling = () => b.discard(id)
    await a.sync()
    for (const engine of [a, b]) expect([statusOf(engine, id), statusOf(engine, child)]).toEqual(['gone', 'gone'])
  })

  test('tell the truth of what the other left when it died, wherever in its run that was', async () => {
    for (let writes = 0; writes < 12; writes++) {
      const { phone, cloud } = setUp()
      const [a, b] = [phone.engine(), phone.openTab().engine()]
      const id = idOf(a.save(visit(1, 1)))
      expect(statusOf(b, id)).toBe('saved')
      phone.handle().killAfter(writes)
      await a.sync()
      const left = phone.calls.length > 0
      const shown = statusOf(b, id)
      expect(shown === 'delivered' ? cloud.seqOf(id) : 0).toBeDefined()
      expect(shown).not.toBe('sending')
      if (left) expect(shown).not.toBe('saved')
    }
  })
})

test('a disk of its own is another phone', () => {
  const { phone, phoneOf } = setUp()
  phone.engine().save(visit(1, 1))
  expect(phoneOf(1, 1, createDisk()).engine().records()).toEqual([])
})

describe('a record of another tab whose key came as another one’s went', () => {
  async function hidden() {
    const { phone, cloud } = setUp()
    const [engine, other] = [phone.engine(), phone.openTab().engine()]
    phone.disk.values.set('desk/w1/some', 'draft')
    await engine.sync()
    engine.records()
    phone.disk.values.delete('desk/w1/some')
    return { phone, cloud, engine, id: idOf(other.save(visit(1, 1))) }
  }

  test('is seen when the storage tells that another tab wrote', async () => {
    const { engine, id } = await hidden()
    engine.refresh()
    expect(statusOf(engine, id)).toBe('saved')
  })

  test('is sent by the next run', async () => {
    const { engine, id, cloud } = await hidden()
    await engine.sync()
    expect(cloud.seqOf(id)).toBeDefined()
    expect(statusOf(engine, id)).toBe('delivered')
  })
})
