import { type RawBuilder, sql } from 'kysely'
import type { Seq } from '#domain/ids'

/** Whether a legal hold keeps the case or crime of that column. Every kind that can be of one asks this, and nothing else does. */
export function heldBack(unit: string, subject: string): RawBuilder<boolean> {
  return sql`exists (select from legal_hold where legal_hold.unit_id = ${sql.ref(unit)} and legal_hold.subject = ${sql.ref(subject)})`
}

/** When the last thing was done about it, as the log has it: what was only said of keeping or looking for it does not count. */
export function lastDone(unit: string | RawBuilder<unknown>, subject: string): RawBuilder<number | null> {
  return last('received_at', unit, subject)
}

/** Its place in the log: of a push that waited for a purge the receipt is the earlier one. */
export function lastSeq(unit: string, subject: string): RawBuilder<Seq | null> {
  return last('seq', unit, subject)
}

function last(
  column: 'received_at' | 'seq',
  unit: string | RawBuilder<unknown>,
  subject: string,
): RawBuilder<number | null> {
  const ofUnit = typeof unit === 'string' ? sql.ref(unit) : unit
  return sql`(select operation.${sql.ref(column)} from operation where operation.unit_id = ${ofUnit}
    and operation.subject = ${sql.ref(subject)} and operation.type not like 'hold.%' and operation.type not like 'person.%'
    order by operation.seq desc limit 1)`
}

export function limited(limit: number | null): RawBuilder<unknown> {
  return limit === null ? sql`` : sql`limit ${limit}`
}
