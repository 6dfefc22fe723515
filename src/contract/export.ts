import * as v from 'valibot'
import { problemSchema } from './problem'
import { count, instant, localDate, operationId, sha256, staffId, unitId } from './scalars'

/** What is written to a file. Every kind asks for a right of its own. */
export const exportWhat = v.variant('kind', [
  /** Visits, hand-outs and activities of these days, both included, as a workbook. */
  v.object({ kind: v.literal('records'), from: localDate, to: localDate }),
  /** A half-monthly report: the version that was signed last, or the draft as it is now. */
  v.object({ kind: v.literal('report'), id: operationId, as: v.picklist(['docx', 'xlsx']) }),
  /** The street's 汇总 or 专报: as it was issued, or the draft as it is now. */
  v.object({ kind: v.literal('summary'), id: operationId, as: v.picklist(['docx', 'xlsx']) }),
  /** A person's service record as a document, a volunteer's as a certificate. Null: the whole service. */
  v.object({ kind: v.literal('service'), staff: staffId, from: v.nullable(localDate), to: v.nullable(localDate) }),
  /** The street's 评估考核表 of a campaign: the version that was issued last, or the draft as it is now. */
  v.object({ kind: v.literal('evaluation'), campaign: operationId, as: v.picklist(['docx', 'xlsx']) }),
])
export type ExportWhat = v.InferOutput<typeof exportWhat>

/**
 * A file is made in one call and called by an id that the device made, so that a call without an answer is only asked about, never
 * repeated by mistake: `make` with an id that is known answers as `ask` does. `ask` tells how far it is while the other call runs.
 */
export const exportRequest = v.variant('action', [
  v.object({ action: v.literal('make'), unit: unitId, id: operationId, what: exportWhat }),
  v.object({ action: v.literal('ask'), unit: unitId, id: operationId }),
])
export type ExportRequest = v.InferOutput<typeof exportRequest>

export const exportAnswer = v.variant('state', [
  v.object({ state: v.literal('making'), done: count, of: count }),
  v.object({
    state: v.literal('ready'),
    fileName: v.string(),
    rows: count,
    bytes: v.number(),
    sha256,
    /** Where to GET it; whoever has the address may, so it is short-lived. Asked again, there is a new one. */
    url: v.string(),
    expiresAt: instant,
  }),
  v.object({ state: v.literal('failed'), problem: problemSchema }),
])
export type ExportAnswer = v.InferOutput<typeof exportAnswer>
