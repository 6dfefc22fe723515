import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { insertRows } from '#cloud/db/insert-rows'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import type { RosterPlan } from '#cloud/ledger/roster'
import type { BuildingId, GridId } from '#domain/ids'
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
 * All of a roster or nothing, in one transaction under the unit's lock. Whoever is known stays as the secretary last assigned
 * him. The phone serves to know him again and is kept as a keyed hash only.
 */
export function importRoster(
  context: Context,
  key: Uint8Array,
  request: ImportOf<RosterPlan>,
): Promise<ImportedRoster> {
  return retried(context, async (trx) => {
    const { unitId } = request
    const head = await lockHead(trx, unitId)
    const { grids, staff, assigned, known, verdicts } = planStaffing(
      await groundOf(trx, request),
      key,
      request.plan.staff,
    )
    if (request.dryRun || staff.length === 0) return { added: staff.length, known, seq: null, verdicts }
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
    for (const [grid, buildings] of byGrid(assigned)) {
      await trx
        .updateTable('building')
        .set({ grid_id: grid, seq })
        .where('unit_id', '=', unitId)
        .where('building_id', 'in', buildings)
        .execute()
    }
    return { added: staff.length, known, seq, verdicts }
  })
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

function byGrid(assigned: ReadonlyMap<BuildingId, GridId>): ReadonlyMap<GridId, readonly BuildingId[]> {
  const buildings = new Map<GridId, BuildingId[]>()
  for (const [building, grid] of assigned) buildings.set(grid, [...(buildings.get(grid) ?? []), building])
  return buildings
}
