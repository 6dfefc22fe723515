import { addDays, dayOf } from '#domain/time'
import type { Draft, Engine } from '#sync/engine-api'
import { idOf, START, setUp, statusOf } from '../support/sync-set-up'

const today = dayOf(START)
const banner: Draft = {
  type: 'standing.post',
  body: { kind: 'banner', place: '东门岗亭', from: addDays(today, -9), to: addDays(today, 2) },
}
const seen = (engine: Engine) =>
  engine.standing().map(({ row: { place, condition, to, removedAt }, waiting }) => ({
    place,
    condition,
    to,
    up: removedAt === null,
    waiting,
  }))

describe('things that stand', () => {
  test('are posted and checked without a network, shown at once, and arrive once', async () => {
    const { phone, world, cloud } = setUp()
    const engine = phone.engine()
    await engine.sync()
    const id = idOf(engine.save(banner))
    world.now += 60_000
    engine.save({ type: 'standing.check', body: { paperId: id, condition: 'damaged' }, after: id })
    expect(seen(engine)).toEqual([
      { place: '东门岗亭', condition: 'damaged', to: addDays(today, 2), up: true, waiting: 'saved' },
    ])
    phone.kill()
    await phone.engine().sync()
    expect(seen(phone.engine())).toEqual([expect.objectContaining({ condition: 'damaged', waiting: null })])
    expect(cloud.logLength()).toBe(2)
  })

  test('that a colleague renewed or took down are so on this phone after the next pull', async () => {
    const made = setUp()
    const { phone, world } = made
    const other = made.phoneOf(2, 2)
    const id = idOf(phone.engine().save(banner))
    await phone.engine().sync()
    await other.engine().sync()
    world.now += 60_000
    other.engine().save({ type: 'standing.renew', body: { paperId: id, to: addDays(today, 30) }, after: id })
    await other.engine().sync()
    await phone.engine().sync()
    expect(seen(phone.engine())).toEqual([expect.objectContaining({ to: addDays(today, 30), up: true })])
    world.now += 60_000
    other.engine().save({ type: 'standing.remove', body: { paperId: id }, after: id })
    await other.engine().sync()
    await phone.engine().sync()
    expect(seen(phone.engine())).toEqual([expect.objectContaining({ up: false })])
  })

  test('a check of what was taken down meanwhile is refused with the reason and changes nothing', async () => {
    const made = setUp()
    const { phone, world } = made
    const other = made.phoneOf(2, 2)
    const id = idOf(phone.engine().save(banner))
    await phone.engine().sync()
    await other.engine().sync()
    world.now += 60_000
    other.engine().save({ type: 'standing.remove', body: { paperId: id }, after: id })
    await other.engine().sync()
    world.now += 60_000
    const check = idOf(
      phone.engine().save({ type: 'standing.check', body: { paperId: id, condition: 'good' }, after: id }),
    )
    await phone.engine().sync()
    expect(statusOf(phone.engine(), check)).toBe('rejected')
    expect(seen(phone.engine())).toEqual([expect.objectContaining({ up: false })])
  })
})
