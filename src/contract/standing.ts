import * as v from 'valibot'
import { conditions, type StandingDeed, standingKinds } from '#domain/standing'
import { instant, line, localDate, operationId, seq } from './scalars'

/** The operations of 标语 · 横幅 · 宣传栏 · 电子屏 · 喇叭. An item is called by the id of the `standing.post` that put it up. */
export const standingPost = v.strictObject({
  type: v.literal('standing.post'),
  body: v.strictObject({
    kind: v.picklist(standingKinds),
    place: line(60),
    words: v.optional(line(100)),
    from: localDate,
    to: localDate,
  }),
})

/** How it was found. */
export const standingCheck = v.strictObject({
  type: v.literal('standing.check'),
  body: v.strictObject({ paperId: operationId, condition: v.picklist(conditions), note: v.optional(line(200)) }),
})

/** It stays until another last day. */
export const standingRenew = v.strictObject({
  type: v.literal('standing.renew'),
  body: v.strictObject({ paperId: operationId, to: localDate }),
})

/** It was taken down. */
export const standingRemove = v.strictObject({
  type: v.literal('standing.remove'),
  body: v.strictObject({ paperId: operationId }),
})

/** As its paper holds it. */
export const standingContent = v.object({
  kind: v.picklist(standingKinds),
  place: v.string(),
  words: v.nullable(v.string()),
  from: localDate,
  to: localDate,
  toSaidAt: instant,
  condition: v.picklist(conditions),
  checkedAt: instant,
  note: v.nullable(v.string()),
  removedAt: v.nullable(instant),
  promptedFor: v.nullable(localDate),
})

/** As a device holds it. */
export const standingRow = v.object({ id: operationId, ...standingContent.entries, seq })
export type StandingRow = v.InferOutput<typeof standingRow>

type Changing =
  | v.InferOutput<typeof standingCheck>
  | v.InferOutput<typeof standingRenew>
  | v.InferOutput<typeof standingRemove>

/** What an operation does to an item, as the rules of the domain take it: on the phone and in the cloud. */
export function standingDeed(operation: Changing): StandingDeed {
  switch (operation.type) {
    case 'standing.check':
      return { kind: 'check', condition: operation.body.condition, note: operation.body.note ?? null }
    case 'standing.renew':
      return { kind: 'renew', to: operation.body.to }
    case 'standing.remove':
      return { kind: 'remove' }
    default:
      return operation satisfies never
  }
}
