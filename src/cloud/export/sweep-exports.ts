import type { Context } from '#cloud/context'
import { ExportStoreUnavailable } from './export-store'
import { KEPT_FOR, oldJobs, removeJob } from './jobs'

/** Files that were not fetched within a day go, and so do those that were: what was taken out stands in the log. */
export async function sweepExports({ db, exports, clock, log }: Context): Promise<void> {
  if (exports === null) return
  const old = await oldJobs(db, clock.now() - KEPT_FOR)
  for (const key of old) {
    try {
      await exports.remove(key)
    } catch (error) {
      if (!(error instanceof ExportStoreUnavailable)) throw error
      // The row stays, so that the next run tries again.
      log.warn({ err: error }, 'an export was not removed')
      continue
    }
    await removeJob(db, key)
  }
}
