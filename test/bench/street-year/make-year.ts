import { attended, broadcasts } from '../../../src/cloud/demo/activity-kinds'
import { makeActivity } from '../../../src/cloud/demo/make-activities'
import { makeOuting } from '../../../src/cloud/demo/outing'
import type { Random } from '../../../src/cloud/demo/random'
import { type DemoRecord, envelope } from '../../../src/cloud/demo/records'
import type { Town, TownPerson } from '../../../src/cloud/demo/town'
import type { Knowledge, WalkDoor } from '../../../src/cloud/demo/walk'
import { inScope } from '../../../src/domain/authorisation'
import { leafletKinds } from '../../../src/domain/leaflet'
import { addDays, HOUR, type LocalDate, MINUTE, startOfDay } from '../../../src/domain/time'
import { askedAt } from './scale'
import { personOf } from './towns'

/** A visit and the way to the next door, as `outing.ts` draws them; only how many outings a day needs hangs on it. */
const MINUTES_A_VISIT = 2.3
const LONGEST_OUTING = 60
/** Everybody goes out in the evening before anybody goes twice. */
const startHours = [18.5, 14, 9.5, 11.5]
/** Enough for a year, so that no hand-out has to say why it was more than there was. */
const ISSUED = 20_000

/**
 * A community's days as its phones would have sent them, in the order of their arrival, until it has logged that many visits. One
 * outing in ten has no signal and arrives later; what would arrive after the street is asked is left out.
 */
export function makeYear(
  town: Town,
  first: LocalDate,
  days: number,
  visits: number,
  rng: Random,
): readonly DemoRecord[] {
  const knowledge: Knowledge = new Map()
  const walkers = town.staff
    .filter(({ role }) => role === 'grid')
    .map((person) => ({ person, walk: roundOf(town, person) }))
  const hosts = { town, secretary: personOf(town, 'secretary'), helpers: walkers.map(({ person }) => person) }
  const records: DemoRecord[] = [...issue(hosts.secretary, hosts.helpers, first, rng)]
  let logged = 0
  for (let index = 0; index < days; index += 1) {
    const day = addDays(first, index)
    const start = startOfDay(day)
    if (rng.chance(0.6)) records.push(makeActivity(hosts, start, rng.pick(broadcasts), rng))
    if (rng.chance(0.3)) records.push(makeActivity(hosts, start, rng.pick(attended), rng))
    const wanted = Math.ceil((visits * (index + 1)) / days)
    for (let turn = 0; logged < wanted; turn += 1) {
      const walker = walkers[(index + turn) % walkers.length]
      const hour = startHours[Math.floor(turn / walkers.length)]
      if (walker === undefined || hour === undefined) throw new Error(`${wanted - logged} visits too many for ${day}`)
      const from = start + hour * HOUR + ((turn % walkers.length) * 35 + rng.between(0, 10)) * MINUTE
      const to = from + Math.min(LONGEST_OUTING, Math.max(5, (wanted - logged) * MINUTES_A_VISIT)) * MINUTE
      const isLast = index === days - 1
      const outing = makeOuting(
        {
          ...walker,
          from,
          to,
          arrives: !isLast && rng.chance(0.1) ? startOfDay(addDays(day, 1)) + 8 * HOUR : null,
          comeBackFrom: startOfDay(addDays(day, 1)),
          keepsAppointments: false,
          handsOut: rng.chance(0.3),
        },
        knowledge,
        rng,
      ).filter(({ receivedAt }) => receivedAt <= askedAt)
      logged += outing.filter(({ operation }) => operation.type === 'visit.log').length
      records.push(...outing)
    }
  }
  // A sort that keeps equals in place: an amendment never comes before its visit.
  return records.filter(({ receivedAt }) => receivedAt <= askedAt).sort((a, b) => a.receivedAt - b.receivedAt)
}

/** Door after door, and from the beginning again: a year is some ten rounds. */
function roundOf(town: Town, person: TownPerson) {
  const doors = town.buildings
    .filter((building) => inScope(person, building))
    .flatMap(({ doors: own, kind }) => own.map((door): WalkDoor => ({ ...door, kind })))
  let next = 0
  return {
    due: () => [],
    door(): WalkDoor {
      const door = doors[next % doors.length]
      next += 1
      if (door === undefined) throw new Error(`${person.id} has no door`)
      return door
    },
  }
}

function issue(secretary: TownPerson, helpers: readonly TownPerson[], first: LocalDate, rng: Random): DemoRecord[] {
  const opened = startOfDay(first) + 8 * HOUR
  return helpers.flatMap(({ id }, nth) =>
    leafletKinds.map((kind, index) => {
      const at = opened + (nth * leafletKinds.length + index + 1) * 20_000
      const body = { to: id, kind, quantity: ISSUED }
      return {
        operation: { ...envelope(secretary, at, opened, rng), type: 'leaflet.issue' as const, body },
        receivedAt: at + 1000,
      }
    }),
  )
}
