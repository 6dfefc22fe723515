import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { change, writeTogether } from '#cloud/db/bulk'
import { insertRows } from '#cloud/db/insert-rows'
import type { Tables } from '#cloud/db/tables'
import type { RosterPlan } from '#cloud/ledger/roster'
import type { UnitKind } from '#domain/unit'
import { appendServerEntry } from './append-server-entry'
import type { Imported, ImportOf } from './import-houses'
import { lockHead } from './log'
import { type Ground, planStaffing, type RowVerdict } from './roster-staffing'

export interface ImportedRoster extends Imported {
  /** People left out: the rows of `plan.staff` by index, with why. */
  readonly verdicts: readonly RowVerdict[]
}

/**
 * Adds the people that a roster names and the unit does not have yet, under the unit's lock; the caller's transaction makes it all
 * or nothing. Whoever is known stays as the secretary last assigned him. The phone serves to know him again and is kept as a keyed
 * hash only.
 */
export async function importRoster(
  context: Context,
  trx: Transaction<Tables>,
  key: Uint8Array,
  request: ImportOf<RosterPlan>,
): Promise<ImportedRoster> {
  const { unitId } = request
  const head = await lockHead(trx, unitId)
  const { grids, staff, assigned, known, verdicts } = planStaffing(
    await groundOf(trx, request),
    key,
    request.plan.staff,
  )
  if (request.dryRun || staff.length === 0) return { added: staff.length, known, verdicts }
  const content = {
    type: 'roster.import',
    fileName: request.fileName,
    fileHash: request.fileHash,
    added: staff.length,
    known,
    grids: grids.map(({ grid_id, name }) => ({ id: grid_id, name })),
    staff: staff.map(({ staff_id, role, number, scope }) => ({ id: staff_id, role, number, scope })),
    assigned: [...assigned].map(([building, grid]) => ({ building, grid })),
  }
  const seq = await appendServerEntry(context, trx, head, {
    unitId,
    author: request.author,
    type: content.type,
    content,
  })
  await insertRows(trx, 'grid', grids)
  await insertRows(trx, 'staff', staff)
  const owned = [...assigned].map(([building_id, grid_id]) => ({ unit_id: unitId, building_id, grid_id, seq }))
  await writeTogether(trx, change('building', owned, ['unit_id', 'building_id'], ['grid_id', 'seq']))
  return { added: staff.length, known, verdicts }
}

async function groundOf(trx: Transaction<Tables>, { unitId }: ImportOf<RosterPlan>): Promise<Ground> {
  const unit = await trx.selectFrom('unit').select('kind').where('unit_id', '=', unitId).executeTakeFirst()
  const kind: UnitKind = unit?.kind ?? 'community'
  const grids = await trx.selectFrom('grid').select(['grid_id', 'name']).where('unit_id', '=', unitId).execute()
  const buildings = await trx
    .selectFrom('building')
    .select(['building_id', 'compound', 'name', 'grid_id'])
    .where('unit_id', '=', unitId)
    .execute()
  const staff = await trx
    .selectFrom('staff')
    .select(['staff_id', 'number', 'roster_key'])
    .where('unit_id', '=', unitId)
    .execute()
  return { unitId, kind, grids, buildings, staff }
}
