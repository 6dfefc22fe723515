import type { Selectable, Transaction } from 'kysely'
import { put, writeTogether } from '#cloud/db/bulk'
import { insertRows } from '#cloud/db/insert-rows'
import type { Tables } from '#cloud/db/tables'
import type { UnitId } from '#domain/ids'
import type { UnitRows } from './replay'

/** All that a replay made of one unit, in a score of statements. The unit's own row is there already. */
export async function writeUnit(
  trx: Transaction<Tables>,
  unitId: UnitId,
  rows: UnitRows,
  devices: readonly Selectable<Tables['device']>[],
): Promise<void> {
  await writeTogether(trx, [
    ...put('unit_head', [{ unit_id: unitId, ...rows.head }]),
    ...put('grid', rows.grids),
    ...put('staff', rows.staff),
    ...put('device', devices),
    ...put('building', [...rows.set.buildings.values()]),
    ...put('stock', [...rows.set.stock.values()]),
    ...put('hand_out', [...rows.set.handOuts.values()]),
    ...put('activity', [...rows.set.activities.values()]),
    ...put('dissuasion', [...rows.set.cases.values()]),
    ...put('attempt', [...rows.set.attempts.values()]),
    ...put(
      'campaign',
      [...rows.set.campaigns.values()].map((content) => ({ street_id: unitId, campaign_id: content.id, content })),
    ),
    ...put('paper', [...rows.set.papers.values()]),
    ...put('police_note', [...rows.set.policeNotes.values()]),
    ...put('staff_day', rows.staffDays),
    ...put('unit_day', rows.unitDays),
    ...put('channel_day', rows.channelDays),
  ])
  await insertRows(trx, 'door', [...rows.set.doors.values()])
  await insertRows(trx, 'visit', [...rows.set.visits.values()])
  await insertRows(trx, 'operation', rows.log)
}
