import { door, house, worker } from '../support/small-town'
import { idOf, pushes, setUp, statusOf, visit } from '../support/sync-set-up'

describe('a record on its way', () => {
  test('exists from the tap on, without a network, and after the app was killed at once', () => {
    const { phone } = setUp()
    const id = idOf(phone.engine().save(visit(1, 1)))
    phone.kill()
    expect(statusOf(phone.engine(), id)).toBe('saved')
  })

  test('is one small write of at most 1 KB', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    const before = phone.handle().writes.length
    engine.save(visit(1, 1, 'met', { leaflets: 2, note: '老人在家，已看过反诈手册' }))
    const writes = phone.handle().writes.slice(before)
    expect(writes).toHaveLength(1)
    expect(writes[0]?.bytes).toBeLessThanOrEqual(1024)
  })

  test('shows 发送中 while the call is out and 已送达 with its place when the cloud said so', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    let during = ''
    phone.whileCalling = () => {
      during = statusOf(engine, id)
    }
    await engine.sync()
    expect(during).toBe('sending')
    expect(engine.records()[0]?.status).toEqual({ kind: 'delivered', seq: cloud.seqOf(id), at: expect.any(Number) })
  })

  test('shows 待确认 after a cut behind the commit, then delivered, one row on the server', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    phone.fates.push('cut')
    await engine.sync()
    expect(statusOf(engine, id)).toBe('unconfirmed')
    expect(engine.status().problem?.code).toBe(1002)
    phone.kill()
    expect(statusOf(phone.engine(), id)).toBe('unconfirmed')
    await phone.engine().sync()
    expect(statusOf(phone.engine(), id)).toBe('delivered')
    expect(cloud.logLength()).toBe(1)
    expect(cloud.door(door(1, 1)).memory).toHaveLength(1)
  })

  test('goes back to 已存本机 when the call never left', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    phone.fates.push('not-sent')
    await engine.sync()
    expect(statusOf(engine, id)).toBe('saved')
    expect(engine.status()).toMatchObject({ offline: true, pending: 1, problem: { code: 1002 } })
    await engine.sync()
    expect(engine.status()).toMatchObject({ offline: false, pending: 0, problem: null })
  })

  test('killed in the middle of a call it is 待确认, for it may have arrived', async () => {
    const { phone } = setUp()
    const id = idOf(phone.engine().save(visit(1, 1)))
    phone.whileCalling = () => phone.kill()
    await phone
      .engine()
      .sync()
      .catch(() => undefined)
    expect(statusOf(phone.engine(), id)).toBe('unconfirmed')
  })

  test('an answer that can’t be read, or with too few outcomes, counts as no answer', async () => {
    const { phone, world } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    phone.fates.push('garbage')
    await engine.sync()
    expect(statusOf(engine, id)).toBe('unconfirmed')
    const { cloud } = world
    Object.assign(world, { cloud: () => ({ kind: 'answer', body: { outcomes: [], serverTime: world.now } }) })
    const next = idOf(engine.save(visit(1, 2)))
    await engine.sync()
    expect([statusOf(engine, id), statusOf(engine, next)]).toEqual(['unconfirmed', 'unconfirmed'])
    Object.assign(world, { cloud })
    await engine.sync()
    expect(statusOf(engine, id)).toBe('delivered')
  })

  test('keeps an edit made while a push is in flight', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1, 'nobody')))
    phone.whileCalling = () => {
      engine.save({ type: 'visit.amend', body: { visitId: id, reason: '又开门了', outcome: 'met' }, after: id })
    }
    await engine.sync()
    expect(engine.status().pending).toBe(0)
    expect(cloud.door(door(1, 1)).memory[0]?.outcome).toBe('met')
  })

  test('sends parents before their children even when the clock went back in between', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    const first = idOf(engine.save(visit(1, 1)))
    // The ids of this phone count upwards; a child that sorts before its parent is made by hand.
    const child = { type: 'visit.amend', body: { visitId: first, reason: '更正', outcome: 'refused' } } as const
    const key = [...phone.disk.values.keys()].find((name) => name.includes('/o/')) ?? ''
    const parent = JSON.parse(phone.lying().get(key) ?? '')
    const early = first.replace(/^01900000/, '01800000')
    phone.lay(
      key.replace(first, early),
      JSON.stringify({ ...parent, operation: { ...parent.operation, ...child, id: early } }),
    )
    phone.kill()
    await phone.engine().sync()
    expect(pushes(phone)[0]?.operations.map(({ id }) => id)).toEqual([first, early])
    expect(phone.engine().status().pending).toBe(0)
  })

  test('cuts batches at 100 operations and 100 KB and tells how many it still holds', async () => {
    const { phone } = setUp({ houses: 2, doors: 130 })
    const engine = phone.engine()
    for (let n = 1; n <= 130; n++) engine.save(visit(1, n))
    await engine.sync()
    expect(pushes(phone).map(({ operations, pending }) => [operations.length, pending])).toEqual([
      [100, 30],
      [30, 0],
    ])
    for (let n = 1; n <= 130; n++) engine.save(visit(2, n, 'met', { note: '宣'.repeat(200) }))
    await engine.sync()
    const later = pushes(phone).slice(2)
    expect(later.length).toBeGreaterThan(2 - 1)
    for (const { operations } of later)
      expect(Buffer.byteLength(JSON.stringify(operations))).toBeLessThanOrEqual(100 * 1024)
  })

  test('learns how far the clock is off, and says so with each record', async () => {
    const { phone, cloud, world } = setUp()
    phone.clockSkew = -600_000
    const engine = phone.engine()
    await engine.sync()
    const id = idOf(engine.save(visit(1, 1)))
    const { operation } = engine.records().find((record) => record.operation.id === id) ?? {}
    expect(operation?.offset).toBeGreaterThan(599_900)
    expect(operation?.offset).toBeLessThan(600_100)
    await engine.sync()
    expect(Math.abs((cloud.door(door(1, 1)).memory[0]?.at ?? 0) - world.now)).toBeLessThan(500)
  })

  test('is never sent under another person’s account on the same phone', async () => {
    const { phone, phoneOf, cloud } = setUp()
    const mine = idOf(phone.engine().save(visit(1, 1)))
    phone.kill()
    const other = phoneOf(2, 1, phone.disk)
    await other.engine().sync()
    expect(other.engine().records()).toEqual([])
    expect(cloud.seqOf(mine)).toBeUndefined()
    expect(other.engine().scope()?.staff.id).toBe(worker(2))
    await phone.engine().sync()
    expect(cloud.seqOf(mine)).toBeDefined()
  })
})
