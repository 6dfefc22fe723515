import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { isOver } from '#domain/activity'
import { opened } from '#domain/dissuasion-act'
import { officersOn, rulesOf, standingColumns, tell } from './case-move'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { CaseRow, WorkingSet } from './working-set'

/**
 * An alert opens a case in the community that must act on it (S25). Deadlines run from when it was entered, not from when its
 * source raised it: an export of last month opens nothing that is overdue already.
 */
export function enterAlert(
  { id, body }: OperationOf<'alert.enter'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'alert.enter', { unitId: set.unitId, station: set.station }, when.day)
  if (refused) return refused
  if (set.numbers.has(body.number)) return problem(4094, body.number, 'body.number')
  const raisedAt = when.corrected(body.raisedAt)
  if (!isOver(raisedAt, when.receivedAt)) return problem(4228, undefined, 'body.raisedAt')
  const door = body.doorId === null ? undefined : set.doors.get(body.doorId)
  if (body.doorId !== null && door === undefined) return problem(4042, undefined, 'body.doorId')
  const found = door === undefined ? set.matched.get(id) : { doorId: door.door_id, buildingId: door.building_id }
  const [name, phone, address, clue] = ['name', 'phone', 'address', 'clue'].map(when.sealed)
  if (set.vault === null || !name || !phone || !address) return problem(5032)
  const person = set.vault.index('person', body.phone)
  const row: CaseRow = {
    unit_id: set.unitId,
    case_id: id,
    kind: body.kind,
    number: body.number,
    level: body.level,
    fraud_type: body.fraudType,
    source: body.source,
    raised_at: raisedAt,
    entered_at: when.at,
    entered_by: when.author.id,
    name_sealed: name,
    phone_sealed: phone,
    address_sealed: address,
    clue_sealed: clue ?? null,
    person_index: person,
    door_id: found?.doorId ?? null,
    building_id: found?.buildingId ?? null,
    ...standingColumns(opened(when.at, rulesOf(body, set.settings))),
    people: [],
    attempts: 0,
    last_attempt: null,
    erased_seq: null,
    returned_sealed: null,
    returned_by: null,
    previous_id: set.lastOfPerson.get(person) ?? null,
    seq: when.seq,
  }
  set.cases.put(row)
  set.numbers.add(body.number)
  set.lastOfPerson.set(person, id)
  tell(set, { ...when, id }, id, 'alert', officersOn(set, when))
  return undefined
}
