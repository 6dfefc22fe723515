import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { ProblemCode } from '#contract/problem'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import { DAY, MINUTE, type Milliseconds } from '#domain/time'
import type { ExportKey, HandedOut } from './export-store'

/** Whoever makes a file writes down how far he is every second or so: after this silence he is taken for dead. */
export const SILENT_FOR: Milliseconds = 2 * MINUTE
/** A file waits this long to be fetched. */
export const KEPT_FOR: Milliseconds = DAY

interface NewJob extends HandedOut {
  readonly staff: StaffId
  readonly rows: number
}

/** False: it is known already. */
export async function beginJob(
  db: Kysely<Tables>,
  { unit, id }: ExportKey,
  { staff, fileName, type, rows }: NewJob,
  now: Milliseconds,
): Promise<boolean> {
  const begun = await db
    .insertInto('export_job')
    .values({
      unit_id: unit,
      export_id: id,
      staff_id: staff,
      file_name: fileName,
      type,
      begun_at: now,
      heard_at: now,
      done: 0,
      rows,
      state: 'making',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('export_id')
    .executeTakeFirst()
  return begun !== undefined
}

export async function jobOf(db: Kysely<Tables>, { unit, id }: ExportKey, staff: StaffId) {
  return db
    .selectFrom('export_job')
    .selectAll()
    .where((eb) => eb.and({ unit_id: unit, export_id: id, staff_id: staff }))
    .executeTakeFirst()
}

/** Another file that is being made for the same person: one at a time is as much as a server should hold open for anybody. */
export async function isMaking(
  db: Kysely<Tables>,
  { unit, id }: ExportKey,
  staff: StaffId,
  now: Milliseconds,
): Promise<boolean> {
  const other = await db
    .selectFrom('export_job')
    .select('export_id')
    .where((eb) => eb.and({ unit_id: unit, staff_id: staff, state: 'making' }))
    .where('export_id', '<>', id)
    .where('heard_at', '>', now - SILENT_FOR)
    .executeTakeFirst()
  return other !== undefined
}

export async function tellProgress(
  db: Kysely<Tables>,
  { unit, id }: ExportKey,
  done: number,
  now: Milliseconds,
): Promise<void> {
  await db
    .updateTable('export_job')
    .set({ done, heard_at: now })
    .where((eb) => eb.and({ unit_id: unit, export_id: id, state: 'making' }))
    .execute()
}

export async function finishJob(
  db: Kysely<Tables>,
  { unit, id }: ExportKey,
  made: { readonly rows: number; readonly bytes: number; readonly sha256: string },
): Promise<void> {
  await db
    .updateTable('export_job')
    .set({ ...made, done: made.rows, state: 'ready' })
    .where((eb) => eb.and({ unit_id: unit, export_id: id }))
    .execute()
}

export async function failJob(db: Kysely<Tables>, { unit, id }: ExportKey, problem: ProblemCode): Promise<void> {
  await db
    .updateTable('export_job')
    .set({ state: 'failed', problem })
    .where((eb) => eb.and({ unit_id: unit, export_id: id }))
    .execute()
}

export async function oldJobs(
  db: Kysely<Tables>,
  before: Milliseconds,
): Promise<readonly { readonly unit: UnitId; readonly id: OperationId }[]> {
  return db
    .selectFrom('export_job')
    .select(['unit_id as unit', 'export_id as id'])
    .where('begun_at', '<', before)
    .limit(100)
    .execute()
}

export async function removeJob(db: Kysely<Tables>, { unit, id }: ExportKey): Promise<void> {
  await db
    .deleteFrom('export_job')
    .where((eb) => eb.and({ unit_id: unit, export_id: id }))
    .execute()
}
