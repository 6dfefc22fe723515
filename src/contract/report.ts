import * as v from 'valibot'
import { activityChannels } from '#domain/activity'
import { specificGroups } from '#domain/activity-detail'
import { receipts, reportStates } from '#domain/report'
import { count, instant, line, localDate, operationId, seq, sha256, staffId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** The half-monthly report (S11, N04, S12): a paper of the unit that the cloud drafts, the unit signs and the street receives. */

/** Several lines of an office's own words: a line break, yes; any other control character, no. */
export function paragraphs(most: number) {
  return v.pipe(v.string(), v.trim(), v.maxLength(most), v.regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u))
}

const ofReport = { paperId: operationId }

/** The unit's own words. `narrative` null: the paragraph that the figures compose. */
export const reportEdit = v.strictObject({
  type: v.literal('report.edit'),
  body: v.strictObject({
    ...ofReport,
    narrative: v.nullable(v.pipe(paragraphs(4000), v.minLength(1))),
    problems: paragraphs(2000),
    next: paragraphs(2000),
  }),
})

/** `seen`: the hash of the figures that whoever signs had before his eyes; others now, and it is not signed (4095). */
export const reportSign = v.strictObject({
  type: v.literal('report.sign'),
  body: v.strictObject({ ...ofReport, seen: sha256 }),
})

/** What came after the signature, signed for beside it. */
export const reportAmend = v.strictObject({
  type: v.literal('report.amend'),
  body: v.strictObject({ ...ofReport, seen: sha256, note: line(200) }),
})

export const reportReturn = v.strictObject({
  type: v.literal('report.return'),
  body: v.strictObject({ ...ofReport, reason: line(200) }),
})

export const reportAccept = v.strictObject({
  type: v.literal('report.accept'),
  body: v.strictObject(ofReport),
})

/** The street asks for it. */
export const reportRemind = v.strictObject({
  type: v.literal('report.remind'),
  body: v.strictObject(ofReport),
})

const big = v.pipe(v.number(), v.integer(), v.minValue(0))

export const reportFigures = v.object({
  daysMet: big,
  daysNotMet: big,
  daysUnknown: big,
  minutes: big,
  personMinutes: big,
  broadcastMinutes: big,
  visits: big,
  met: big,
  adults: big,
  handOuts: big,
  leaflets: big,
  doorLeaflets: big,
  dissuasions: big,
  activities: v.object(v.entriesFromList(activityChannels, v.optional(big))),
  audience: big,
  reach: big,
  sessions: big,
  posted: big,
  groups: v.object(v.entriesFromList(specificGroups, v.optional(big))),
  doors: big,
  doorsVisited: big,
  late: big,
})

const who = v.object({ id: staffId, name: v.string() })
const waiting = v.pipe(v.array(v.object({ name: v.string(), pending: count, seenAt: instant })), v.readonly())

export const signedVersion = v.object({
  version: count,
  figures: reportFigures,
  narrative: v.string(),
  problems: v.string(),
  next: v.string(),
  signedAt: instant,
  signedBy: who,
  asOf: instant,
  waiting,
  seq,
  hash: sha256,
})

const arrival = v.object({ id: operationId, kind: v.picklist(['visit', 'hand-out', 'activity']), at: instant })
const arrivals = v.pipe(v.array(arrival), v.readonly())

const amendment = v.object({
  figures: reportFigures,
  records: arrivals,
  arrivals: count,
  at: instant,
  by: who,
  note: v.string(),
  seq,
  hash: sha256,
})

/** As its paper holds it. */
export const reportContent = v.object({
  campaignId: operationId,
  due: localDate,
  from: localDate,
  to: localDate,
  narrative: v.nullable(v.string()),
  problems: v.string(),
  next: v.string(),
  versions: v.pipe(v.array(signedVersion), v.readonly()),
  returns: v.pipe(v.array(v.object({ at: instant, by: v.string(), reason: v.string() })), v.readonly()),
  acceptedAt: v.nullable(instant),
  remindedAt: v.nullable(instant),
  amendments: v.pipe(v.array(amendment), v.readonly()),
})

export const reportQueries = [
  /** The unit's reports of a campaign, the newest period first. */
  v.object({ action: v.literal('reports'), unit: unitId, campaign: operationId }),
  /** One report with its figures as they are now. */
  v.object({ action: v.literal('report'), unit: unitId, id: operationId }),
  /** The street: every unit × every period that is drafted by now. */
  v.object({ action: v.literal('report-matrix'), unit: unitId, campaign: operationId }),
] as const

const receipt = v.picklist(receipts)
const state = v.picklist(reportStates)

export const reportsAnswer = v.object({
  reports: v.array(
    v.object({
      due: localDate,
      from: localDate,
      to: localDate,
      /** Null: not drafted yet. */
      id: v.nullable(operationId),
      state: v.nullable(state),
      receipt,
      signedAt: v.nullable(instant),
      /** Figures that changed since it was signed last. */
      changed: count,
    }),
  ),
  asOf: instant,
})
export type ReportsAnswer = v.InferOutput<typeof reportsAnswer>

export const reportAnswer = v.object({
  id: operationId,
  unit: unitOfStreet,
  campaign: v.object({ id: operationId, name: v.string() }),
  state,
  receipt,
  content: reportContent,
  /** As of `asOf`, with their hash, and who had not sent everything then. */
  figures: reportFigures,
  seen: sha256,
  composed: v.string(),
  waiting,
  /** Of a signed one: records of its days that came or changed since, newest first, and how many there are. */
  records: arrivals,
  arrivals: count,
  asOf: instant,
})
export type ReportAnswer = v.InferOutput<typeof reportAnswer>

export const reportMatrixAnswer = v.object({
  periods: v.array(v.object({ due: localDate, from: localDate, to: localDate })),
  units: v.array(
    v.object({
      unit: unitOfStreet,
      /** One for each period, in their order. */
      reports: v.array(
        v.object({
          id: v.nullable(operationId),
          state: v.nullable(state),
          receipt,
          signedAt: v.nullable(instant),
          remindedAt: v.nullable(instant),
        }),
      ),
    }),
  ),
  asOf: instant,
})
export type ReportMatrixAnswer = v.InferOutput<typeof reportMatrixAnswer>
