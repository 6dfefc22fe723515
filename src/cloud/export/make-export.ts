import { createHash } from 'node:crypto'
import type { Context } from '#cloud/context'
import { isDiskFull } from '#cloud/db/errors'
import { retried } from '#cloud/db/retried'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { lockHead } from '#cloud/operations/log'
import { type Result, refuse } from '#cloud/result'
import type { ExportAnswer, ExportRequest } from '#contract/export'
import type { Watermark } from '#domain/document/watermark'
import type { Milliseconds } from '#domain/time'
import { askExport } from './ask-export'
import { compose } from './compose'
import type { Composed, Exporter } from './composed'
import { type ExportKey, ExportStoreUnavailable } from './export-store'
import type { Exports } from './exports'
import { beginJob, failJob, finishJob, isMaking, jobOf, tellProgress } from './jobs'

/** How often a person who waits is told something new: a commit each. */
const TOLD_EVERY: Milliseconds = 250

/**
 * Makes the file where it waits to be fetched. That it was made is committed to the unit's log, with its hash, before anybody hears where
 * it is (F25): an entry for a file that was never fetched does no harm, a file without an entry would.
 */
export async function makeExport(
  context: Context,
  exporter: Exporter,
  exports: Exports,
  { unit, id, what }: Extract<ExportRequest, { action: 'make' }>,
): Promise<Result<ExportAnswer>> {
  const { db, clock } = context
  const { staff, unitName } = exporter
  const key = { unit, id }
  if ((await jobOf(db, key, staff.id)) !== undefined) return askExport(context, staff, exports, key)
  const composed = await compose(context, exporter, what)
  if (!composed.ok) return composed
  const { fileName, type, rows } = composed.answer
  const at = clock.now()
  if (await isMaking(db, key, staff.id, at)) return refuse(4096)
  if (!(await beginJob(db, key, { staff: staff.id, fileName, type, rows }, at)))
    return askExport(context, staff, exports, key)
  try {
    const made = await write(context, exports, key, composed.answer, {
      unit: unitName,
      name: staff.name,
      number: staff.number,
      at,
    })
    await retried(context, async (trx) => {
      await appendServerEntry(context, trx, await lockHead(trx, unit), {
        unitId: unit,
        author: staff.id,
        type: 'export.made',
        content: { fileName, ...composed.answer.logged, ...made },
        subject: id,
      })
      await finishJob(trx, key, made)
    })
  } catch (error) {
    const unavailable = error instanceof ExportStoreUnavailable
    const code = isDiskFull(error) ? 5070 : unavailable ? 5034 : 5035
    await failJob(db, key, code)
    if (!unavailable) throw error
    context.log.error({ err: error }, 'exports unavailable')
    return refuse(code)
  }
  return askExport(context, staff, exports, key)
}

async function write(
  { db, clock }: Context,
  exports: Exports,
  key: ExportKey,
  composed: Composed,
  watermark: Watermark,
): Promise<{ readonly rows: number; readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let [rows, bytes, told] = [0, 0, clock.now()]
  const chunks = composed.write(watermark, () => {
    rows += 1
  })
  async function* measured() {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      const now = clock.now()
      if (now - told >= TOLD_EVERY) {
        told = now
        await tellProgress(db, key, rows, now)
      }
      yield chunk
    }
  }
  await exports.keep(key, measured())
  return { rows, bytes, sha256: hash.digest('hex') }
}
