import type { Milliseconds } from '#domain/time'
import { residents } from './case-words'
import { type CaseDoor, CaseWriter, type NewCase } from './case-writer'
import { random } from './random'
import type { Town, TownPerson } from './town'

/** What a community's stories need to be told: who acts, and whom and where they are about. */
export interface CaseGround {
  readonly writer: CaseWriter
  /** The nth of each, from 0; whoever asks for one more than there are gets the last. */
  officer(nth: number): TownPerson
  worker(nth: number): TownPerson
  volunteer(nth: number): TownPerson
  /** Somebody of whom no alert has spoken yet, at a door of his own. */
  somebody(): Pick<NewCase, 'who' | 'home'>
}

export function caseGround(town: Town, station: Town, now: Milliseconds, seed: number): CaseGround {
  const rng = random(seed)
  const resident = residents(rng)
  const homes = town.buildings.filter(({ kind }) => kind === 'residential')
  const used = new Set<string>()
  const home = (): CaseDoor => {
    const building = rng.pick(homes)
    const door = rng.pick(building.doors.filter(({ id }) => !used.has(id)))
    used.add(door.id)
    return { building, door }
  }
  return {
    writer: new CaseWriter(town, now, rng),
    officer: nth(station, 'police'),
    worker: nth(town, 'grid'),
    volunteer: nth(town, 'volunteer'),
    somebody: () => ({ who: resident(), home: home() }),
  }
}

function nth({ unit, staff }: Town, role: TownPerson['role']): (index: number) => TownPerson {
  const people = staff.filter((person) => person.role === role)
  return (index) => {
    const found = people[Math.min(index, people.length - 1)]
    if (found === undefined) throw new Error(`No ${role} in ${unit.id}`)
    return found
  }
}
