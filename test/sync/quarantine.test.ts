import { problem } from '#contract/problem'
import { door, house, worker } from '../support/small-town'
import { idOf, pushes, setUp, statusOf, visit } from '../support/sync-set-up'

describe('a record that the cloud refused', () => {
  test('waits in quarantine with the reason and never blocks those behind it', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    cloud.setScope(worker(1), [house(1)])
    const refused = idOf(engine.save(visit(2, 1)))
    const fine = idOf(engine.save(visit(1, 1)))
    await engine.sync()
    expect(engine.records().find(({ operation }) => operation.id === refused)?.status).toEqual({
      kind: 'rejected',
      problem: problem(4034),
    })
    expect(statusOf(engine, fine)).toBe('delivered')
    expect(engine.status()).toMatchObject({ pending: 0, quarantined: 1, problem: null })
    phone.kill()
    expect(statusOf(phone.engine(), refused)).toBe('rejected')
  })

  test('is found by halving when it makes the whole call too large, and the others go', async () => {
    const { phone, world, cloud } = setUp()
    const engine = phone.engine()
    const ids = [1, 2, 3, 4, 5, 6, 7].map((n) => idOf(engine.save(visit(1, n))))
    const poison = ids[4]
    const { cloud: real } = world
    Object.assign(world, {
      cloud: (staff: (typeof ids)[number], body: object) =>
        JSON.stringify(body).includes(`"id":"${poison}"`)
          ? { kind: 'problem', problem: problem(4130) }
          : real(staff as never, body),
    })
    await engine.sync()
    expect(ids.map((id) => statusOf(engine, id))).toEqual(ids.map((id) => (id === poison ? 'rejected' : 'delivered')))
    expect(cloud.logLength()).toBe(6)
  })

  test('for its size, after an answer that was lost, is never said to be on the phone alone when it is sent again', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    phone.fates.push('cut')
    await engine.sync()
    phone.fates.push({ problem: 4130 })
    await engine.sync()
    expect([statusOf(engine, id), cloud.logLength()]).toEqual(['rejected', 1])
    engine.resend(id)
    expect(statusOf(engine, id)).toBe('unconfirmed')
    await engine.sync()
    expect([statusOf(engine, id), cloud.logLength()]).toEqual(['delivered', 1])
  })

  test('that breaks the server is found at the second run, stays 待确认 and goes alone ever after', async () => {
    const { phone, world } = setUp()
    const engine = phone.engine()
    const ids = [1, 2, 3, 4, 5].map((n) => idOf(engine.save(visit(1, n))))
    const poison = ids[1]
    const { cloud: real } = world
    Object.assign(world, {
      cloud: (staff: never, body: object) =>
        JSON.stringify(body).includes(`"id":"${poison}"`)
          ? { kind: 'problem', problem: problem(5000) }
          : real(staff, body),
    })
    await engine.sync()
    expect(engine.status()).toMatchObject({ pending: 5, problem: { code: 5000 } })
    await engine.sync()
    expect(ids.map((id) => statusOf(engine, id))).toEqual(
      ids.map((id) => (id === poison ? 'unconfirmed' : 'delivered')),
    )
    Object.assign(world, { cloud: real })
    await engine.sync()
    expect(engine.status().pending).toBe(0)
  })

  test('that breaks the server is not overtaken by its own amendment', async () => {
    const { phone, world } = setUp()
    const engine = phone.engine()
    const poison = idOf(engine.save(visit(1, 1)))
    const child = idOf(
      engine.save({
        type: 'visit.amend',
        body: { visitId: poison, reason: '更正', outcome: 'refused' },
        after: poison,
      }),
    )
    const { cloud: real } = world
    Object.assign(world, {
      cloud: (staff: never, body: object) =>
        JSON.stringify(body).includes(`"id":"${poison}"`)
          ? { kind: 'problem', problem: problem(5000) }
          : real(staff, body),
    })
    for (let run = 0; run < 4; run++) await engine.sync()
    expect(
      pushes(phone).filter(({ operations }) => operations.every(({ id }) => id === child)).length,
    ).toBeLessThanOrEqual(1)
    const fresh = idOf(
      engine.save({
        type: 'visit.amend',
        body: { visitId: poison, reason: '再更正', outcome: 'nobody' },
        after: poison,
      }),
    )
    await engine.sync()
    expect(statusOf(engine, fresh)).toBe('saved')
    Object.assign(world, { cloud: real })
    await engine.sync()
    await engine.sync()
    expect([poison, fresh].map((id) => statusOf(engine, id))).toEqual(['delivered', 'delivered'])
  })

  test('mended under the same id is delivered, and its children with it', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    cloud.setScope(worker(1), [house(1)])
    const id = idOf(engine.save(visit(2, 1)))
    const child = idOf(
      engine.save({ type: 'visit.amend', body: { visitId: id, reason: '更正', outcome: 'refused' }, after: id }),
    )
    await engine.sync()
    expect([statusOf(engine, id), statusOf(engine, child)]).toEqual(['rejected', 'held'])
    expect(engine.edit(id, { doorId: door(1, 2), startedAt: 1617012000000, outcome: 'met' })).toEqual({
      kind: 'saved',
      id,
    })
    await engine.sync()
    await engine.sync()
    expect([statusOf(engine, id), statusOf(engine, child)]).toEqual(['delivered', 'delivered'])
    expect(cloud.door(door(1, 2)).memory[0]?.outcome).toBe('refused')
  })

  test('whose id is taken gets a new one, and its children point to it', async () => {
    const { phone, cloud, phoneOf } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    const other = phoneOf(1, 7)
    const key = [...phone.disk.values.keys()].find((name) => name.includes('/o/')) ?? ''
    const stored = JSON.parse(phone.lying().get(key) ?? '')
    stored.operation.body.outcome = 'vacant'
    other.lay(key, JSON.stringify(stored))
    await other.engine().sync()
    await engine.sync()
    expect(engine.records()[0]?.status).toMatchObject({ kind: 'rejected', problem: { code: 4090 } })
    const child = idOf(
      engine.save({ type: 'visit.amend', body: { visitId: id, reason: '更正', outcome: 'refused' }, after: id }),
    )
    const next = idOf(engine.edit(id, { doorId: door(1, 1), startedAt: 1617012000000, outcome: 'met' }))
    expect(next).not.toBe(id)
    expect(engine.records().find(({ operation }) => operation.id === child)?.operation).toMatchObject({
      after: next,
      body: { visitId: next },
    })
    await engine.sync()
    expect([statusOf(engine, id), statusOf(engine, next), statusOf(engine, child)]).toEqual([
      'gone',
      'delivered',
      'delivered',
    ])
    expect(
      cloud
        .door(door(1, 1))
        .memory.map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['refused', 'vacant'])
  })

  test('an edit under a new id is whole after a kill at any of its writes', async () => {
    for (let writes = 0; writes < 12; writes++) {
      const { phone, phoneOf, cloud } = setUp()
      const id = idOf(phone.engine().save(visit(1, 1)))
      const other = phoneOf(1, 7)
      const key = [...phone.disk.values.keys()].find((name) => name.includes('/o/')) ?? ''
      other.lay(key, (phone.lying().get(key) ?? '').replace('"met"', '"vacant"'))
      await other.engine().sync()
      await phone.engine().sync()
      phone.engine().save({ type: 'visit.amend', body: { visitId: id, reason: '更正', outcome: 'refused' }, after: id })
      phone.handle().killAfter(writes)
      try {
        phone.engine().edit(id, { doorId: door(1, 1), startedAt: 1617012000000, outcome: 'nobody' })
        phone.handle().killAfter(null)
      } catch {
        phone.kill()
      }
      const records = phone.engine().records()
      expect(records).toHaveLength(2)
      const [child, parent] = [...records].sort((a) => (a.operation.type === 'visit.amend' ? -1 : 1))
      expect(child?.operation).toMatchObject({ body: { visitId: parent?.operation.id } })
      await phone.engine().sync()
      expect(cloud.logLength()).toBe(parent?.operation.id === id ? 2 : 3)
      phone.kill()
    }
  })

  test('is discarded with what depends on it, and a delivered one never is', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    cloud.setScope(worker(1), [house(1)])
    const id = idOf(engine.save(visit(2, 1)))
    engine.save({ type: 'visit.undo', body: { visitId: id }, after: id })
    const fine = idOf(engine.save(visit(1, 1)))
    await engine.sync()
    engine.discard(id)
    engine.discard(fine)
    expect(engine.records().map(({ operation }) => operation.id)).toEqual([fine])
    expect(engine.edit(fine, { doorId: door(1, 1), startedAt: 1617012000000, outcome: 'met' })).toMatchObject({
      kind: 'refused',
      problem: { code: 1005 },
    })
  })

  test('sent again unchanged is asked again', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    cloud.setScope(worker(1), [])
    const id = idOf(engine.save(visit(2, 1)))
    await engine.sync()
    await engine.sync()
    expect(pushes(phone)).toHaveLength(1)
    cloud.setScope(worker(1), [house(2)])
    engine.resend(id)
    await engine.sync()
    expect(statusOf(engine, id)).toBe('delivered')
  })

  test('what the wire would refuse is told at the tap, and nothing is stored', () => {
    const { phone } = setUp()
    const result = phone.engine().save(visit(1, 1, 'met', { note: '两\n行' }))
    expect(result).toMatchObject({ kind: 'refused', problem: { code: 4001, field: 'body.note' } })
    expect(phone.engine().records()).toEqual([])
  })

  test.each([4010, 4011, 4033, 4002, 4290, 5030, 5070] as const)(
    'a refusal of the whole call (%i) leaves the records unsent and says why',
    async (code) => {
      const { phone } = setUp()
      const engine = phone.engine()
      const id = idOf(engine.save(visit(1, 1)))
      phone.fates.push({ problem: code })
      await engine.sync()
      expect(statusOf(engine, id)).toBe('saved')
      expect(engine.status()).toMatchObject({ pending: 1, problem: { code } })
    },
  )

  test('held by the cloud it is asked after when its parent arrived, and else once a day', async () => {
    const { phone, world } = setUp()
    const engine = phone.engine()
    const parent = idOf(engine.save(visit(1, 1)))
    const child = idOf(
      engine.save({ type: 'visit.amend', body: { visitId: parent, reason: '更正', outcome: 'refused' } }),
    )
    const key = [...phone.disk.values.keys()].find((name) => name.endsWith(parent)) ?? ''
    const kept = phone.disk.values.get(key) ?? ''
    phone.kill()
    phone.disk.values.delete(key)
    await phone.engine().sync()
    expect(statusOf(phone.engine(), child)).toBe('held')
    await phone.engine().sync()
    expect(pushes(phone)).toHaveLength(1)
    world.now += 86_400_000
    await phone.engine().sync()
    expect(pushes(phone)).toHaveLength(2)
    phone.kill()
    phone.disk.values.set(key, kept)
    await phone.engine().sync()
    await phone.engine().sync()
    expect([statusOf(phone.engine(), parent), statusOf(phone.engine(), child)]).toEqual(['delivered', 'delivered'])
  })
})
