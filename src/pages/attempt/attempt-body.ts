import type { OperationOf } from '#contract/operation'
import type { CaseRow } from '#contract/pull'
import { type AttemptResult, type Meeting, questions, type Residence } from '#domain/dissuasion'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { AttemptDraft } from '#stores/drafts'
import type { OutboxRecord } from '#sync/engine-api'

type Body = OperationOf<'dissuasion.attempt'>['body']
type Row = Pick<CaseRow, 'id' | 'kind' | 'part' | 'fraudType'>

export function emptyAttempt(row: Row, startedAt: Milliseconds): AttemptDraft {
  return {
    startedAt,
    met: null,
    result: null,
    with: [],
    answers: {},
    fraudType: row.fraudType,
    amount: null,
    advised: [],
    residence: null,
    nextVisitAt: null,
    note: '',
    minutes: null,
    photos: [],
  }
}

/** This device's newest visit of the case. */
export function lastAttempt(
  records: readonly OutboxRecord[],
  id: OperationId,
): OperationOf<'dissuasion.attempt'> | null {
  for (const { operation } of records)
    if (operation.type === 'dissuasion.attempt' && operation.body.caseId === id) return operation
  return null
}

/** What the last visit already told. Whom one met, what came of it and the note are this visit's own. */
export function likeLast(form: AttemptDraft, { body }: OperationOf<'dissuasion.attempt'>): AttemptDraft {
  return {
    ...form,
    with: body.with ?? [],
    answers: body.answers ?? {},
    fraudType: body.fraudType ?? form.fraudType,
    amount: body.amount ?? null,
    advised: body.advised ?? [],
  }
}

/** What keeps it from being a record, in words; null when nothing does. */
export function missing(row: Row, { met, result, residence }: AttemptDraft): string | null {
  if (met === null) return '请先选见到了谁。'
  if (met === 'nobody') return null
  if (row.kind === 'check') return residence === null ? '请选住户在不在住。' : null
  return result === null || result === 'not-met' ? '请选结果。' : null
}

/** Only what belongs to whom one met, to the kind of case and to whoever was there: a volunteer's has no amount and no photos. */
export function attemptBody(row: Row, form: AttemptDraft & { readonly met: Meeting }): Body {
  const met = form.met !== 'nobody'
  const companion = row.part === 'companion'
  const check = row.kind === 'check'
  const answers = answered(form.answers)
  const asked = met && !check
  const note = form.note.trim()
  return {
    caseId: row.id,
    startedAt: form.startedAt,
    met: form.met,
    result: resultOf(row, form),
    ...(asked && answers !== null ? { answers } : {}),
    ...(check && form.residence !== null ? { residence: form.residence } : {}),
    ...(note === '' ? {} : { note }),
    ...(companion ? {} : ofWorker(form, asked)),
  }
}

function ofWorker(form: AttemptDraft, asked: boolean): Partial<Body> {
  const { with: along, fraudType, amount, advised, nextVisitAt, minutes, photos } = form
  return {
    ...(along.length === 0 ? {} : { with: along }),
    ...(asked && fraudType !== null ? { fraudType } : {}),
    ...(asked && amount !== null && form.answers.transferred === true ? { amount } : {}),
    ...(asked && advised.length > 0 ? { advised } : {}),
    ...(nextVisitAt === null ? {} : { nextVisitAt }),
    ...(minutes === null ? {} : { minutes }),
    ...(photos.length === 0 ? {} : { photos }),
  }
}

function answered(answers: AttemptDraft['answers']): AttemptDraft['answers'] | null {
  const given = questions.filter((question) => answers[question] !== undefined)
  return given.length === 0 ? null : Object.fromEntries(given.map((question) => [question, answers[question]]))
}

function resultOf(row: Row, { met, result, residence }: AttemptDraft & { readonly met: Meeting }): AttemptResult {
  if (row.kind === 'check') return checkResult(met, residence)
  if (met === 'nobody') return result === 'false-alarm' ? 'false-alarm' : 'not-met'
  return result ?? 'not-met'
}

/**
 * A check has no result of its own: the residence is what was found. Its result only says whether that is an answer: the door was
 * spoken to, or a neighbour knows that nobody of that name lives there; else somebody has to go again.
 */
function checkResult(met: Meeting, residence: Residence | null): AttemptResult {
  if (met !== 'nobody') return 'awake'
  return residence === 'moved-away' || residence === 'vacant' ? 'false-alarm' : 'not-met'
}
