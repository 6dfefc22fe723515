import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Tables } from '#cloud/db/tables'
import { activityDetail } from '#contract/activity'
import { operationSchema } from '#contract/operation'
import type { RecordAnswer } from '#contract/record-query'
import type { OperationId, UnitId } from '#domain/ids'
import type { peopleOf } from './people'

type Version = RecordAnswer['activityVersions'][number]

/** Every version of an activity, oldest first, out of the log, as a visit's are. */
export async function activityVersions(
  db: Kysely<Tables>,
  unitId: UnitId,
  activityId: OperationId,
  people: Awaited<ReturnType<typeof peopleOf>>,
): Promise<Version[]> {
  const rows = await db
    .selectFrom('operation')
    .select(['content', 'at', 'received_at as receivedAt'])
    .where('unit_id', '=', unitId)
    .where('subject', '=', activityId)
    .where('type', 'in', ['activity.log', 'activity.amend'])
    .orderBy('at')
    .orderBy('operation_id')
    .execute()
  return rows.flatMap(({ content, at, receivedAt }, index): Version[] => {
    const operation = v.parse(operationSchema, content)
    if (operation.type !== 'activity.log' && operation.type !== 'activity.amend') return []
    const { channel, from, to, place, audience, with: others = [], note } = operation.body
    // Its times came from the clock that made the operation, and are corrected as that is.
    const offset = operation.offset ?? 0
    return [
      {
        version: index + 1,
        at,
        receivedAt,
        reason: operation.type === 'activity.amend' ? operation.body.reason : null,
        channel,
        from: from + offset,
        to: to + offset,
        place,
        audience: audience ?? null,
        with: others.flatMap((id) => people.get(id)?.name ?? []),
        note: note ?? null,
        detail: v.parse(activityDetail, operation.body),
      },
    ]
  })
}
