import * as v from 'valibot'
import { visitLog } from '#contract/operation'
import { buildingId, doorId, instant, operationId } from '#contract/scalars'
import { activityChannels } from '#domain/activity'
import { audiences, leafletKinds } from '#domain/leaflet'
import { engine, engineIfAny } from './field-store'

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
