import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { heldBack, lastDone } from '#cloud/retention/held-back'
import type { Sealed } from '#cloud/vault/sealed'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import { type Erasable, erasable } from '#domain/retention'
import type { Role } from '#domain/staff'
import type { LocalDate, Milliseconds } from '#domain/time'

/** Whom somebody asks about: by phone through the blind index, or by the whole name, for which every sealed name is opened. */
export type Wanted =
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'name'; readonly name: string }

/** A case or a crime that is about the person. */
export interface Holding {
  readonly what: 'case' | 'crime'
  readonly id: OperationId
  readonly number: string
  readonly enteredAt: Milliseconds
  readonly erasable: Erasable
}

/** Somebody who works or worked here by that name. */
export interface Worker {
  readonly id: StaffId
  readonly role: Role
  readonly number: string
  readonly to: LocalDate | null
  readonly active: boolean
}

export interface FoundIn {
  readonly unitId: UnitId
  readonly unitName: string
  readonly holdings: readonly Holding[]
  readonly workers: readonly Worker[]
}

interface OverRow {
  readonly id: OperationId
  readonly number: string
  readonly enteredAt: Milliseconds
  readonly over: boolean
  readonly held: boolean
  readonly lastAt: Milliseconds
}

/** Units of the street (null: all) that know the person, by their ids. Reads alone: who asked is for the caller to log. */
export async function findPerson(context: Context, wanted: Wanted, street: UnitId | null): Promise<readonly FoundIn[]> {
  const { db, vault, clock } = context
  const units = await db
    .selectFrom('unit')
    .select(['unit_id as id', 'name'])
    .where(({ eb, or, val }) =>
      street === null ? val(true) : or([eb('unit_id', '=', street), eb('street_id', '=', street)]),
    )
    .orderBy('unit_id')
    .execute()
  const found: FoundIn[] = []
  for (const { id: unitId, name: unitName } of units) {
    const opened = await vault.open(db, unitId)
    if (opened === null) throw new Error('Nobody is found without keys')
    const of =
      (what: Holding['what']) =>
      (row: OverRow): Holding => ({
        ...{ what, id: row.id, number: row.number, enteredAt: row.enteredAt },
        erasable: erasable(row, clock.now()),
      })
    const cases = (await casesOf(context, unitId, await whose(context, unitId, wanted, opened))).map(of('case'))
    const crimes = (await crimesOf(context, unitId, wanted, opened)).map(of('crime'))
    const workers = wanted.kind === 'name' ? await workersOf(context, unitId, wanted.name) : []
    if (cases.length + crimes.length + workers.length > 0)
      found.push({ unitId, unitName, holdings: [...cases, ...crimes], workers })
  }
  return found
}

/** Ids of the cases that are about the person. */
async function whose(
  { db }: Context,
  unitId: UnitId,
  wanted: Wanted,
  vault: UnitVault,
): Promise<readonly OperationId[]> {
  const rows = db.selectFrom('dissuasion').where('unit_id', '=', unitId)
  switch (wanted.kind) {
    case 'phone': {
      const index = vault.index('person', wanted.phone)
      const found = await rows.select('case_id').where('person_index', '=', index).execute()
      return found.map(({ case_id }) => case_id)
    }
    case 'name': {
      const all = await rows.select(['case_id', 'name_sealed']).where('erased_seq', 'is', null).execute()
      const isHers = (id: OperationId, sealed: Sealed) => vault.unseal(`${id}.name`, sealed) === wanted.name
      return all.filter(({ case_id, name_sealed }) => isHers(case_id, name_sealed)).map(({ case_id }) => case_id)
    }
    default:
      return wanted satisfies never
  }
}

async function casesOf({ db }: Context, unitId: UnitId, ids: readonly OperationId[]): Promise<readonly OverRow[]> {
  const { rows } = await sql<OverRow>`
    select case_id as id, number, entered_at as "enteredAt", state = 'closed' as over,
      ${heldBack('dissuasion.unit_id', 'dissuasion.case_id')} as held,
      coalesce(${lastDone('dissuasion.unit_id', 'dissuasion.case_id')}, entered_at) as "lastAt"
    from dissuasion where unit_id = ${unitId} and case_id = any(${[...ids]}::text[]) order by entered_at, case_id`.execute(
    db,
  )
  return rows
}

/** Of a crime the phone's hash alone is kept: by name none is found. */
async function crimesOf(
  { db }: Context,
  unitId: UnitId,
  wanted: Wanted,
  vault: UnitVault,
): Promise<readonly OverRow[]> {
  if (wanted.kind !== 'phone') return []
  const { rows } = await sql<OverRow>`
    select paper_id as id, content->>'number' as number, (content->>'enteredAt')::bigint as "enteredAt",
      (state = 'closed' or content->>'counts' = 'false') as over, ${heldBack('paper.unit_id', 'paper.paper_id')} as held,
      coalesce(${lastDone('paper.unit_id', 'paper.paper_id')}, at) as "lastAt"
    from paper where unit_id = ${unitId} and kind = 'crime' and content->>'person' = ${vault.index('person', wanted.phone)}
    order by at, paper_id`.execute(db)
  return rows
}

async function workersOf({ db }: Context, unitId: UnitId, name: string): Promise<readonly Worker[]> {
  return db
    .selectFrom('staff')
    .select(['staff_id as id', 'role', 'number', 'to_day as to', 'active'])
    .where('unit_id', '=', unitId)
    .where('name', '=', name)
    .orderBy('number')
    .execute()
}
