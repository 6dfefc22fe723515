import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import { meetingInterval } from '#domain/meeting'
import { currentPolicy } from '#domain/minutes-policy'
import { findCase, moveCase, officersOn, tell } from './case-move'
import { isLate, type Occurrence } from './occurrence'
import { type AttemptRow, personOf, type WorkingSet } from './working-set'

/**
 * One visit at the door, of many (S29). Whoever was sent may tell it, also after the case went to somebody else: then it is kept
 * with the case and moves nothing.
 */
export function logAttempt(
  { id, body }: OperationOf<'dissuasion.attempt'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.attempt', when, set)
  if (found.kind === 'refused') return found.problem
  const isVolunteer = when.author.role === 'volunteer'
  if (isVolunteer && (body.amount !== undefined || body.photos !== undefined))
    return problem(4038, undefined, body.amount === undefined ? 'body.photos' : 'body.amount')
  if (body.met === 'nobody' && body.result !== 'not-met' && body.result !== 'false-alarm')
    return problem(4001, '未遇到人时，结果只能是未遇或误报', 'body.result')
  const others = [...new Set(body.with ?? [])].filter((one) => one !== when.author.id)
  const stranger = others.find((one) => personOf(set, one) === undefined)
  if (stranger !== undefined) return problem(4044, stranger, 'body.with')
  const { row } = found
  const last = row.last_attempt
  const isNewest = last === null || when.at >= last.at
  const moved = moveCase(found, { kind: 'attempt', met: body.met, result: body.result }, { ...when, id }, set, {
    attempts: row.attempts + 1,
    last_attempt: isNewest ? { at: when.at, met: body.met, result: body.result, staffId: when.author.id } : last,
  })
  if (moved.kind === 'refused') return moved.problem
  if (moved.row.state === 'submitted' && row.state !== 'submitted') {
    set.cases.put({ ...moved.row, returned_sealed: null, returned_by: null })
    tell(set, { ...when, id }, body.caseId, 'to-confirm', officersOn(set, when))
  }
  const attempt: AttemptRow = {
    unit_id: set.unitId,
    attempt_id: id,
    case_id: body.caseId,
    staff_id: when.author.id,
    started_at: Math.min(when.corrected(body.startedAt), when.at),
    at: when.at,
    day: when.day,
    received_at: when.receivedAt,
    late: isLate(when.at, when.receivedAt, currentPolicy),
    met: body.met,
    result: body.result,
    with_staff: others,
    minutes: body.minutes ?? null,
    location: body.location ?? null,
    note_index: body.note === undefined || set.vault === null ? null : set.vault.index('note', body.note),
    photos: (body.photos ?? []).map(({ sha256 }) => sha256),
    attached: found.part === 'former' || found.part === 'companion',
    seq: when.seq,
  }
  set.attempts.put(attempt)
  stirMeeting(set, attempt)
  return undefined
}

/** A meeting counts into the outreach of everybody who was there (S16); 未遇 counts for nothing. */
function stirMeeting(set: WorkingSet, attempt: AttemptRow): void {
  if (attempt.met === 'nobody') return
  const { from, to } = meetingInterval(
    {
      startedAt: attempt.started_at,
      at: attempt.at,
      ...(attempt.minutes === null ? {} : { minutes: attempt.minutes }),
    },
    defaultDissuasionPolicy,
  )
  for (const staffId of [attempt.staff_id, ...attempt.with_staff])
    set.stirred.push({ staffId, span: { from, to: to - 1 } })
}
