import * as v from 'valibot'
import { buildingAnswer } from '#contract/pull'
import { BUDGET_BYTES } from '#sync/budget'
import { utf8Bytes } from '#sync/bytes'
import { idAt } from '../support/operation-ids'
import { house } from '../support/small-town'
import { idOf, setUp, statusOf, visit } from '../support/sync-set-up'

describe('the storage', () => {
  test('counts bytes as UTF-8 does', () => {
    for (const text of ['', 'abc', '敲门', 'é', '🏠户']) expect(utf8Bytes(text)).toBe(Buffer.byteLength(text))
  })

  test('holds 3,000 doors with full memories within 8 MB', async () => {
    const { phone, world } = setUp({ houses: 25, doors: 120 })
    const { cloud: real } = world
    let visits = 0
    const memory = () =>
      [1, 2, 3].map((n) => ({
        id: idAt(++visits),
        at: world.now - n * 86_400_000,
        outcome: 'nobody',
        comeBackAt: world.now,
      }))
    Object.assign(world, {
      cloud: async (...call: Parameters<typeof real>) => {
        const answer = await real(...call)
        const full = v.safeParse(buildingAnswer, answer.kind === 'answer' ? answer.body : null)
        return full.success
          ? {
              kind: 'answer',
              body: { ...full.output, doors: full.output.doors.map((door) => ({ ...door, memory: memory() })) },
            }
          : answer
      },
    })
    const engine = phone.engine()
    await engine.sync()
    for (let h = 1; h <= 25; h++) expect(await engine.hold(house(h))).toBe(true)
    for (let h = 1; h <= 25; h++) for (let d = 1; d <= 120; d += 8) engine.save(visit(h, d))
    expect(engine.buildings().every(({ held }) => held)).toBe(true)
    expect(engine.buildings().flatMap(({ row }) => engine.doors(row.id) ?? [])).toHaveLength(3000)
    expect(visits).toBe(9000)
    expect(engine.status().bytes).toBe(phone.disk.bytes())
    expect(engine.status().bytes).toBeLessThan(BUDGET_BYTES)
  }, 60_000)

  test('lets the building go that was not used for longest, and never an unsent record', async () => {
    const { phone } = setUp({ houses: 4, doors: 40 })
    const engine = phone.engine()
    await engine.sync()
    for (let h = 1; h <= 3; h++) await engine.hold(house(h))
    await engine.hold(house(1))
    const unsent = idOf(engine.save(visit(3, 1)))
    phone.disk.limit = phone.disk.bytes() + 300
    expect(await engine.hold(house(4))).toBe(true)
    expect(engine.buildings().map(({ held }) => held)).toEqual([true, false, true, true])
    expect(statusOf(engine, unsent)).toBe('saved')
    phone.kill()
    expect(
      phone
        .engine()
        .buildings()
        .map(({ held }) => held),
    ).toEqual([true, false, true, true])
  })

  test('makes room for a tap: buildings first, delivered records next, and only then says 存储已满', async () => {
    const { phone, cloud } = setUp({ houses: 2, doors: 10 })
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    const delivered = idOf(engine.save(visit(1, 1)))
    await engine.sync()
    phone.disk.limit = phone.disk.bytes()
    const first = idOf(engine.save(visit(1, 2)))
    expect(engine.buildings()[0]?.held).toBe(false)
    expect(statusOf(engine, delivered)).toBe('delivered')
    const unsent = [first]
    for (;;) {
      const result = engine.save(visit(1, 3))
      if (result.kind !== 'saved') {
        expect(result).toMatchObject({ kind: 'storage-full', problem: { code: 1001 } })
        break
      }
      unsent.push(result.id)
    }
    expect(engine.status().problem?.code).toBe(1001)
    expect(statusOf(engine, delivered)).toBe('gone')
    expect(unsent.map((id) => statusOf(engine, id))).toEqual(unsent.map(() => 'saved'))
    // Full to the last byte it can still send, and then has room again.
    await engine.sync()
    expect(unsent.every((id) => cloud.seqOf(id) !== undefined)).toBe(true)
    expect(engine.status()).toMatchObject({ pending: 0 })
    expect(engine.save(visit(1, 4)).kind).toBe('saved')
  })

  test('gives a building up rather than keep it silently old', async () => {
    const { phone, phoneOf } = setUp({ houses: 1, doors: 20 })
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    phone.disk.limit = phone.disk.bytes() + 20
    const other = phoneOf(2, 2)
    for (let d = 1; d <= 20; d++) other.engine().save(visit(1, d))
    await other.engine().sync()
    await engine.sync()
    const doors = engine.doors(house(1))
    expect(doors === null || doors.every(({ memory }) => memory.length === 1)).toBe(true)
  })

  test('lets delivered records go two days after, when the rows have been pulled', async () => {
    const { phone, world } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    await engine.sync()
    world.now += 2 * 86_400_000 - 60_000
    await engine.sync()
    expect(statusOf(engine, id)).toBe('delivered')
    world.now += 120_000
    await engine.sync()
    expect(statusOf(engine, id)).toBe('gone')
    await engine.hold(house(1))
    expect(engine.doors(house(1))?.[0]?.memory).toHaveLength(1)
  })

  test('keeps a visit and its undo together while a later change of it is not delivered', async () => {
    const { phone, world } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    const undo = idOf(engine.save({ type: 'visit.undo', body: { visitId: id }, after: id }))
    await engine.sync()
    world.now += 1000
    const late = idOf(
      engine.save({ type: 'visit.amend', body: { visitId: id, reason: '更正', outcome: 'met' }, after: id }),
    )
    world.now += 3 * 86_400_000
    await engine.sync()
    expect([id, undo, late].map((each) => statusOf(engine, each))).toEqual(['delivered', 'delivered', 'rejected'])
  })

  test('sets aside what can’t be read, keeps it, says so, and goes on', async () => {
    const { phone } = setUp()
    const id = idOf(phone.engine().save(visit(1, 1)))
    const fine = idOf(phone.engine().save(visit(1, 2)))
    phone.kill()
    const key = [...phone.disk.values.keys()].find((name) => name.endsWith(id)) ?? ''
    phone.disk.values.set(key, '{"operation":{"id":"half a rec')
    const engine = phone.engine()
    expect(engine.status()).toMatchObject({ broken: 1, pending: 1, problem: { code: 1003 } })
    expect([...phone.lying()].filter(([name]) => name.includes('broken/'))).toEqual([
      [expect.stringContaining(id), '{"operation":{"id":"half a rec'],
    ])
    await engine.sync()
    expect(statusOf(engine, fine)).toBe('delivered')
  })
})

describe('a form half filled', () => {
  test('is offered again after a kill, and gone when it was sent', () => {
    const { phone } = setUp()
    phone.engine().saveForm('发放', { quantity: 20, place: '菜场' })
    phone.kill()
    expect(phone.engine().form('发放')).toEqual({ quantity: 20, place: '菜场' })
    phone.engine().saveForm('发放', null)
    expect(phone.engine().form('发放')).toBeNull()
  })
})
