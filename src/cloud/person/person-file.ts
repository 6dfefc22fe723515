import type { Context } from '#cloud/context'
import type { CasePart, PersonFile, UnitPart } from '#cloud/export/person-text'
import { crimeOf } from '#cloud/operations/crime-paper'
import { findCase } from '#cloud/queries/find-case'
import { readCase } from '#cloud/queries/read-case'
import { residentOf, unsealText } from '#cloud/sync/case-rows'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { OperationId, UnitId } from '#domain/ids'
import type { FoundIn } from './find-person'

/** What is held, where it came from, and who did or saw what. The caller logs that it was asked for before this is read. */
export async function personFile(context: Context, found: readonly FoundIn[]): Promise<PersonFile> {
  const units: UnitPart[] = []
  for (const { unitId, unitName, holdings, workers } of found) {
    const vault = await context.vault.open(context.db, unitId)
    if (vault === null) throw new Error('Nobody is found without keys')
    const cases: CasePart[] = []
    const crimes: UnitPart['crimes'][number][] = []
    for (const { what, id } of holdings) {
      if (what === 'case') cases.push(...(await caseOf(context, unitId, id, vault)))
      else crimes.push(...(await crimeIn(context, unitId, id, vault)))
    }
    units.push({ unitName, cases, crimes, workers })
  }
  return { madeAt: context.clock.now(), units }
}

async function caseOf(
  { db }: Context,
  unitId: UnitId,
  id: OperationId,
  vault: UnitVault,
): Promise<readonly CasePart[]> {
  const found = await findCase(db, unitId, id)
  if (found === undefined) return []
  const { stored, source } = found
  const { records, thread } = await readCase(db, unitId, found, vault)
  return [
    {
      ...{ number: stored.number, state: stored.standing.kind, fraudType: stored.fraudType, source },
      enteredAt: stored.enteredAt,
      resident: residentOf(stored, vault),
      photos: records.arrived.size,
      thread,
    },
  ]
}

async function crimeIn(
  { db }: Context,
  unitId: UnitId,
  id: OperationId,
  vault: UnitVault,
): Promise<UnitPart['crimes']> {
  const paper = await db
    .selectFrom('paper')
    .select('content')
    .where('unit_id', '=', unitId)
    .where('paper_id', '=', id)
    .executeTakeFirst()
  if (paper === undefined) return []
  const { number, enteredAt, enteredBy, address } = crimeOf(paper)
  const said = address === null ? null : unsealText(vault, `${address.saidBy}.address`, address.sealed)
  return [{ number, enteredAt, enteredBy: enteredBy.name, address: said }]
}
