import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import type { ExportAnswer } from '#contract/export'
import { type ProblemCode, problem } from '#contract/problem'
import type { Staff } from '#domain/staff'
import { MINUTE } from '#domain/time'
import type { ExportKey } from './export-store'
import type { Exports } from './exports'
import { jobOf, SILENT_FOR } from './jobs'

/** Long enough to be fetched by a slow phone's download, too short to be handed round. */
const GET_FOR = 5 * MINUTE

/** How far it is; of one's own files alone. */
export async function askExport(
  { db, clock }: Context,
  staff: Staff,
  exports: Exports,
  key: ExportKey,
): Promise<Result<ExportAnswer>> {
  const job = await jobOf(db, key, staff.id)
  if (job === undefined) return refuse(4047)
  const now = clock.now()
  switch (job.state) {
    case 'making':
      if (job.heard_at < now - SILENT_FOR) return ok(failed(5035))
      return ok({ state: 'making', done: job.done, of: Math.max(job.rows, job.done) })
    case 'failed':
      return ok(failed(job.problem ?? 5035))
    case 'ready': {
      if (job.bytes === null || job.sha256 === null) throw new Error(`Export ${key.id} is ready without a hash`)
      const expiresAt = now + GET_FOR
      return ok({
        state: 'ready',
        fileName: job.file_name,
        rows: job.rows,
        bytes: job.bytes,
        sha256: job.sha256,
        url: exports.getAddress(key, { fileName: job.file_name, type: job.type }, expiresAt),
        expiresAt,
      })
    }
    default:
      return job.state satisfies never
  }
}

function failed(code: ProblemCode): ExportAnswer {
  return { state: 'failed', problem: problem(code) }
}
