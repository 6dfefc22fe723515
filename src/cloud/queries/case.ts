import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import { caseRowFor, type Viewer } from '#cloud/sync/case-rows'
import type { CaseAnswer } from '#contract/case-query'
import type { QueryRequest } from '#contract/query'
import { findCase } from './find-case'
import { permit } from './permit'
import { policeBlock } from './police-block'
import { readCase } from './read-case'
import { entrySeen } from './thread-view'

/** One case with its whole thread, as this person may know it. */
export async function oneCase(
  context: Context,
  viewer: Viewer,
  { id }: Extract<QueryRequest, { action: 'case' }>,
): Promise<Result<CaseAnswer>> {
  const { db } = context
  const { staff, unitId, stationId } = viewer
  const subject = { unitId, station: stationId }
  // Whoever is never sent to a case is told so before a row is read; whether there is one only those learn who may see it.
  const never = permit(context, staff, 'case.read', { ...subject, people: [staff.id] })
  if (never) return never
  const found = await findCase(db, unitId, id)
  const refused = permit(context, staff, 'case.read', { ...subject, people: found?.stored.people ?? [] })
  if (refused) return refused
  if (found === undefined) return refuse(4045)
  const vault = await context.vault.open(db, unitId)
  if (vault === null) return refuse(5032)

  const { stored } = found
  const { log, people, records, thread } = await readCase(db, unitId, found, vault)
  const row = caseRowFor(viewer, stored, people, vault)
  if (row === null) return refuse(4037)
  const reader = { part: row.part, me: staff.id, kind: stored.kind }
  return ok({
    row,
    police: row.part === 'officer' ? await policeBlock(context, unitId, found, { log, records, people, vault }) : null,
    thread: thread.flatMap((entry) => entrySeen(entry, reader) ?? []),
    asOf: context.clock.now(),
  })
}
