import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { lockHead } from '#cloud/operations/log'
import { serverId } from '#cloud/operations/server-id'
import { ok, type Result, refuse } from '#cloud/result'
import { residentOf, type Viewer } from '#cloud/sync/case-rows'
import { sealContent } from '#cloud/vault/content'
import { newestDataKey } from '#cloud/vault/data-keys'
import type { RevealAnswer } from '#contract/case-query'
import type { OperationOf } from '#contract/operation'
import type { QueryRequest } from '#contract/query'
import { findCase } from './find-case'
import { permit } from './permit'

/**
 * Name, phone and address in the clear, to an officer who says why (N01). That he asked is committed to the log before anything
 * is opened: an answer that got lost on its way is an entry too many, never one too few.
 */
export async function reveal(
  context: Context,
  { staff, unitId, stationId }: Viewer,
  { id: caseId, device, reason, note }: Extract<QueryRequest, { action: 'reveal' }>,
): Promise<Result<RevealAnswer>> {
  const refused = permit(context, staff, 'police.read', { unitId, station: stationId })
  if (refused) return refused
  const vault = await context.vault.open(context.db, unitId)
  if (vault === null) return refuse(5032)
  const now = context.clock.now()
  const entry: OperationOf<'resident.reveal'> = {
    type: 'resident.reveal',
    id: serverId(context),
    unit: unitId,
    author: staff.id,
    device,
    at: now,
    elapsed: 0,
    offset: 0,
    body: { caseId, reason, ...(note === undefined ? {} : { note }) },
  }
  const found = await retried(context, async (trx) => {
    const head = await lockHead(trx, unitId)
    const {
      rows: [newest],
    } = await sql<{ key: string | null }>`select ${newestDataKey(unitId)} as key`.execute(trx)
    vault.assertNewest(newest?.key ?? null)
    const asked = await findCase(trx, unitId, caseId)
    if (asked === undefined) return undefined
    await appendServerEntry(context, trx, head, {
      unitId,
      author: staff.id,
      type: entry.type,
      content: sealContent(entry, vault),
      id: entry.id,
      subject: caseId,
    })
    return asked.stored
  })
  if (found === undefined) return refuse(4045)
  const resident = residentOf(found, vault)
  return resident === null ? refuse(4041, '居民信息已按规定删除') : ok({ resident, asOf: now })
}
