import * as v from 'valibot'
import { groupCounts } from '#contract/activity'
import { alertEnter, dissuasionAttempt, photoName } from '#contract/dissuasion'
import { visitLog } from '#contract/operation'
import { buildingId, doorId, instant, localDate, operationId, staffId, unitId } from '#contract/scalars'
import { fraudType } from '#contract/street'
import { activityChannels } from '#domain/activity'
import { onlineContents } from '#domain/activity-detail'
import { alertLevels, policeLabels } from '#domain/alert'
import { advices, attemptResults, meetings, residences } from '#domain/dissuasion'
import type { OperationId, UnitId } from '#domain/ids'
import { audiences, leafletKinds } from '#domain/leaflet'
import { standingKinds } from '#domain/standing'
import { engine, engineIfAny, engineOf } from './field-store'

/** Forms half filled, one of each kind, kept by the engine at every step (F08). */
const schemas = {
  visit: v.object({
    doorId,
    buildingId,
    startedAt: v.nullable(instant),
    /** An own visit being amended, or null for a new one. */
    visitId: v.nullable(operationId),
    reason: v.string(),
    content: v.omit(visitLog.entries.body, ['doorId', 'startedAt', 'location']),
  }),
  leaflet: v.object({
    kind: v.picklist(leafletKinds),
    quantity: v.number(),
    place: v.string(),
    audience: v.picklist(audiences),
    reason: v.string(),
    startedAt: instant,
  }),
  activity: v.object({
    channel: v.picklist(activityChannels),
    from: instant,
    to: instant,
    place: v.string(),
    audience: v.nullable(v.number()),
    note: v.string(),
    // Since the form changes with the channel; a form left by an older app has none of them.
    title: v.optional(v.string(), ''),
    sessions: v.optional(v.number(), 1),
    content: v.optional(v.nullable(v.picklist(onlineContents)), null),
    reach: v.optional(v.nullable(v.number()), null),
    groups: v.optional(groupCounts, {}),
    tags: v.optional(v.array(v.string()), []),
  }),
  standing: v.object({
    kind: v.picklist(standingKinds),
    place: v.string(),
    words: v.string(),
    from: localDate,
    to: localDate,
  }),
} as const

type Kind = keyof typeof schemas
export type DraftOf<K extends Kind> = v.InferOutput<(typeof schemas)[K]>

/** Null when there is none, or when it was written by another version of the app. */
export function draft<K extends Kind>(kind: K): DraftOf<K> | null {
  const schema: v.GenericSchema<unknown, DraftOf<K>> = schemas[kind]
  const parsed = v.safeParse(schema, engineIfAny()?.form(kind))
  return parsed.success ? parsed.output : null
}

export function keepDraft<K extends Kind>(kind: K, value: DraftOf<K> | null): void {
  engine().saveForm(kind, value)
}

/** A visit half told, one a case: somebody may be sent to two doors of an evening. */
const attemptSchema = v.object({
  startedAt: instant,
  met: v.nullable(v.picklist(meetings)),
  /** Null: not chosen yet. */
  result: v.nullable(v.picklist(attemptResults)),
  with: v.array(staffId),
  answers: v.unwrap(dissuasionAttempt.entries.body.entries.answers),
  fraudType: v.nullable(fraudType),
  amount: v.nullable(v.number()),
  advised: v.array(v.picklist(advices)),
  residence: v.nullable(v.picklist(residences)),
  nextVisitAt: v.nullable(instant),
  note: v.string(),
  minutes: v.nullable(v.number()),
  photos: v.array(photoName),
})
export type AttemptDraft = v.InferOutput<typeof attemptSchema>

const attemptForm = (caseId: OperationId): string => `attempt-${caseId}`

export function attemptDraft(unit: UnitId, caseId: OperationId): AttemptDraft | null {
  const parsed = v.safeParse(attemptSchema, engineOf(unit).form(attemptForm(caseId)))
  return parsed.success ? parsed.output : null
}

export function keepAttemptDraft(unit: UnitId, caseId: OperationId, value: AttemptDraft | null): void {
  engineOf(unit).saveForm(attemptForm(caseId), value)
}

/** An alert half entered: one at a time, whichever community it is for. */
const alertSchema = v.object({
  unit: unitId,
  kind: alertEnter.entries.body.entries.kind,
  number: v.string(),
  level: v.nullable(v.picklist(alertLevels)),
  fraudType: v.nullable(fraudType),
  source: alertEnter.entries.body.entries.source,
  raisedAt: instant,
  name: v.string(),
  phone: v.string(),
  address: v.string(),
  doorId: v.nullable(doorId),
  clue: v.string(),
  labels: v.array(v.picklist(policeLabels)),
})
export type AlertDraft = v.InferOutput<typeof alertSchema>

export function alertDraft(): AlertDraft | null {
  const parsed = v.safeParse(alertSchema, engineIfAny()?.form('alert'))
  return parsed.success ? parsed.output : null
}

export function keepAlertDraft(value: AlertDraft | null): void {
  engine().saveForm('alert', value)
}
