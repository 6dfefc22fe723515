import type { Kysely, Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { settingsOf } from '#cloud/db/settings-of'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { PURGE } from '#cloud/operations/emptied-rows'
import { lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import type { UnitId } from '#domain/ids'
import { RETENTION_VERSION, type RetentionKind, retentionCutoff } from '#domain/retention'
import type { Milliseconds } from '#domain/time'
import { removePhotos } from './photos'
import type { RetentionTask } from './task'
import { retentionTasks } from './tasks'

/** Of one transaction: the unit's writers wait for it. */
const BATCH = 100

export type PurgedBy = 'timer' | 'command' | 'request'

export interface Purged {
  readonly kinds: ReadonlyMap<RetentionKind, number>
  /** Nothing that is due is left. */
  readonly finished: boolean
}

/**
 * What is due in the unit goes, batch by batch, each under the lock on the unit's head and with its own entry in the log: kind, how
 * many, of which records, never a value. What is due is read under the lock, so of two runs at once the second finds nothing, and a
 * legal hold that came in between is seen. `most`: batches at most; the next run goes on.
 */
export async function purgeUnit(
  context: Context,
  unitId: UnitId,
  by: PurgedBy,
  most = Number.POSITIVE_INFINITY,
): Promise<Purged> {
  const kinds = new Map<RetentionKind, number>()
  let left = most
  for (const task of retentionTasks) {
    for (;;) {
      if (left <= 0) return { kinds, finished: false }
      const gone =
        task.kind === 'photo'
          ? await purgePhotos(context, unitId, by, task)
          : await purgeBatch(context, unitId, by, task)
      if (gone > 0) kinds.set(task.kind, (kinds.get(task.kind) ?? 0) + gone)
      if (gone < BATCH) break
      left -= 1
    }
  }
  return { kinds, finished: true }
}

async function purgePhotos(context: Context, unitId: UnitId, by: PurgedBy, task: RetentionTask): Promise<number> {
  const cutoff = await cutoffOf(context.db, unitId, task.kind, context.clock.now())
  const due = async (trx: Transaction<Tables>) => (await task.due(trx, unitId, cutoff, BATCH)).map(({ id }) => id)
  const removed = await removePhotos(context, unitId, due)
  return removed.length === 0 ? 0 : purgeBatch(context, unitId, by, task, () => removed)
}

/** How many items went. `choose`: under the lock, in the place of what is due by age. */
export async function purgeBatch(
  context: Context,
  unitId: UnitId,
  by: PurgedBy,
  task: RetentionTask,
  choose?: (trx: Transaction<Tables>) => readonly string[] | Promise<readonly string[]>,
): Promise<number> {
  const vault = await context.vault.open(context.db, unitId)
  if (vault === null) return 0
  return retried(context, async (trx) => {
    const head = await lockHead(trx, unitId)
    const now = context.clock.now()
    const { version, retention } = await settingsOf(trx, unitId)
    const before = retentionCutoff(retention, task.kind, now)
    const ids = choose ? await choose(trx) : (await task.due(trx, unitId, before, BATCH)).map(({ id }) => id)
    if (ids.length === 0) return 0
    const {
      values,
      subjects,
      emptied = [],
    } = await task.purge({ context, trx, unitId, vault, seq: head.seq + 1, now }, ids)
    const id = serverId(context)
    const body = {
      kind: task.kind,
      by,
      policy: RETENTION_VERSION,
      settings: version,
      before,
      count: ids.length,
      values,
    }
    await appendServerEntry(context, trx, head, {
      unitId,
      author: SERVER,
      type: PURGE,
      id,
      content: { type: PURGE, id, body: { ...body, subjects, ...(emptied.length === 0 ? {} : { emptied }) } },
    })
    return ids.length
  })
}

export async function cutoffOf(
  db: Kysely<Tables>,
  unitId: UnitId,
  kind: RetentionKind,
  now: Milliseconds,
): Promise<Milliseconds> {
  return retentionCutoff((await settingsOf(db, unitId)).retention, kind, now)
}
