import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Tables } from '#cloud/db/tables'
import { type Operation, operationSchema } from '#contract/operation'
import type { RecordAnswer } from '#contract/record-query'
import type { OperationId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'

type Version = RecordAnswer['versions'][number]

/** Every version of a visit, oldest first, out of the log: the row itself only holds the one that stands. */
export async function visitVersions(db: Kysely<Tables>, unitId: UnitId, visitId: OperationId): Promise<Version[]> {
  const rows = await db
    .selectFrom('operation')
    .select(['content', 'at', 'received_at as receivedAt'])
    .where('unit_id', '=', unitId)
    .where('subject', '=', visitId)
    .where('type', 'in', ['visit.log', 'visit.amend'])
    // By when they were made, as the newest of them stands, in whatever order they came.
    .orderBy('at')
    .orderBy('operation_id')
    .execute()
  return rows
    .map((row) => ({ ...row, operation: v.parse(operationSchema, row.content) }))
    .flatMap(({ operation, at, receivedAt }) => versionOf(operation, at, receivedAt) ?? [])
    .map((version, index) => ({ ...version, version: index + 1 }))
}

function versionOf(
  operation: Operation,
  at: Milliseconds,
  receivedAt: Milliseconds,
): Omit<Version, 'version'> | undefined {
  switch (operation.type) {
    case 'visit.log':
    case 'visit.amend': {
      const { outcome, adults, topics, leaflets, note, comeBackAt, minutes } = operation.body
      return {
        at,
        receivedAt,
        reason: operation.type === 'visit.amend' ? operation.body.reason : null,
        outcome,
        adults: adults ?? null,
        topics: topics ?? [],
        leaflets: leaflets ?? null,
        note: note ?? null,
        comeBackAt: comeBackAt ?? null,
        minutes: minutes ?? null,
      }
    }
    default:
      // Nothing else in the log is a version of a visit.
      return undefined
  }
}
