import { MINUTE, type Milliseconds } from '#domain/time'
import { createSchedule } from '#sync/schedule'
import type { Phone } from '../support/phone'
import { idOf, pushes, START, setUp, statusOf, visit } from '../support/sync-set-up'

async function runDue(phone: Phone, within: Milliseconds): Promise<void> {
  for (const timer of phone.timers.filter(({ delay }) => delay <= within)) timer.run()
  while (phone.engine().status().running) await new Promise((resolve) => setImmediate(resolve))
}

describe('runs', () => {
  test('start by themselves 300 ms after a tap, once for a row of taps', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    for (let n = 1; n <= 4; n++) engine.save(visit(1, n))
    expect(phone.timers.map(({ delay }) => delay)).toEqual([300])
    phone.timers[0]?.run()
    await engine.sync()
    expect(pushes(phone)).toHaveLength(1)
    expect(phone.timers).toEqual([])
  })

  test('send a row of doors without asking for news each time, which they do when the worker rests', async () => {
    const { phone, world } = setUp()
    const engine = phone.engine()
    const pulls = () => phone.calls.filter(({ action }) => action === 'pull').length
    await engine.sync()
    for (let n = 1; n <= 4; n++) {
      world.now += MINUTE
      engine.save(visit(1, n))
      await runDue(phone, 300)
    }
    expect([pushes(phone).length, pulls()]).toEqual([4, 1])
    expect(phone.timers.map(({ delay }) => delay)).toEqual([5 * MINUTE])
    world.now += 5 * MINUTE
    await runDue(phone, 5 * MINUTE)
    expect([pushes(phone).length, pulls()]).toEqual([4, 2])
    expect(phone.timers).toEqual([])
  })

  test('ask for news after a record of which the cloud knows more than the phone', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    await engine.sync()
    const body = { channel: 'lecture', from: START - 60 * MINUTE, to: START - 40 * MINUTE, place: '议事厅' } as const
    idOf(engine.save({ type: 'activity.log', body }))
    await runDue(phone, 300)
    expect(phone.calls.map(({ action }) => action)).toEqual(['pull', 'push', 'pull'])
  })

  test('that fail come again after 2 s, 4 s, 8 s … at most 5 min, less up to a half by chance', () => {
    for (const [random, part] of [
      [0, 0.5],
      [0.999999, 1],
    ] as const) {
      const delays: number[] = []
      const schedule = createSchedule(
        {
          after(delay) {
            delays.push(delay)
            return { cancel: () => undefined }
          },
        },
        () => random,
        () => undefined,
      )
      for (let n = 0; n < 12; n++) schedule.afterFailure(null)
      expect(delays.map((delay) => Math.round(delay / part / 100) / 10)).toEqual([
        2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300,
      ])
      schedule.afterSuccess(true)
      expect(delays[delays.length - 1]).toBe(2000)
    }
  })

  test('wait as long as the cloud asks for patience, whatever is tapped', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    engine.save(visit(1, 1))
    phone.fates.push({ problem: 4290 })
    await engine.sync()
    engine.save(visit(1, 2))
    expect(phone.timers).toHaveLength(1)
    expect(phone.timers[0]?.delay).toBeGreaterThanOrEqual(1000)
  })

  test('that were told how long to wait wait so long and up to a fifth more, and never longer than a quarter of an hour', () => {
    for (const random of [0, 0.999999]) {
      const delays: number[] = []
      const after = (delay: number) => {
        delays.push(delay)
        return { cancel: () => undefined }
      }
      const schedule = createSchedule(
        { after },
        () => random,
        () => undefined,
      )
      for (const wait of [20_000, 60_000, 86_400_000]) schedule.afterFailure(wait)
      expect(delays.map((delay) => Math.round(delay / (1 + random / 5)))).toEqual([20_000, 60_000, 900_000])
    }
  })

  test('never overlap, and a call during a run gets a run that began after it', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    engine.save(visit(1, 1))
    let asked: Promise<void> | undefined
    let late = ''
    phone.whileCalling = () => {
      asked = engine.sync()
      late = idOf(engine.save(visit(1, 2)))
      void engine.sync()
    }
    await engine.sync()
    await asked
    expect(engine.records().every(({ status }) => status.kind === 'delivered')).toBe(true)
    expect(engine.records()[0]?.operation.id).toBe(late)
    expect(phone.calls.filter(({ action }) => action === 'pull')).toHaveLength(2)
  })

  test('stop with the engine: nothing is left that would wake the phone', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(visit(1, 1)))
    engine.stop()
    await engine.sync()
    expect([phone.timers, phone.calls, statusOf(engine, id)]).toEqual([[], [], 'saved'])
  })

  test('tell their listeners, and stop telling those that left', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    const seen: boolean[] = []
    const leave = engine.subscribe(() => seen.push(engine.status().running))
    await engine.sync()
    expect(seen[0]).toBe(true)
    expect(seen[seen.length - 1]).toBe(false)
    leave()
    const { length } = seen
    engine.save(visit(1, 1))
    expect(seen).toHaveLength(length)
  })

  test('that a broken port upsets end all the same, with a problem', async () => {
    const { phone, world } = setUp()
    Object.assign(world, { cloud: () => Promise.reject(new Error('the port is broken')) })
    const id = idOf(phone.engine().save(visit(1, 1)))
    await phone.engine().sync()
    expect(statusOf(phone.engine(), id)).toBe('unconfirmed')
    expect(phone.engine().status()).toMatchObject({ running: false, problem: { code: 1002 } })
  })
})
