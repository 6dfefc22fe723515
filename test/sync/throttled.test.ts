import { problem } from '#contract/problem'
import type { OperationId } from '#domain/ids'
import { MINUTE, SECOND } from '#domain/time'
import type { TransportResult } from '#sync/ports'
import { idOf, setUp, visit } from '../support/sync-set-up'

/** As the cloud's own: a few calls at once, then one in so many seconds. */
function throttle(now: () => number, burst: number, apart: number) {
  let wholeAgain = 0
  return (): number => {
    const next = Math.max(wholeAgain, now()) + apart
    const wait = next - now() - burst * apart
    if (wait > 0) return Math.ceil(wait / SECOND)
    wholeAgain = next
    return 0
  }
}

test('a thousand records of a phone that is told to slow down all arrive, once, by its own timers and as soon as it was told', async () => {
  const { phone, world, cloud } = setUp({ houses: 3, doors: 40 })
  const take = throttle(() => world.now, 3, 20 * SECOND)
  const waits: { readonly until: number }[] = []
  const before = world.cloud
  Object.assign(world, {
    cloud(staff: Parameters<typeof before>[0], body: unknown): TransportResult | Promise<TransportResult> {
      const retryAfter = take()
      if (retryAfter === 0) return before(staff, body)
      waits.push({ until: world.now + retryAfter * SECOND })
      return { kind: 'problem', problem: { ...problem(4290), retryAfter } }
    },
  })
  const engine = phone.engine()
  const made: OperationId[] = []
  for (let n = 0; n < 1000; n += 1) made.push(idOf(engine.save(visit(1 + (n % 3), 1 + (n % 40)))))
  expect(engine.status().pending).toBe(1000)

  const began = world.now
  let tooSoon = 0
  while (engine.status().pending > 0) {
    const [timer] = phone.timers
    if (timer === undefined) throw new Error('The phone has gone to sleep with records in it')
    world.now += Math.ceil(timer.delay)
    if (world.now < (waits[waits.length - 1]?.until ?? 0)) tooSoon += 1
    timer.run()
    while (engine.status().running) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  expect(waits.length).toBeGreaterThanOrEqual(5)
  expect(tooSoon).toBe(0)
  expect(engine.records().filter(({ status }) => status.kind === 'rejected')).toEqual([])
  const arrived = made.filter((id) => cloud.seqOf(id) !== undefined)
  expect(arrived).toHaveLength(1000)
  expect(cloud.logLength()).toBe(1000)
  // Ten batches, three of them at once: one in 20 s, and a fifth of that by chance.
  expect(world.now - began).toBeLessThan(5 * MINUTE)
}, 60_000)
