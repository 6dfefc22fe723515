import { sql, type Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { type PhotoKey, PhotoStoreUnavailable } from '#cloud/media/photo-store'
import { lockHead } from '#cloud/operations/log'
import type { OperationId, UnitId } from '#domain/ids'
import { heldBack, lastDone, limited } from './held-back'
import type { DueItem, RetentionTask } from './task'

const SEPARATOR = '/'
const nameOf = sql`case_id || '/' || sha256`

/**
 * Photos of closed cases. Under the lock they are marked, and from then on nobody opens them; then the store loses the bytes; then,
 * under the lock again, the row goes with its entry in the log. A crash in between leaves a marked row, which the next run goes on with.
 */
export const photos: RetentionTask = {
  kind: 'photo',
  async due(db, unitId, cutoff, limit) {
    const { rows } = await sql<DueItem>`
      select id, since from (
        select photo.case_id || '/' || sha256 as id, doomed_at,
          coalesce(${lastDone('photo.unit_id', 'photo.case_id')}, entered_at) as since
        from photo join dissuasion on dissuasion.unit_id = photo.unit_id and dissuasion.case_id = photo.case_id
        where photo.unit_id = ${unitId} and state = 'closed' and not ${heldBack('photo.unit_id', 'photo.case_id')}
      ) of_closed
      where since <= ${cutoff} or doomed_at is not null order by since, id ${limited(limit)}`.execute(db)
    return rows
  },
  async purge({ trx, unitId }, ids) {
    const gone = await sql`delete from photo where unit_id = ${unitId} and doomed_at is not null
      and ${nameOf} = any(${ids}::text[]) returning sha256`.execute(trx)
    return { values: gone.rows.length, subjects: ids }
  },
}

/** The first two steps, of those that are chosen under the lock; answers which of them the store has lost. */
export async function removePhotos(
  context: Context,
  unitId: UnitId,
  choose: (trx: Transaction<Tables>) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const { photos: store, log, clock } = context
  if (store === null) return []
  const doomed = await retried(context, async (trx) => {
    await lockHead(trx, unitId)
    const ids = await choose(trx)
    await sql`update photo set doomed_at = ${clock.now()}, arrived_at = null
      where unit_id = ${unitId} and ${nameOf} = any(${[...ids]}::text[])`.execute(trx)
    return ids
  })
  const removed: string[] = []
  for (const id of doomed) {
    try {
      await store.remove(keyOf(unitId, id))
      removed.push(id)
    } catch (error) {
      if (!(error instanceof PhotoStoreUnavailable)) throw error
      // Marked already; the next run tries again.
      log.warn({ err: error, unit: unitId }, 'a photo was not removed')
    }
  }
  return removed
}

/** Of these cases, however young: their people asked for it. */
export async function photosOf(
  trx: Transaction<Tables>,
  unitId: UnitId,
  cases: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    select ${nameOf} as id from photo where unit_id = ${unitId} and case_id = any(${[...cases]}::text[])
      and not ${heldBack('photo.unit_id', 'photo.case_id')}`.execute(trx)
  return rows.map(({ id }) => id)
}

function keyOf(unit: UnitId, id: string): PhotoKey {
  const [caseId = '', sha256 = ''] = id.split(SEPARATOR)
  return { unit, caseId: caseId as OperationId, sha256 }
}
