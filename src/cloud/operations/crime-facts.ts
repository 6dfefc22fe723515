import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { type Crime, type CrimePlace, crimeAt } from '#domain/crime'
import type { OperationId } from '#domain/ids'
import { reportingKinds } from '#domain/unit'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

type Facts = Omit<Crime, 'counts'>

/** What an operation says of a crime, checked. `itself`: the crime that is corrected, whose number is not taken by another. */
export function crimeFactsOf(
  { id, body }: OperationOf<'crime.enter' | 'crime.correct'>,
  when: Occurrence,
  set: WorkingSet,
  itself: OperationId | null,
): { readonly facts: Facts } | { readonly problem: Problem } {
  const refuse = (...said: Parameters<typeof problem>) => ({
    problem: problem(...said),
  })
  if (!reportingKinds.some((kind) => kind === set.unitKind))
    return refuse(4001, '案件记在当事人所在的社区或单位，不记在街道和派出所', 'unit')
  const { number, on, time, fraudType, loss, alert, doorId, buildingId } = body
  const taken = set.crimeNumbers.get(number)
  if (taken !== undefined && taken !== itself) return refuse(4004, `${number}，请核对编号`, 'body.number')
  if (crimeAt(on, time) > when.receivedAt)
    return refuse(4005, undefined, on > when.day || time === null ? 'body.on' : 'body.time')
  const facts = { number, on, time, fraudType, loss, alert }
  if (doorId !== null) {
    const door = set.doors.get(doorId)
    if (door === undefined) return refuse(4042, undefined, 'body.doorId')
    return {
      facts: {
        ...facts,
        place: { kind: 'door', doorId, buildingId: door.building_id },
      },
    }
  }
  if (buildingId !== null && set.buildings.get(buildingId) === undefined)
    return refuse(4043, undefined, 'body.buildingId')
  const matched = set.matched.get(id)
  const place: CrimePlace =
    buildingId !== null
      ? { kind: 'building', buildingId }
      : matched === undefined
        ? { kind: 'address' }
        : { kind: 'door', ...matched }
  return { facts: { ...facts, place } }
}
