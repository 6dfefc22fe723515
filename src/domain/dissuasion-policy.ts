import type { AlertLevel } from './alert'
import { DAY, HOUR, MINUTE, type Milliseconds } from './time'

/** What has to be done next, by when. */
export const caseSteps = ['call', 'dispatch', 'accept', 'meet', 'confirm', 'follow-up'] as const
export type CaseStep = (typeof caseSteps)[number]

/** Time for each step, by level (S28). Places differ: another policy is another version, never an edit of this one. */
export interface DissuasionPolicy {
  readonly version: number
  readonly within: Readonly<Record<AlertLevel, Readonly<Record<Exclude<CaseStep, 'follow-up'>, Milliseconds>>>>
  /** First follow-up after a confirmed meeting, in days. */
  readonly followUpDays: Readonly<Record<AlertLevel, number>>
  /** A meeting counts as outreach for what it took, at least and at most (S16). */
  readonly shortestMeeting: Milliseconds
  readonly longestMeeting: Milliseconds
}

/** Defaults of S28: accept within 10 minutes, meet within 2 hours when urgent, within 24 hours otherwise. */
export const defaultDissuasionPolicy: DissuasionPolicy = {
  version: 1,
  within: {
    urgent: { call: 10 * MINUTE, dispatch: 10 * MINUTE, accept: 10 * MINUTE, meet: 2 * HOUR, confirm: 4 * HOUR },
    high: { call: 30 * MINUTE, dispatch: 30 * MINUTE, accept: 10 * MINUTE, meet: 24 * HOUR, confirm: DAY },
    medium: { call: 2 * HOUR, dispatch: 2 * HOUR, accept: 10 * MINUTE, meet: 24 * HOUR, confirm: DAY },
    low: { call: 12 * HOUR, dispatch: 12 * HOUR, accept: 10 * MINUTE, meet: 24 * HOUR, confirm: 2 * DAY },
  },
  followUpDays: { urgent: 1, high: 3, medium: 7, low: 15 },
  shortestMeeting: MINUTE,
  longestMeeting: 120 * MINUTE,
}
