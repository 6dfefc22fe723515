import { inScope } from '#domain/authorisation'
import type { BuildingKind, DoorPlace } from '#domain/building'
import type { DoorId } from '#domain/ids'
import { DAY, type Milliseconds } from '#domain/time'
import type { Outcome } from '#domain/visit'
import type { Random } from './random'
import type { Town, TownPerson } from './town'

/** A door as its worker thinks of it. */
interface Known {
  readonly at: Milliseconds
  readonly outcome: Outcome
  readonly comeBackAt: Milliseconds | null
}

export interface WalkDoor extends DoorPlace {
  readonly kind: BuildingKind
}

/**
 * Every second building is done for six floors in ten only: whoever is played has one to go on with, as a worker in the middle
 * of the campaign does.
 */
function isStillToDo(town: Town, { buildingId, floor }: DoorPlace): boolean {
  const index = town.buildings.findIndex(({ id }) => id === buildingId)
  const floors = Math.max(...(town.buildings[index]?.doors ?? []).map((door) => door.floor))
  return index % 2 === 1 && floors > 2 && floor > Math.ceil(floors * 0.6)
}

/** What all workers of a unit know of its doors. */
export type Knowledge = Map<DoorId, Known>

/** One worker's way through the doors in his scope, building by building, floor by floor. */
export class Walk {
  private readonly doors: readonly WalkDoor[]
  private next = 0

  constructor(
    town: Town,
    person: TownPerson,
    private readonly knowledge: Knowledge,
    private readonly rng: Random,
  ) {
    this.doors = town.buildings
      .filter((building) => inScope(person, building))
      .flatMap(({ doors, kind }) => doors.map((door) => ({ ...door, kind })))
      .filter((door) => !isStillToDo(town, door))
  }

  get isEmpty(): boolean {
    return this.doors.length === 0
  }

  /** Doors that asked for a visit by then, the longest waiting first. */
  due(until: Milliseconds): readonly WalkDoor[] {
    return this.doors.filter(({ id }) => {
      const known = this.knowledge.get(id)
      return known?.outcome === 'again' && known.comeBackAt !== null && known.comeBackAt < until
    })
  }

  /** Mostly on to the next door nobody has been at; now and then back to one that stayed shut. */
  door(at: Milliseconds): WalkDoor {
    if (this.rng.chance(0.18)) {
      const shut = this.doors.filter(({ id }) => this.isShut(id, at))
      if (shut.length > 0) return this.rng.pick(shut.slice(0, 12))
    }
    while (this.next < this.doors.length) {
      const door = this.doors[this.next++]
      if (door && !this.knowledge.has(door.id)) return door
    }
    const rest = this.doors.filter(({ id }) => this.isShut(id, at))
    if (rest.length > 0) return this.rng.pick(rest)
    return this.rng.pick(this.doors)
  }

  private isShut(id: DoorId, at: Milliseconds): boolean {
    const known = this.knowledge.get(id)
    return known !== undefined && (known.outcome === 'nobody' || known.outcome === 'refused') && at - known.at > 2 * DAY
  }
}
