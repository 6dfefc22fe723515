import { attended, broadcasts } from '../../../src/cloud/demo/activity-kinds'
import { makeActivity } from '../../../src/cloud/demo/make-activities'
import { makeOuting } from '../../../src/cloud/demo/outing'
import { type Random, random } from '../../../src/cloud/demo/random'
import { envelope } from '../../../src/cloud/demo/records'
import type { Town } from '../../../src/cloud/demo/town'
import type { WalkDoor } from '../../../src/cloud/demo/walk'
import type { Operation } from '../../../src/contract/operation'
import { HOUR, MINUTE, type Milliseconds } from '../../../src/domain/time'
import type { Player, SimulatedUnit } from './ground'

export interface Save {
  readonly at: Milliseconds
  readonly operation: Operation
  /** The first call that carries it in front gets its answer lost on the way back. */
  readonly loses: boolean
}

export interface Spell {
  readonly from: Milliseconds
  readonly to: Milliseconds
}

export interface WorkersDay {
  /** The app comes to the front. */
  readonly opens: readonly Milliseconds[]
  readonly saves: readonly Save[]
  /** Without a network. */
  readonly offline: readonly Spell[]
}

/** One answer in a hundred is lost. */
const LOST = 0.01

/**
 * When people go out: four in five on a day, most of them in the evening when people are at home. Drawn apart from what they do, so that
 * whoever goes out later costs nothing now.
 */
export function outingsOf(midnight: Milliseconds, seed: number): readonly Spell[] {
  const rng = random(seed)
  const outings: Spell[] = []
  const out = (chance: number, hour: number, spread: number, minutes: readonly [number, number]) => {
    if (!rng.chance(chance)) return
    // The sum of three draws is as good a bell as any.
    const drawn = (rng.next() + rng.next() + rng.next()) / 1.5 - 1
    const from = midnight + Math.round((hour + drawn * spread) * HOUR)
    outings.push({ from, to: from + rng.between(...minutes) * MINUTE })
  }
  out(0.2, 9.8, 1, [25, 60])
  out(0.2, 14.8, 1, [25, 60])
  out(0.65, 19, 1, [40, 90])
  return outings
}

/** What one worker's phone goes through. */
export function workersDay(
  { person }: Player,
  doors: readonly WalkDoor[],
  outings: readonly Spell[],
  midnight: Milliseconds,
  seed: number,
): WorkersDay {
  const rng = random(seed + 1)
  const knowledge = new Map()
  let next = rng.between(0, doors.length - 1)
  const walk = {
    due: () => [],
    door: (): WalkDoor => {
      next = (next + 1) % doors.length
      const door = doors[next]
      if (door === undefined) throw new Error(`${person.id} has no door`)
      return door
    },
  }
  const opens: Milliseconds[] = []
  const saves: Save[] = []
  const offline: Spell[] = []
  for (const { from, to } of outings) {
    const plan = {
      person,
      walk,
      from,
      to,
      arrives: null,
      comeBackFrom: midnight + 42 * HOUR,
      keepsAppointments: false,
      handsOut: rng.chance(0.25),
    }
    opens.push(from - rng.between(20, 60) * 1000)
    const made = makeOuting(plan, knowledge, rng)
    for (const { operation } of made) saves.push({ at: operation.at, operation, loses: rng.chance(LOST) })
    offline.push(...stairwells({ from, to: saves[saves.length - 1]?.at ?? to }, rng))
  }
  return { opens, saves, offline }
}

/** One outing in ten is all without a network; in the others some stairwells are, for a door or for ten. */
function stairwells({ from, to }: Spell, rng: Random): readonly Spell[] {
  if (rng.chance(0.1)) return [{ from: from - MINUTE, to: to + rng.between(2, 10) * MINUTE }]
  const spells: Spell[] = []
  for (let at = from + rng.between(0, 15) * MINUTE; at < to; ) {
    const spell = { from: at, to: at + rng.between(2, 18) * MINUTE }
    spells.push(spell)
    at = spell.to + rng.between(5, 40) * MINUTE
  }
  return spells
}

export interface SecretarysDay {
  readonly saves: readonly Save[]
  /** She opens the day's page. */
  readonly looks: readonly Milliseconds[]
}

/** Leaflets for her workers in the morning, activities, and a look at the day now and then, mostly in the evening. */
export function secretarysDay(
  town: Town,
  { secretary, workers }: SimulatedUnit,
  midnight: Milliseconds,
  seed: number,
): SecretarysDay {
  const rng = random(seed)
  const saves: Save[] = []
  const issued = midnight + 8 * HOUR + rng.between(10, 90) * MINUTE
  for (const [nth, { person }] of workers.entries()) {
    if (!rng.chance(0.3)) continue
    const at = issued + nth * 20_000
    const body = { to: person.id, kind: 'flyer' as const, quantity: 50 }
    const operation = { ...envelope(secretary.person, at, at - MINUTE, rng), type: 'leaflet.issue' as const, body }
    saves.push({ at, operation, loses: rng.chance(LOST) })
  }
  const hosts = { town, secretary: secretary.person, helpers: workers.map(({ person }) => person) }
  for (const [chance, kinds] of [
    [0.6, broadcasts],
    [0.4, attended],
  ] as const)
    if (rng.chance(chance)) {
      const { operation } = makeActivity(hosts, midnight, rng.pick(kinds), rng)
      saves.push({ at: operation.at, operation, loses: rng.chance(LOST) })
    }
  const looks = [[12, 1] as const, [17.5, 0.5] as const, ...Array.from({ length: 4 }, () => [18.5, 2.5] as const)].map(
    ([from, hours]) => midnight + Math.round((from + rng.next() * hours) * HOUR),
  )
  return { saves: saves.sort((a, b) => a.at - b.at), looks: looks.sort((a, b) => a - b) }
}
