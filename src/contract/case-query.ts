import * as v from 'valibot'
import { alertSources, policeLabels } from '#domain/alert'
import {
  advices,
  attemptResults,
  followUpOutcomes,
  meetings,
  questions,
  residences,
  revealReasons,
} from '#domain/dissuasion'
import { caseSteps } from '#domain/dissuasion-policy'
import { roles } from '#domain/staff'
import { outcomes } from '#domain/visit'
import { alertEnter, photoName } from './dissuasion'
import { caseRow, residentRow } from './pull'
import { count, deviceId, doorId, instant, line, operationId, staffId, unitId } from './scalars'
import { fraudType } from './street'

/** What pages about cases ask the cloud: by an officer of the station that serves the unit, or by the unit's own people. */
export const caseQueries = [
  /** Secretary and officer: every case of the unit, open ones first by deadline. Pages by `before` (a case's id). */
  v.object({ action: v.literal('cases'), unit: unitId, before: v.nullable(operationId), open: v.boolean() }),
  /** One case with its whole thread, as this person may know it. */
  v.object({ action: v.literal('case'), unit: unitId, id: operationId }),
  /** Officer: who can be sent, nearest and least loaded first. */
  v.object({ action: v.literal('duty'), unit: unitId, id: operationId }),
  /** Officer: name, phone and address in the clear, for a reason; the asking is in the log before the answer leaves. */
  v.object({
    action: v.literal('reveal'),
    unit: unitId,
    id: operationId,
    device: deviceId,
    reason: v.picklist(revealReasons),
    note: v.optional(line(100)),
  }),
  /** Officer: doors of the unit that an address may mean, best first. */
  v.object({ action: v.literal('match'), unit: unitId, address: line(120) }),
] as const

const person = v.object({ id: staffId, name: v.string(), role: v.picklist(roles), number: v.string() })

export const casesAnswer = v.object({ cases: v.array(caseRow), more: v.boolean(), asOf: instant })
export type CasesAnswer = v.InferOutput<typeof casesAnswer>

const entryBase = {
  id: operationId,
  /** When it happened, and when the cloud got it: they differ for what was done offline. */
  at: instant,
  receivedAt: instant,
  late: v.boolean(),
  /** Null: the timer. */
  by: v.nullable(person),
}

const attemptEntry = v.object({
  kind: v.literal('attempt'),
  ...entryBase,
  startedAt: instant,
  met: v.picklist(meetings),
  result: v.picklist(attemptResults),
  with: v.array(person),
  answers: v.object(v.entriesFromList(questions, v.optional(v.boolean()))),
  fraudType: v.nullable(fraudType),
  amount: v.nullable(v.number()),
  advised: v.array(v.picklist(advices)),
  residence: v.nullable(v.picklist(residences)),
  nextVisitAt: v.nullable(instant),
  note: v.nullable(v.string()),
  minutes: v.nullable(v.number()),
  photos: v.array(v.object({ ...photoName.entries, arrived: v.boolean() })),
  /** It came when the case was no longer the author's: kept, and moved nothing. */
  attached: v.boolean(),
})
export type AttemptEntry = v.InferOutput<typeof attemptEntry>

/** The thread, oldest first. Police-only entries (labels, conclusion, reveals) are left out for everybody else. */
export const caseEntry = v.variant('kind', [
  v.object({ kind: v.literal('entered'), ...entryBase, source: v.picklist(alertSources) }),
  v.object({ kind: v.literal('matched'), ...entryBase, place: v.nullable(v.string()) }),
  v.object({ kind: v.literal('labelled'), ...entryBase, labels: v.array(v.picklist(policeLabels)) }),
  v.object({ kind: v.literal('call'), ...entryBase, reached: v.boolean(), note: v.nullable(v.string()) }),
  v.object({
    kind: v.literal('dispatch'),
    ...entryBase,
    leader: v.nullable(person),
    workers: v.array(person),
    companions: v.array(person),
    note: v.nullable(v.string()),
  }),
  v.object({ kind: v.literal('accept'), ...entryBase }),
  v.object({ kind: v.literal('transfer'), ...entryBase, to: v.nullable(person), reason: v.string() }),
  attemptEntry,
  v.object({ kind: v.literal('confirm'), ...entryBase, followUpAt: v.nullable(instant), note: v.nullable(v.string()) }),
  v.object({ kind: v.literal('return'), ...entryBase, reason: v.string() }),
  v.object({
    kind: v.literal('follow-up'),
    ...entryBase,
    outcome: v.picklist(followUpOutcomes),
    nextAt: v.nullable(instant),
    note: v.nullable(v.string()),
  }),
  v.object({
    kind: v.literal('close'),
    ...entryBase,
    reason: v.picklist(['resolved', 'false-alarm']),
    note: v.string(),
  }),
  v.object({ kind: v.literal('reopen'), ...entryBase, reason: v.string() }),
  v.object({ kind: v.literal('escalate'), ...entryBase, step: v.picklist(caseSteps) }),
  v.object({ kind: v.literal('conclude'), ...entryBase, conclusion: v.string() }),
  v.object({
    kind: v.literal('reveal'),
    ...entryBase,
    reason: v.picklist(revealReasons),
    note: v.nullable(v.string()),
    /** By the device's own clock, which the audit keeps (N01). */
    deviceAt: instant,
  }),
])
export type CaseEntry = v.InferOutput<typeof caseEntry>

/** Questions to a person, never verdicts (S37). `sample`: out of how many records it was seen. */
export const caseSignal = v.object({
  kind: v.picklist(['photo-twice', 'impossible-way', 'same-words', 'clock-moved']),
  /** The records it speaks of. */
  records: v.array(operationId),
  staff: v.nullable(person),
  seen: count,
  sample: count,
  /** `impossible-way`: metres and milliseconds between the two; `clock-moved`: milliseconds back. */
  metres: v.nullable(v.number()),
  time: v.nullable(v.number()),
})
export type CaseSignal = v.InferOutput<typeof caseSignal>

export const caseAnswer = v.object({
  row: caseRow,
  /** Officers only; null for everybody else. */
  police: v.nullable(
    v.object({
      labels: v.array(v.picklist(policeLabels)),
      conclusion: v.nullable(v.string()),
      clue: v.nullable(v.string()),
      source: alertEnter.entries.body.entries.source,
      /** Doors that the address may mean, while none is chosen. */
      candidates: v.array(v.object({ id: doorId, place: v.string() })),
      doorId: v.nullable(doorId),
      /** Other alerts of this person or door. */
      earlier: v.array(
        v.object({
          id: operationId,
          number: v.string(),
          raisedAt: instant,
          fraudType: fraudType,
          state: caseRow.entries.state,
          same: v.picklist(['person', 'door']),
        }),
      ),
      /** Visits at that door before and since, newest first. */
      visits: v.array(
        v.object({
          id: operationId,
          at: instant,
          staffName: v.string(),
          outcome: v.picklist(outcomes),
          topics: v.array(fraudType),
        }),
      ),
      signals: v.array(caseSignal),
      /** 依法保留, while it stands; a cloud before it answers without. `reason` null: it was erased. */
      hold: v.optional(
        v.nullable(v.object({ at: instant, by: v.nullable(v.string()), reason: v.nullable(v.string()) })),
      ),
      /** The resident was erased, as the time or somebody asked for it. */
      erased: v.optional(v.boolean()),
    }),
  ),
  thread: v.array(caseEntry),
  asOf: instant,
})
export type CaseAnswer = v.InferOutput<typeof caseAnswer>

export const dutyAnswer = v.object({
  people: v.array(
    v.object({
      ...person.entries,
      /** Works in the building of the case. */
      near: v.boolean(),
      /** Cases not yet confirmed or closed. */
      load: count,
      /** When the cloud last heard the person's device. */
      seenAt: v.nullable(instant),
      onDuty: v.boolean(),
    }),
  ),
  officers: v.array(v.object({ ...person.entries, load: count })),
  asOf: instant,
})
export type DutyAnswer = v.InferOutput<typeof dutyAnswer>

export const revealAnswer = v.object({ resident: residentRow, asOf: instant })
export type RevealAnswer = v.InferOutput<typeof revealAnswer>

export const matchAnswer = v.object({
  doors: v.array(v.object({ id: doorId, place: v.string(), exact: v.boolean() })),
  asOf: instant,
})
export type MatchAnswer = v.InferOutput<typeof matchAnswer>
