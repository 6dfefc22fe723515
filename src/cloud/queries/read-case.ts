import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { UnitId } from '#domain/ids'
import { caseRecords, placesOf } from './case-records'
import { authorsOf, doorsNamed, threadOf } from './case-thread'
import type { CaseFound } from './find-case'
import { peopleOf } from './people'

/** All that the log tells of a case, whole: what of it somebody may see is the caller's to decide. */
export async function readCase(db: Kysely<Tables>, unitId: UnitId, { stored, source }: CaseFound, vault: UnitVault) {
  const log = await db
    .selectFrom('operation')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('subject', '=', stored.id)
    .orderBy('seq')
    .execute()
  const people = await peopleOf(db, unitId, [...authorsOf(log), ...stored.people])
  const records = await caseRecords(db, unitId, stored.id)
  const places = await placesOf(db, unitId, doorsNamed(log))
  return { log, people, records, thread: threadOf(log, { vault, people, records, source, places }) }
}
