import type { OperationOf } from '#contract/operation'
import { officialFraudTypes } from '#domain/fraud-type'
import { addDays, dayOf, HOUR, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import type { Outcome } from '#domain/visit'
import type { Random } from './random'
import { type DemoRecord, envelope } from './records'
import type { TownPerson } from './town'
import type { Knowledge, Walk, WalkDoor } from './walk'
import { amendReasons, handOuts, visitNotes } from './words'

export interface OutingPlan {
  readonly person: TownPerson
  /** Which doors come next, and which are waiting for somebody. */
  readonly walk: Pick<Walk, 'due' | 'door'>
  readonly from: Milliseconds
  readonly to: Milliseconds
  /** Null: sent as it happens; otherwise everything arrives together then, from a cellar without signal. */
  readonly arrives: Milliseconds | null
  /** Appointments of this outing are made for that instant at the earliest. */
  readonly comeBackFrom: Milliseconds
  readonly keepsAppointments: boolean
  readonly handsOut: boolean
}

type Content = Omit<OperationOf<'visit.log'>['body'], 'doorId' | 'startedAt'>

/** One worker, door after door, for as long as the plan says. */
export function makeOuting(plan: OutingPlan, knowledge: Knowledge, rng: Random): readonly DemoRecord[] {
  const { person, walk, from, to } = plan
  const opened = from - rng.between(20, 90) * 1000
  const records: DemoRecord[] = []
  let received = 0
  const send = (operation: DemoRecord['operation']): void => {
    // A phone sends one thing after the other: nothing overtakes.
    received = Math.max(received + 1, plan.arrives ?? operation.at + rng.between(1, 9) * 1000 + 137)
    records.push({ operation, receivedAt: received })
  }
  const appointments = plan.keepsAppointments ? [...walk.due(to)].slice(0, 4) : []
  let time = from
  while (time < to) {
    const door = appointments.pop() ?? walk.door(time)
    const outcome = drawOutcome(door, knowledge, rng)
    const at = time + dwell(outcome, rng)
    const content = drawContent(outcome, plan, rng)
    const log = {
      ...envelope(person, at, opened, rng),
      type: 'visit.log' as const,
      body: { doorId: door.id, startedAt: time, ...content },
    }
    send(log)
    if (rng.chance(0.008)) {
      // A slip of the thumb: taken back at once, the door is still to be done.
      const undoneAt = at + rng.between(4, 9) * 1000
      send({ ...envelope(person, undoneAt, opened, rng), after: log.id, type: 'visit.undo', body: { visitId: log.id } })
      time = undoneAt + 5000
      continue
    }
    knowledge.set(door.id, { at, outcome, comeBackAt: content.comeBackAt ?? null })
    if (plan.arrives === null && rng.chance(0.015)) {
      const amendedAt = Math.min(at + rng.between(6, 50) * MINUTE, to)
      if (amendedAt > at + MINUTE) {
        const better: Content = {
          ...content,
          outcome: 'met',
          adults: rng.between(1, 3),
          topics: [rng.pick(officialFraudTypes)],
        }
        delete better.comeBackAt
        const reason = rng.pick(amendReasons)
        send({
          ...envelope(person, amendedAt, opened, rng),
          after: log.id,
          type: 'visit.amend',
          body: { visitId: log.id, reason, ...better },
        })
        knowledge.set(door.id, { at, outcome: 'met', comeBackAt: null })
      }
    }
    time = at + rng.between(8, 45) * 1000
  }
  if (plan.handsOut) {
    const at = time + rng.between(4, 9) * MINUTE
    const { quantity, ...rest } = rng.pick(handOuts)
    const body = { ...rest, quantity: rng.between(...quantity), startedAt: time + MINUTE }
    send({ ...envelope(person, at, opened, rng), type: 'leaflet.hand-out', body })
  }
  return records
}

const homes: readonly (readonly [Outcome, number])[] = [
  ['met', 46],
  ['nobody', 33],
  ['refused', 7],
  ['vacant', 6],
  ['again', 8],
]
const shops: readonly (readonly [Outcome, number])[] = [
  ['met', 76],
  ['nobody', 8],
  ['refused', 6],
  ['vacant', 5],
  ['again', 5],
]
const rooms: readonly (readonly [Outcome, number])[] = [
  ['met', 38],
  ['nobody', 46],
  ['refused', 5],
  ['vacant', 6],
  ['again', 5],
]

function drawOutcome(door: WalkDoor, knowledge: Knowledge, rng: Random): Outcome {
  // Whoever asked to come back is mostly there then.
  if (knowledge.get(door.id)?.outcome === 'again') return rng.chance(0.8) ? 'met' : 'nobody'
  switch (door.kind) {
    case 'residential':
      return rng.weighted(homes)
    case 'commercial':
      return rng.weighted(shops)
    case 'dormitory':
      return rng.weighted(rooms)
    default:
      return door.kind satisfies never
  }
}

function dwell(outcome: Outcome, rng: Random): Milliseconds {
  switch (outcome) {
    case 'met':
      return rng.between(80, 330) * 1000
    case 'nobody':
    case 'vacant':
      return rng.between(14, 45) * 1000
    case 'refused':
    case 'again':
      return rng.between(25, 90) * 1000
    default:
      return outcome satisfies never
  }
}

function drawContent(outcome: Outcome, plan: OutingPlan, rng: Random): Content {
  switch (outcome) {
    case 'met':
      return {
        outcome,
        ...(rng.chance(0.7)
          ? {
              adults: rng.weighted([
                [1, 5],
                [2, 4],
                [3, 1],
              ] as const),
            }
          : {}),
        ...(rng.chance(0.75)
          ? { topics: [...new Set([rng.pick(officialFraudTypes), rng.pick(officialFraudTypes)])] }
          : {}),
        ...(rng.chance(0.8) ? { leaflets: 1 } : {}),
        ...(rng.chance(0.12) ? { note: rng.pick(visitNotes) } : {}),
      }
    case 'again': {
      const days = rng.between(0, 2)
      const at = startOfDay(addDays(dayOf(plan.comeBackFrom), days)) + 18 * HOUR + rng.between(1, 5) * 30 * MINUTE
      return { outcome, comeBackAt: Math.max(at, plan.comeBackFrom) }
    }
    case 'nobody':
    case 'vacant':
    case 'refused':
      return { outcome }
    default:
      return outcome satisfies never
  }
}
