import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { matchDoors } from '#cloud/ledger/match-door'
import { unsealText } from '#cloud/sync/case-rows'
import { placeOf } from '#cloud/vault/content'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { CaseAnswer } from '#contract/case-query'
import { policeLabels } from '#domain/alert'
import type { DoorId, OperationId, StaffId, UnitId } from '#domain/ids'
import type { CaseRecords } from './case-records'
import type { LoggedRow } from './case-thread'
import type { CaseFound } from './find-case'
import { choiceOf } from './match'
import type { Person } from './people'
import { signalsOf } from './signals'

type Police = NonNullable<CaseAnswer['police']>

interface Facts {
  readonly log: readonly LoggedRow[]
  readonly records: CaseRecords
  readonly people: ReadonlyMap<StaffId, Person>
  readonly vault: UnitVault
}

/** How many lines of a list are of use on a page. */
const MOST = 20

const labels = v.nullable(v.array(v.picklist(policeLabels)))

/** What only the police may know of a case (S24, S26). The one place that reads `police_note`. */
export async function policeBlock(
  { db }: Context,
  unitId: UnitId,
  found: CaseFound,
  { log, records, people, vault }: Facts,
): Promise<Police> {
  const { stored } = found
  const note = await db
    .selectFrom('police_note')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('case_id', '=', stored.id)
    .executeTakeFirst()
  const labelled = note?.labels_sealed
    ? vault.unseal(placeOf(note.labels_by ?? '', 'labels'), note.labels_sealed)
    : null
  return {
    hold: await holdOf(db, unitId, stored.id, vault),
    erased: stored.name.box === null,
    labels: v.parse(labels, labelled) ?? [],
    conclusion: note?.conclusion_sealed
      ? unsealText(vault, placeOf(note.conclusion_by ?? '', 'conclusion'), note.conclusion_sealed)
      : null,
    clue: found.clue === null ? null : unsealText(vault, placeOf(stored.id, 'clue'), found.clue),
    source: found.source,
    candidates: stored.doorId === null ? await candidates(db, unitId, found, vault) : [],
    doorId: stored.doorId,
    earlier: await otherCases(db, unitId, found),
    visits: stored.doorId === null ? [] : await visitsAt(db, unitId, stored.doorId),
    signals: (await signalsOf(db, unitId, log, records.attempts)).map(({ staff, records: spoken, ...signal }) => ({
      ...signal,
      records: [...spoken],
      staff: people.get(staff) ?? null,
    })),
  }
}

async function holdOf(
  db: Kysely<Tables>,
  unitId: UnitId,
  caseId: OperationId,
  vault: UnitVault,
): Promise<Police['hold']> {
  const found = await db
    .selectFrom('legal_hold')
    .leftJoin('staff', 'staff.staff_id', 'legal_hold.placed_by')
    .select(['hold_id', 'reason_sealed', 'placed_at as at', 'staff.name as by'])
    .where('legal_hold.unit_id', '=', unitId)
    .where('subject', '=', caseId)
    .executeTakeFirst()
  if (found === undefined) return null
  const { hold_id, reason_sealed, at, by } = found
  return { at, by, reason: unsealText(vault, placeOf(hold_id, 'reason'), reason_sealed) }
}

/** Doors that the address may mean, while none is chosen. */
async function candidates(
  db: Kysely<Tables>,
  unitId: UnitId,
  { stored }: CaseFound,
  vault: UnitVault,
): Promise<Police['candidates']> {
  const address = unsealText(vault, placeOf(stored.id, 'address'), stored.address)
  if (address === null) return []
  const [match] = await matchDoors(db, [unitId], [address])
  return [...(match?.exact ? [match.exact] : []), ...(match?.candidates ?? [])].map(choiceOf)
}

/** Other alerts of this person or this door, newest first. */
async function otherCases(
  db: Kysely<Tables>,
  unitId: UnitId,
  { stored, person }: CaseFound,
): Promise<Police['earlier']> {
  const rows = await db
    .selectFrom('dissuasion')
    .select([
      'case_id as id',
      'number',
      'raised_at as raisedAt',
      'fraud_type as fraudType',
      'state',
      'person_index as whose',
    ])
    .where('unit_id', '=', unitId)
    .where('case_id', '!=', stored.id)
    .where(({ eb, or }) =>
      or([eb('person_index', '=', person), ...(stored.doorId === null ? [] : [eb('door_id', '=', stored.doorId)])]),
    )
    .orderBy('raised_at', 'desc')
    .orderBy('case_id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ whose, ...row }) => ({ ...row, same: whose === person ? 'person' : 'door' }))
}

/** Visits at the door, newest first. */
async function visitsAt(db: Kysely<Tables>, unitId: UnitId, doorId: DoorId): Promise<Police['visits']> {
  const rows = await db
    .selectFrom('visit')
    .innerJoin('staff', (join) =>
      join.onRef('staff.unit_id', '=', 'visit.unit_id').onRef('staff.staff_id', '=', 'visit.staff_id'),
    )
    .select(['visit.visit_id as id', 'visit.at', 'staff.name as staffName', 'visit.outcome', 'visit.topics'])
    .where('visit.unit_id', '=', unitId)
    .where('visit.door_id', '=', doorId)
    .where('visit.undone', '=', false)
    .orderBy('visit.at', 'desc')
    .limit(MOST)
    .execute()
  return rows.map((row) => ({ ...row, topics: [...row.topics] }))
}
