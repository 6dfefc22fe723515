import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import { engine } from '#stores/field-store'
import { type ActivityBody, type OwnActivity, ownActivities } from '#stores/own-activities'
import type { OutboxRecord, SaveResult } from '#sync/engine-api'

/** What the page is open for: a new activity, one that was sent back, or an own one that is to be put right. */
export type Deed =
  | { readonly kind: 'new' }
  | { readonly kind: 'mend'; readonly operation: OperationOf<'activity.log'> | OperationOf<'activity.amend'> }
  | { readonly kind: 'amend'; readonly activity: OwnActivity }

interface Params {
  readonly edit?: string
  readonly amend?: string
}

export function deedOf({ edit, amend }: Params, records: readonly OutboxRecord[]): Deed {
  const operation = records.find((record) => record.operation.id === edit)?.operation
  if (operation?.type === 'activity.log' || operation?.type === 'activity.amend') return { kind: 'mend', operation }
  const activity = ownActivities(records).find(({ id }) => id === amend)
  return activity === undefined ? { kind: 'new' } : { kind: 'amend', activity }
}

/** A banner or the like that was sent back. */
export function mendedPost(
  id: string | undefined,
  records: readonly OutboxRecord[],
): OperationOf<'standing.post'> | null {
  const operation = records.find((record) => record.operation.id === id)?.operation
  return operation?.type === 'standing.post' ? operation : null
}

export function saidIn(deed: Deed): ActivityBody | null {
  switch (deed.kind) {
    case 'new':
      return null
    case 'mend':
      return deed.operation.body
    case 'amend':
      return deed.activity.body
    default:
      return deed satisfies never
  }
}

/** Who took part is not asked again: it stays as it was. */
export function saveDeed(deed: Deed, body: ActivityBody, reason: string): SaveResult {
  const others = saidIn(deed)?.with
  const whole = others === undefined ? body : { ...body, with: others }
  switch (deed.kind) {
    case 'new':
      return engine().save({ type: 'activity.log', body: whole })
    case 'amend': {
      const { id } = deed.activity
      return engine().save({ type: 'activity.amend', body: { activityId: id, reason, ...whole }, after: id })
    }
    case 'mend': {
      const { operation } = deed
      return operation.type === 'activity.log'
        ? engine().edit(operation.id, whole)
        : engine().edit(operation.id, { activityId: operation.body.activityId, reason, ...whole })
    }
    default:
      return deed satisfies never
  }
}

export function undoActivity(id: OperationId): SaveResult {
  return engine().save({ type: 'activity.undo', body: { activityId: id }, after: id })
}
