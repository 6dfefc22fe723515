import type { Operation, OperationOf, OperationType } from '#contract/operation'
import type { DoorPlace } from '#domain/building'
import { isOfficial } from '#domain/fraud-type'
import type { OperationId, StaffId } from '#domain/ids'
import { addDays, DAY, dayOf, HOUR, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { clues, type DemoResident } from './case-words'
import type { Random } from './random'
import { type DemoRecord, envelope } from './records'
import type { Town, TownBuilding, TownPerson } from './town'

type Body<Type extends OperationType> = OperationOf<Type>['body']
type Without<Type extends OperationType> = Omit<Body<Type>, 'caseId'>
type Head = ReturnType<typeof envelope>

export interface CaseDoor {
  readonly building: TownBuilding
  readonly door: DoorPlace
}

export interface NewCase extends Pick<Body<'alert.enter'>, 'level' | 'fraudType'> {
  readonly kind?: Body<'alert.enter'>['kind']
  readonly source?: Body<'alert.enter'>['source']
  readonly who: DemoResident
  readonly home: CaseDoor
  /** What the source wrote, where it fits no door. */
  readonly address?: string
}

/** Writes a community's cases as the phones of its people and officers would have sent them. */
export class CaseWriter {
  readonly records: DemoRecord[] = []
  #count = 0

  constructor(
    private readonly town: Town,
    readonly now: Milliseconds,
    private readonly rng: Random,
  ) {}

  /** That long ago. Whatever is still running stands so before «now», whatever the hour. */
  readonly ago = (minutes: number): Milliseconds => this.now - minutes * MINUTE

  /** At an hour of another day: one that is over, or, below zero, one to come. */
  readonly on = (daysAgo: number, hour: number): Milliseconds =>
    startOfDay(addDays(dayOf(this.now), -daysAgo)) + hour * HOUR

  /** Later today, or what is left of it. */
  laterToday(): Milliseconds {
    const start = startOfDay(dayOf(this.now))
    return Math.min(Math.max(start + 19 * HOUR, this.now + 40 * MINUTE), start + DAY - 1000)
  }

  /** An officer enters an alert; what is then done with it, is told by the story. */
  open(by: TownPerson, at: Milliseconds, alert: NewCase): CaseStory {
    this.#count += 1
    const { kind = 'dissuade', level, fraudType, source = 'system', who, home } = alert
    const raisedAt = at - this.rng.between(2, 6) * MINUTE
    const { stairwell, room } = home.door
    const address = `${home.building.compound}${home.building.name}${stairwell === null ? '' : `${stairwell}单元`}${room}`
    const day = dayOf(at).replaceAll('-', '')
    const body: Body<'alert.enter'> = {
      kind,
      number: `YJ${day}${this.town.unit.id.toUpperCase()}${String(this.#count).padStart(2, '0')}`,
      level,
      fraudType,
      source,
      raisedAt,
      name: who.name,
      phone: who.phone,
      address: alert.address ?? address,
      doorId: alert.address === undefined ? home.door.id : null,
      ...(kind === 'check' ? {} : { clue: clues[isOfficial(fraudType) ? fraudType : 'other'] }),
    }
    return new CaseStory(
      this,
      this.write(by, at, (head) => ({ ...head, type: 'alert.enter', body })),
    )
  }

  write(
    by: TownPerson,
    at: Milliseconds,
    make: (head: Head) => Operation,
    receivedAt = at + this.rng.between(1, 4) * 1000,
  ): OperationId {
    const operation = make({
      ...envelope(by, at, at - this.rng.between(20, 90) * 1000, this.rng),
      unit: this.town.unit.id,
    })
    this.records.push({ operation, receivedAt })
    return operation.id
  }
}

/** One case, step by step. */
export class CaseStory {
  constructor(
    private readonly writer: CaseWriter,
    private readonly id: OperationId,
  ) {}

  call(by: TownPerson, at: Milliseconds, reached: boolean, note: string): this {
    const body = { caseId: this.id, reached, note }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.call', body }))
  }

  dispatch(
    leader: TownPerson,
    at: Milliseconds,
    workers: readonly TownPerson[],
    companions: readonly TownPerson[] = [],
  ): this {
    const body = { caseId: this.id, leader: leader.id, workers: workers.map(idOf), companions: companions.map(idOf) }
    return this.#step(leader, at, (head) => ({ ...head, type: 'dissuasion.dispatch', body }))
  }

  accept(by: TownPerson, at: Milliseconds): this {
    const body = { caseId: this.id }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.accept', body }))
  }

  reveal(by: TownPerson, at: Milliseconds): this {
    const body = { caseId: this.id, reason: 'find-the-door' as const }
    return this.#step(by, at, (head) => ({ ...head, type: 'resident.reveal', body }))
  }

  transfer(by: TownPerson, at: Milliseconds, to: TownPerson, reason: string): this {
    const body = { caseId: this.id, to: to.id, reason }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.transfer', body }))
  }

  /** `minutes` at the door, up to `at`. */
  attempt(
    by: TownPerson,
    at: Milliseconds,
    minutes: number,
    said: Omit<Without<'dissuasion.attempt'>, 'startedAt'>,
    receivedAt?: Milliseconds,
  ): this {
    const body = { caseId: this.id, startedAt: at - minutes * MINUTE, ...said }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.attempt', body }), receivedAt)
  }

  return(by: TownPerson, at: Milliseconds, reason: string): this {
    const body = { caseId: this.id, reason }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.return', body }))
  }

  confirm(by: TownPerson, at: Milliseconds, followUpAt: Milliseconds | null): this {
    const body = { caseId: this.id, followUpAt }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.confirm', body }))
  }

  followUp(by: TownPerson, at: Milliseconds, said: Without<'dissuasion.follow-up'>): this {
    const body = { caseId: this.id, ...said }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.follow-up', body }))
  }

  close(by: TownPerson, at: Milliseconds, reason: Body<'dissuasion.close'>['reason'], note: string): this {
    const body = { caseId: this.id, reason, note }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.close', body }))
  }

  reopen(by: TownPerson, at: Milliseconds, reason: string): this {
    const body = { caseId: this.id, reason }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.reopen', body }))
  }

  label(by: TownPerson, at: Milliseconds, labels: Body<'alert.label'>['labels']): this {
    const body = { caseId: this.id, labels }
    return this.#step(by, at, (head) => ({ ...head, type: 'alert.label', body }))
  }

  conclude(by: TownPerson, at: Milliseconds, conclusion: string): this {
    const body = { caseId: this.id, conclusion }
    return this.#step(by, at, (head) => ({ ...head, type: 'dissuasion.conclude', body }))
  }

  #step(by: TownPerson, at: Milliseconds, make: (head: Head) => Operation, receivedAt?: Milliseconds): this {
    this.writer.write(by, at, make, receivedAt)
    return this
  }
}

function idOf({ id }: TownPerson): StaffId {
  return id
}
