import { DAY, dayOf, MINUTE } from '#domain/time'
import { attempt, dispatchedCase, reveal } from '../support/case-drafts'
import { officer } from '../support/small-town'
import { idOf, pushes, START, setUp, statusOf } from '../support/sync-set-up'

describe('records of a case', () => {
  test('a look at the resident is kept and sent like any other, with the device’s own time, also made offline', async () => {
    const made = setUp()
    const { id } = await dispatchedCase(made)
    const { phone, world } = made
    await phone.engine().sync()
    const looked = world.now
    const record = idOf(phone.engine().save(reveal(id)))
    phone.kill()
    world.now += 3 * DAY
    expect(statusOf(phone.engine(), record)).toBe('saved')
    await phone.engine().sync()
    expect(statusOf(phone.engine(), record)).toBe('delivered')
    const [sent] = pushes(phone).flatMap(({ operations }) => operations)
    expect(sent).toMatchObject({ id: record, type: 'resident.reveal', at: looked })
    world.now += 3 * DAY
    await phone.engine().sync()
    expect(statusOf(phone.engine(), record)).toBe('gone')
  })

  test('one that the server can’t answer does not hold back the others of its case', async () => {
    const made = setUp()
    const { id } = await dispatchedCase(made)
    const engine = made.phone.engine()
    await engine.sync()
    const looked = idOf(engine.save(reveal(id)))
    const { cloud } = made.world
    Object.assign(made.world, {
      cloud: (...call: Parameters<typeof cloud>) =>
        JSON.stringify(call[1]).includes('resident.reveal')
          ? { kind: 'problem', problem: { code: 5000, title: '服务器出错' } }
          : cloud(...call),
    })
    for (let run = 0; run < 3; run++) await engine.sync()
    const found = idOf(engine.save(attempt(id)))
    await engine.sync()
    expect([statusOf(engine, looked), statusOf(engine, found)]).toEqual(['unconfirmed', 'delivered'])
    expect(engine.status().problem?.code).toBe(5000)
    // Nor what is dispatched meanwhile.
    const { id: next } = await dispatchedCase(made, undefined, 'YJ-2')
    await engine.sync()
    expect(engine.cases().map(({ row }) => row.id)).toContain(next)
  })

  test('a visit that met somebody counts into the minutes at once, one that did not does not, and the cloud agrees', async () => {
    const made = setUp()
    const { id } = await dispatchedCase(made)
    const { phone, cloud, world } = made
    const engine = phone.engine()
    await engine.sync()
    const day = dayOf(START)
    engine.save(attempt(id, { startedAt: world.now - 90 * MINUTE, met: 'nobody', result: 'not-met' }))
    expect(engine.minutes(day).own.activityMinutes).toBe(0)
    engine.save(attempt(id, { startedAt: world.now - 25 * MINUTE, met: 'family', with: [officer(1)] }))
    const { activityMinutes, personMinutes, byChannel } = engine.minutes(day).own
    expect([activityMinutes, personMinutes, byChannel[0]?.channel]).toEqual([25, 50, 'dissuasion'])
    expect(engine.minutes(day).activityMinutes).toBe(25)
    await engine.sync()
    const [[from, to] = [0, 0]] = cloud.union(day)
    expect((to - from) / MINUTE).toBe(25)
    expect(engine.minutes(day).activityMinutes).toBe(25)
  })
})
