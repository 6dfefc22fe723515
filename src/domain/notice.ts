import type { Milliseconds } from './time'

/** What somebody is told, mostly about a case, each at most once (F22). Nothing urgent relies on it alone: the app shows it as well. */
export const noticeKinds = [
  'alert', // to the station's officers: a new alert
  'unreached', // to the officers: not reached by phone in time
  'not-dispatched', // to the officers: nobody was sent in time
  'dispatched', // to the team: a task for you
  'not-accepted', // to the leader: nobody has accepted in time
  'not-met', // to the leader and whoever accepted: the time to meet is up
  'to-confirm', // to the station's officers: an attempt waits for confirmation
  'not-confirmed', // to the officers: it waits too long
  'returned', // to whoever accepted: sent back with a reason
  'transferred', // to who had it: somebody else has it now
  'follow-up-due', // to the leader
  'service-soon', // to a volunteer and the secretaries: his last day is near
  'service-last', // to the same: it is today
  'standing-due', // to whoever put it up and the secretaries: its last day has come
  'plan-overdue', // to who writes for the unit: the publicity plan's last day is over
  'plan-wanted', // to who writes for the unit: the street asks for it
  'plan-returned', // to who writes for the unit: sent back with a reason
  'report-due', // to who writes for the unit: the half-monthly report has drafted itself
  'report-wanted', // to who writes for the unit: the street asks for it
  'feedback-answered', // to whoever wrote: the street has answered
  'finding-open', // to who writes for the unit: an inspector found or asks something
  'finding-overdue', // to who writes for the unit: the time to mend it is up
  'review-open', // to who writes for the unit: a new crime's review waits for its answer
  'review-returned', // to who writes for the unit: sent back with a reason
  'review-overdue', // to who writes for the unit: the time to answer is up
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What a notice that is about no case is about. It lies on a locked phone's screen: nothing of a resident may be in it. */
export interface NoticeAbout {
  /** `东门岗亭横幅` */
  readonly what: string
  /** Where its message leads, e.g. `pages/standing/index`. */
  readonly page: string
  readonly at: Milliseconds
}
