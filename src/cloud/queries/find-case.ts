import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { casesWithDoors, type StoredCase, storedCase } from '#cloud/sync/stored-case'
import type { Sealed } from '#cloud/vault/sealed'
import type { AlertSource } from '#domain/alert'
import type { OperationId, UnitId } from '#domain/ids'

/** A case with what only its own page needs of it. */
export interface CaseFound {
  readonly stored: StoredCase
  readonly source: AlertSource
  readonly clue: Sealed | null
  /** The keyed hash by which the same person is found again. */
  readonly person: string
}

/** Nobody's view yet: the caller asks `can()` with what is found here. */
export async function findCase(
  db: Kysely<Tables>,
  unitId: UnitId,
  caseId: OperationId,
): Promise<CaseFound | undefined> {
  const { rows } = await sql<CaseFound>`
    select ${storedCase(unitId)} as stored, source, clue_sealed as clue, person_index as person
    from ${casesWithDoors} where dissuasion.unit_id = ${unitId} and case_id = ${caseId}
  `.execute(db)
  return rows[0]
}
