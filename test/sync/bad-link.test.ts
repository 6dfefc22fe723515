import type { Milliseconds } from '#domain/time'
import type { Fate, Phone } from '../support/phone'
import { type SetUp, setUp, visit } from '../support/sync-set-up'

/** A kilometre of stairwell: 300 ms there and back, and 3 % of the packets gone with nobody to send them again. */
const ROUND_TRIP: Milliseconds = 300
const PACKET = 1_400
const LOSS = 0.03
const PENDING = 1_000
const CUTS = 10

/** Park and Miller's, so that a run can be told again by its seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Whether all of so many bytes get through. */
const through = (random: () => number, bytes: number): boolean =>
  Array.from({ length: Math.ceil(bytes / PACKET) }).every(() => random() >= LOSS)

function fateOf(random: () => number, bytes: number): Fate {
  if (!through(random, bytes)) return 'lost'
  return through(random, PACKET) ? 'ok' : 'cut'
}

/** Takes the app through its own timers until nothing waits; nobody taps anything. Tells how many runs failed on the way. */
async function leaveAlone({ world, phone }: SetUp, random: () => number, cuts: number): Promise<readonly number[]> {
  const pending: number[] = []
  let left = cuts
  const bytesOf = (body: unknown) => JSON.stringify(body).length
  const watch = (each: Phone) => {
    each.whileCalling = () => {
      world.now += ROUND_TRIP
      const call = each.calls[each.calls.length - 1]
      const push = call?.action === 'push'
      // The knife falls on pushes, by turns before and after the cloud has stored them.
      if (push && left > 0 && random() < 0.5) each.fates.push(left-- % 2 === 0 ? 'dies' : 'dies-after')
      else each.fates.push(fateOf(random, bytesOf(call?.body)))
      watch(each)
    }
  }
  watch(phone)
  for (let turn = 0; turn < 2_000; turn++) {
    const engine = phone.engine()
    const [next] = [...phone.timers].sort((a, b) => a.delay - b.delay)
    // An app that was killed is opened again by its user, and begins with a run.
    if (next === undefined) void engine.sync().catch(() => undefined)
    else {
      world.now += Math.ceil(next.delay)
      next.run()
    }
    for (let rest = 0; rest < 5_000 && phone.engine().status().running; rest++)
      await new Promise((resolve) => setImmediate(resolve))
    pending.push(phone.engine().status().pending)
    if (phone.engine().status().pending === 0 && left === 0) return pending
  }
  throw new Error(`still ${phone.engine().status().pending} after 2000 runs`)
}

test.each([1, 300])(
  'a thousand records over a bad link arrive by themselves, each once, through ten cuts (%i)',
  async (seed) => {
    const town = setUp({ houses: 10, doors: 100 })
    const engine = town.phone.engine()
    for (let number = 0; number < PENDING; number++) {
      const saved = engine.save(
        visit(Math.floor(number / 100) + 1, (number % 100) + 1, 'met', { note: '老人独居，周末再来' }),
      )
      if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved))
    }
    const pending = await leaveAlone(town, chance(seed), CUTS)
    expect(pending[pending.length - 1]).toBe(0)
    // Progress: what was delivered never waits again, and more than once along the way some was.
    expect([...pending].sort((a, b) => b - a)).toEqual(pending)
    expect(new Set(pending).size).toBeGreaterThan(5)
    expect(town.cloud.logLength()).toBe(PENDING)
  },
)
