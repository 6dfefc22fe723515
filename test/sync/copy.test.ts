import { inHand } from '#domain/leaflet'
import { dayOf } from '#domain/time'
import { door, house, worker } from '../support/small-town'
import { idOf, START, setUp, statusOf, visit } from '../support/sync-set-up'

describe('the cloud’s copy on the phone', () => {
  test('shows the own visit at once, keeps it between answer and pull, and agrees with the cloud after', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    engine.save(visit(1, 1, 'met', { leaflets: 2 }))
    const look = () => ({
      door: engine.doors(house(1))?.[0]?.memory[0]?.outcome,
      row: engine.buildings()[0]?.row.visited,
      left: engine.stock().map(inHand),
    })
    const after = { door: 'met', row: 1, left: [-2] }
    expect(look()).toEqual(after)
    expect(engine.doors(house(1))?.[0]?.waiting).toBe('saved')
    // Pushed, but the pull is cut.
    phone.fates.push('ok', 'lost')
    await engine.sync()
    expect(look()).toEqual(after)
    expect(engine.doors(house(1))?.[0]?.waiting).toBeNull()
    await engine.sync()
    expect(look()).toEqual(after)
    expect(engine.buildings()[0]?.row).toEqual(cloud.building(house(1)))
  })

  test('takes back an undone visit and shows an amended one, before and after the cloud knows', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    const undone = idOf(engine.save(visit(1, 1, 'met', { leaflets: 3 })))
    const amended = idOf(engine.save(visit(1, 2, 'nobody')))
    await engine.sync()
    engine.save({ type: 'visit.undo', body: { visitId: undone }, after: undone })
    engine.save({
      type: 'visit.amend',
      body: { visitId: amended, reason: '开门了', outcome: 'met', leaflets: 1 },
      after: amended,
    })
    const look = () => [
      engine
        .doors(house(1))
        ?.slice(0, 2)
        .map(({ memory }) => memory[0]?.outcome),
      engine.buildings()[0]?.row.visited,
      engine.buildings()[0]?.row.met,
      engine.stock().map(inHand),
    ]
    const after = [[undefined, 'met'], 1, 1, [-1]]
    expect(look()).toEqual(after)
    await engine.sync()
    expect(look()).toEqual(after)
    expect(cloud.door(door(1, 1)).memory).toEqual([])
  })

  test('gives way to what the same worker changed on another phone', async () => {
    const { phone, phoneOf } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    const id = idOf(engine.save(visit(1, 1, 'nobody')))
    await engine.sync()
    const other = phoneOf(1, 2).engine()
    other.save({ type: 'visit.amend', body: { visitId: id, reason: '开门了', outcome: 'met', leaflets: 1 } })
    await other.sync()
    await engine.sync()
    expect(engine.doors(house(1))?.[0]?.memory.map(({ outcome }) => outcome)).toEqual(['met'])
    expect(engine.stock().map(inHand)).toEqual([-1])
  })

  test('joins the own minutes with the unit’s without counting twice', async () => {
    const { phone, phoneOf, world } = setUp()
    const other = phoneOf(2, 2)
    const day = dayOf(START)
    const stall = (from: number, to: number) =>
      ({
        type: 'activity.log',
        body: { channel: 'street-stall', from: START + from * 60_000, to: START + to * 60_000, place: '菜场' },
      }) as const
    world.now = START + 90 * 60_000
    other.engine().save(stall(0, 40))
    await other.engine().sync()
    const engine = phone.engine()
    expect(engine.minutes(day)).toMatchObject({ activityMinutes: 0, targetMinutes: 60, asOf: null })
    await engine.sync()
    engine.save(stall(20, 60))
    expect(engine.minutes(day)).toMatchObject({ activityMinutes: 60, own: { activityMinutes: 40 } })
    await engine.sync()
    expect(engine.minutes(day).activityMinutes).toBe(60)
  })

  test('believes the cloud’s minutes over a clock that ran ahead, once the cloud has counted', async () => {
    const { phone, cloud, world } = setUp()
    phone.clockSkew = 3_600_000
    const engine = phone.engine()
    engine.save({
      type: 'visit.log',
      body: { doorId: door(1, 1), startedAt: world.now + 3_600_000 - 30_000, outcome: 'met' },
    })
    await engine.sync()
    const [stretch] = cloud.union(dayOf(START))
    expect(engine.minutes(dayOf(START)).activityMinutes).toBe(
      Math.floor(((stretch?.[1] ?? 0) - (stretch?.[0] ?? 0)) / 60_000),
    )
  })

  test('shows the amendment that was made last, in whatever order they reached the cloud', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    const id = idOf(engine.save(visit(1, 1, 'nobody')))
    await engine.sync()
    const amend = (outcome: 'met' | 'refused') =>
      engine.save({ type: 'visit.amend', body: { visitId: id, reason: '更正', outcome }, after: id })
    phone.clockSkew = 50_000
    amend('met')
    phone.clockSkew = 10_000
    amend('refused')
    expect(engine.doors(house(1))?.[0]?.memory[0]?.outcome).toBe('met')
  })

  test('drops a building with its doors when the scope drops it, at one stroke even when killed; its unsent records stay', async () => {
    for (let writes = 0; writes < 12; writes++) {
      const { phone, cloud } = setUp()
      await phone.engine().sync()
      await phone.engine().hold(house(1))
      await phone.engine().hold(house(2))
      const unsent = idOf(phone.engine().save(visit(2, 1)))
      cloud.setScope(worker(1), [house(1)])
      phone.fates.push('not-sent')
      await phone.engine().sync()
      phone.handle().killAfter(writes + 6)
      await phone.engine().sync()
      if (phone.handle().dead()) phone.kill()
      else phone.handle().killAfter(null)
      const engine = phone.engine()
      const shown = engine.buildings().map(({ row }) => row.id)
      expect(engine.doors(house(2)) === null).toBe(!shown.includes(house(2)))
      expect(engine.scope()?.buildings).toEqual(shown)
      expect(statusOf(engine, unsent)).not.toBe('gone')
      await engine.sync()
      expect(engine.buildings().map(({ row }) => row.id)).toEqual([house(1)])
      expect([...phone.disk.values.keys()].filter((key) => key.includes('/b/')).length).toBe(1)
      expect(statusOf(engine, unsent)).toBe('rejected')
    }
  })

  test('is empty after the last day, and what is unsent stays', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    cloud.setScope(worker(1), [])
    await engine.sync()
    expect([engine.buildings(), engine.doors(house(1)), engine.stock()]).toEqual([[], null, []])
    expect(engine.scope()?.buildings).toEqual([])
    expect(await engine.hold(house(1))).toBe(false)
  })

  test('is cleared at sign-out, killed anywhere or not; the unsent stays and nothing is old afterwards', async () => {
    for (let writes = 0; writes < 10; writes++) {
      const { phone, cloud, phoneOf } = setUp()
      await phone.engine().sync()
      await phone.engine().hold(house(1))
      const unsent = idOf(phone.engine().save(visit(1, 1)))
      phone.handle().killAfter(writes)
      try {
        phone.engine().clearCopy()
        expect(phone.engine().doors(house(1))).toBeNull()
      } catch {
        // Killed.
      }
      phone.kill()
      const other = phoneOf(2, 2)
      other.engine().save(visit(1, 2))
      await other.engine().sync()
      await phone.engine().sync()
      await phone.engine().hold(house(1))
      expect(statusOf(phone.engine(), unsent)).toBe('delivered')
      expect(
        phone
          .engine()
          .doors(house(1))
          ?.map(({ memory }) => memory),
      ).toEqual(
        phone
          .engine()
          .doors(house(1))
          ?.map(({ id }) => cloud.door(id).memory),
      )
    }
  })

  test('a run that was out while the copy was cleared does not fill it again', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    phone.whileCalling = () => engine.clearCopy()
    await engine.sync()
    expect(engine.buildings()).toEqual([])
  })

  test('takes changes that come while a building is being fetched', async () => {
    const { phone, phoneOf, cloud } = setUp({ page: 3 })
    const engine = phone.engine()
    await engine.sync()
    const other = phoneOf(2, 2)
    let pages = 0
    const between = async () => {
      if (++pages === 2) {
        other.engine().save(visit(1, 1, 'refused'))
        await other.engine().sync()
        await engine.sync()
      }
      phone.whileCalling = pages < 3 ? between : null
    }
    phone.whileCalling = between
    expect(await engine.hold(house(1))).toBe(true)
    await engine.sync()
    expect(engine.doors(house(1))?.[0]?.memory).toEqual(cloud.door(door(1, 1)).memory)
    expect(engine.doors(house(1))?.[0]?.memory).toHaveLength(1)
  })

  test('gives stores the same objects while nothing changed, and a board one new door after a tap', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    const reads = () => [
      engine.records(),
      engine.buildings(),
      engine.doors(house(1)),
      engine.stock(),
      engine.minutes(dayOf(START)),
      engine.status(),
    ]
    const before = reads()
    for (const [at, value] of reads().entries()) expect(value).toBe(before[at])
    await engine.sync()
    expect(engine.doors(house(1))).toBe(before[2])
    engine.save(visit(1, 1))
    const doors = engine.doors(house(1)) ?? []
    expect(doors).not.toBe(before[2])
    const old = new Set(before[2] as readonly unknown[])
    expect(doors.filter((view) => !old.has(view))).toHaveLength(1)
  })

  test('reads little once it is warm: status, records and doors cost no walk through the storage', async () => {
    const { phone } = setUp({ doors: 100 })
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    for (let n = 1; n <= 100; n++) engine.save(visit(1, n))
    await engine.sync()
    engine.doors(house(1))
    engine.status()
    const before = phone.handle().reads
    engine.status()
    engine.records()
    engine.doors(house(1))
    expect(phone.handle().reads - before).toBeLessThan(40)
  })

  test('asks the storage at a look whether another tab changed something, and hardly more', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    engine.save(visit(1, 1))
    const looks = () => [engine.doors(house(1)), engine.buildings(), engine.records(), engine.scope()]
    looks()
    const before = phone.handle().reads
    looks()
    expect(phone.handle().reads - before).toBeLessThanOrEqual(14)
  })
})

describe('a page of changes', () => {
  const written = (phone: ReturnType<typeof setUp>['phone'], from: number) =>
    phone
      .handle()
      .writes.slice(from)
      .map(({ key }) => key.split('/').slice(3).join('/'))

  /** A colleague’s phone visits a door of the first house, and this one pulls: what it writes for that. */
  async function pulled(holds: boolean) {
    const { phone, phoneOf } = setUp()
    const engine = phone.engine()
    await engine.sync()
    if (holds) await engine.hold(house(1))
    const other = phoneOf(2, 2)
    other.engine().save(visit(1, 1))
    await other.engine().sync()
    const before = phone.handle().writes.length
    await engine.sync()
    return { engine, keys: written(phone, before) }
  }

  test('that changes the index alone is one write, and no journal', async () => {
    const { engine, keys } = await pulled(false)
    expect(keys.filter((key) => key !== 'version' && key !== 'meta')).toEqual(['index'])
    expect(engine.buildings()[0]?.row.visited).toBe(1)
  })

  test('that an error breaks off is shown whole, from what was written down', async () => {
    const { phone, phoneOf } = setUp()
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    const other = phoneOf(2, 2)
    other.engine().save(visit(1, 1))
    await other.engine().sync()
    const handle = phone.handle()
    const { set } = handle
    handle.set = (key, value) => {
      if (key.endsWith('/index')) throw new Error('the disk is gone')
      set(key, value)
    }
    await engine.sync().catch(() => {})
    handle.set = set
    expect(engine.buildings()[0]?.row.visited).toBe(1)
    expect(engine.doors(house(1))?.[0]?.memory).toHaveLength(1)
  })

  test('that changes doors which are here is written down before, and forgotten after the index', async () => {
    const { engine, keys } = await pulled(true)
    expect(keys.filter((key) => key !== 'version' && key !== 'meta')).toEqual([
      'journal',
      `b/${house(1)}`,
      'index',
      'journal',
    ])
    expect(engine.doors(house(1))?.[0]?.memory).toHaveLength(1)
  })
})
