import { addDays, dayOf, MINUTE, type Milliseconds, SECOND } from '../../../src/domain/time'
import type { CallKind, Calls } from './calls'
import { FigureLag } from './figure-lag'
import type { Ground, Player, SimulatedUnit } from './ground'
import type { SimulateOptions } from './options'
import { Phone, type PhoneTally, type World } from './phone'
import { outingsOf, type Save, type Spell, secretarysDay, workersDay } from './plan'
import { Timeline } from './timeline'

/** Whoever is out already joins within this, by the clock on the wall. */
const JOINING: Milliseconds = 20 * SECOND
/** What is under way at the end gets so long, by the clock on the wall. */
const LEAVING: Milliseconds = 20 * SECOND

export interface DayDone {
  readonly tally: PhoneTally
  /** Acknowledged entries of each unit's log, and what its phones still hold. */
  readonly units: ReadonlyMap<string, { readonly acknowledged: number; readonly waiting: number }>
  /** How late the driver itself was, wall ms, of each look: it must not be what is measured. */
  readonly lateness: readonly Milliseconds[]
  /** Calls that were answered in each second on the wall. */
  readonly answered: readonly number[]
  /** Simulated: how far it came. */
  readonly ended: Milliseconds
}

/** All phones and pages of all units through the day, or the part of it that was asked for. */
export async function liveThrough(
  ground: Ground,
  options: SimulateOptions,
  midnight: Milliseconds,
  parts: { readonly now: () => Milliseconds; readonly calls: Calls; readonly lag: FigureLag },
): Promise<DayDone> {
  const timeline = new Timeline()
  const tally = emptyTally()
  const world = { ...parts, timeline, tally }
  const window = { from: midnight + options.from, to: midnight + options.to }
  const phones = comeOut(world, ground, options, midnight)
  const watching = parts.lag.watch(parts.calls)
  const { lateness, answered } = await run(world, window.to, options)
  parts.lag.stop()
  await watching
  return {
    tally,
    units: new Map(
      [...phones].map(([unit, own]) => [
        unit,
        {
          acknowledged: own.reduce((sum, phone) => sum + phone.acknowledged, 0),
          waiting: own.reduce((sum, phone) => sum + phone.waiting, 0),
        },
      ]),
    ),
    lateness,
    answered,
    ended: Math.min(parts.now(), window.to),
  }
}

const emptyTally = (): PhoneTally => ({
  saved: 0,
  applied: 0,
  duplicate: 0,
  held: 0,
  rejected: new Map(),
  lostAnswers: 0,
  waiting: 0,
  batches: [],
})

/** Puts everybody's day into the timeline. The phones of each unit, as they come out. */
function comeOut(
  world: World,
  ground: Ground,
  { seed: first, from, to, speed }: SimulateOptions,
  midnight: Milliseconds,
): ReadonlyMap<string, readonly Phone[]> {
  const window = { from: midnight + from, to: midnight + to }
  const joining = Math.min(JOINING * speed, (to - from) / 4)
  const phones = new Map<string, Phone[]>()
  for (const [nth, unit] of ground.units.entries()) {
    const own: Phone[] = []
    phones.set(unit.secretary.person.unitId, own)
    for (const [place, player] of unit.workers.entries()) {
      const seed = (first * 1_000_003 + nth * 1009 + place * 2) | 0
      const outings = outingsOf(midnight, seed).filter((outing) => outing.to > window.from && outing.from < window.to)
      const earliest = outings[0]
      if (earliest === undefined) continue
      const at = Math.max(earliest.from - 2 * MINUTE, window.from + ((Math.abs(seed) % 997) / 997) * joining)
      world.timeline.add(at, () => own.push(join(world, ground, player, { place, outings, midnight, seed, window })))
    }
    own.push(secretary(world, ground, unit, midnight, first * 31 + nth, window))
  }
  return phones
}

/** How many calls of each kind are made in each minute, were each answered at once. */
export async function demandOf(
  ground: Ground,
  options: SimulateOptions,
  midnight: Milliseconds,
  called: (kind: CallKind, minute: number) => void,
): Promise<PhoneTally> {
  let time = midnight + options.from
  const now = () => time
  const calls = {
    call: async (kind: CallKind, _path: string, _player: Player, asked: object) => {
      called(kind, Math.floor((time - midnight) / MINUTE))
      if (kind === 'pull') return JSON.stringify({ changes: [], cursor: '0', more: false, serverTime: time })
      const sent = 'operations' in asked && Array.isArray(asked.operations) ? asked.operations : []
      return JSON.stringify({ outcomes: sent.map(() => ({ kind: 'applied', seq: 1 })), serverTime: time })
    },
  }
  const timeline = new Timeline()
  const tally = emptyTally()
  comeOut({ now, timeline, calls, lag: new FigureLag([], now), tally }, ground, { ...options, speed: 1 }, midnight)
  for (; time < midnight + options.to; time += SECOND) {
    timeline.runUntil(time)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return tally
}

async function run(
  world: World & { readonly calls: Calls },
  to: Milliseconds,
  { longest, speed }: SimulateOptions,
): Promise<Pick<DayDone, 'lateness' | 'answered'>> {
  const { timeline, calls, tally, now } = world
  const lateness: Milliseconds[] = []
  const answered: number[] = []
  let before = 0
  const counting = setInterval(() => {
    answered.push(calls.count - before)
    before = calls.count
  }, SECOND)
  const deadline = Date.now() + longest
  while (now() < to && Date.now() < deadline) {
    const late = timeline.runUntil(now())
    if (late !== null) lateness.push(late / speed)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  const leaving = Date.now() + LEAVING
  while ((tally.waiting > 0 || calls.inFlight > 0) && Date.now() < leaving) {
    timeline.runUntil(now())
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  while (calls.inFlight > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  clearInterval(counting)
  return { lateness, answered }
}

interface Window {
  readonly from: Milliseconds
  readonly to: Milliseconds
}

interface Joining {
  readonly place: number
  readonly outings: readonly Spell[]
  readonly midnight: Milliseconds
  readonly seed: number
  readonly window: Window
}

function join(
  world: World,
  { doors }: Ground,
  player: Player,
  { place, outings, midnight, seed, window }: Joining,
): Phone {
  const own = doors[place] ?? []
  const day = workersDay(player, own, outings, midnight, seed)
  const phone = new Phone(player, day.offline, world)
  const { timeline } = world
  const now = world.now()
  phone.joins(now - 2 * MINUTE - (Math.abs(seed) % 180) * SECOND)
  const building = own[0]?.buildingId
  for (const at of day.opens) {
    if (at < now || at >= window.to) continue
    timeline.add(at, () => phone.wake())
    if (building !== undefined) timeline.add(at + 5 * SECOND, () => void phone.readBuilding(building))
  }
  for (const { to } of day.offline) if (to > now) timeline.add(to, () => phone.wake())
  schedule(world, phone, day.saves, window)
  return phone
}

/** One after the other, so that only the next is in the timeline. What was before is left out, with what was built upon it. */
function schedule({ timeline, now }: World, phone: Phone, saves: readonly Save[], { to }: Window): void {
  const since = now()
  const gone = new Set<string>()
  const own = [...saves]
    .sort((a, b) => a.at - b.at)
    .filter(({ at, operation }) => {
      const stays = at >= since && at < to && !(operation.after !== undefined && gone.has(operation.after))
      if (!stays) gone.add(operation.id)
      return stays
    })
  const next = (nth: number) => {
    const save = own[nth]
    if (save === undefined) return
    timeline.add(save.at, () => {
      phone.save(save)
      next(nth + 1)
    })
  }
  next(0)
}

/** Her phone sends as a worker's does; her page asks for the day, what is left to do, and the last weeks. */
function secretary(
  world: World,
  { town }: Ground,
  unit: SimulatedUnit,
  midnight: Milliseconds,
  seed: number,
  window: Window,
): Phone {
  const { timeline, calls } = world
  const player = unit.secretary
  const phone = new Phone(player, [], world)
  const { saves, looks } = secretarysDay(town, unit, midnight, seed)
  schedule(world, phone, saves, window)
  const { unitId } = player.person
  const day = dayOf(midnight)
  for (const at of looks) {
    if (at < window.from || at >= window.to) continue
    timeline.add(at, () => {
      phone.wake()
      const ask = (kind: 'day' | 'calendar' | 'coverage', more: object) =>
        void calls.call(kind, '/fn/query', player, { action: kind, unit: unitId, ...more }).catch(() => {})
      ask('day', { day })
      ask('calendar', { from: addDays(day, -34), to: day })
      ask('coverage', { staleDays: 30 })
    })
  }
  return phone
}
