import * as v from 'valibot'
import { unitId } from './scalars'

/** A ledger from a computer: a dry run says what would happen; the import does all of it or nothing (F20). */
export const ledgerRequest = v.object({
  action: v.picklist(['dry-run', 'import']),
  unit: unitId,
  ledger: v.picklist(['houses', 'roster', 'alerts', 'crimes', 'baseline']),
  fileName: v.pipe(v.string(), v.maxLength(200)),
  /** The file, base64, at most 10 MB. */
  file: v.string(),
})
export type LedgerRequest = v.InferOutput<typeof ledgerRequest>

export const ledgerAnswer = v.object({
  imported: v.boolean(),
  /** Doors or people in the file, how many of them are new here, and how many were known and are left as they are. */
  rows: v.number(),
  added: v.number(),
  known: v.number(),
  repeats: v.array(v.object({ sheet: v.string(), row: v.number(), reason: v.string() })),
  bad: v.array(v.object({ sheet: v.string(), row: v.number(), reason: v.string() })),
  /** People who are another unit's to import: a roster lists the 民警 too. Of alerts: rows that are none, such as blank ones. */
  ignored: v.array(v.object({ sheet: v.string(), row: v.number(), reason: v.string() })),
  /** Rows that were taken, with something to be looked at: an address that no door fits. An older cloud says none. */
  remarks: v.optional(v.array(v.object({ sheet: v.string(), row: v.number(), reason: v.string() })), []),
  /** The bad rows as an xlsx, base64; null when there are none. */
  rejects: v.nullable(v.string()),
})
export type LedgerAnswer = v.InferOutput<typeof ledgerAnswer>
