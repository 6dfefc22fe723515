import type { CaseStep } from './dissuasion-policy'
import type { OperationId, StaffId } from './ids'
import type { Milliseconds } from './time'

/**
 * 见面劝阻, from the police's alert to a confirmed meeting and its follow-up (S24–S30). One case an alert; a round is one way
 * through the states, and a new fraud opens the next.
 *
 * ```
 *  entered ──reached──▶ phoned ──────────────┬──▶ closed
 *     │ not reached in time                  │      ▲ 误报, from every open state
 *     ▼                                      │      │
 *   ready ──dispatch──▶ dispatched ──accept──▶ accepted ──met──▶ submitted ──confirm──▶ confirmed ──close──▶ closed
 *     ▲                     ▲──transfer──────────┘  ▲──────return──┘                        │
 *     └──────────────────────────────────── a new fraud, reopen ───────────────────────────┘
 * ```
 */
export const caseStates = [
  'entered', // 待电话劝阻
  'phoned', // 电话已劝阻
  'ready', // 待派发
  'dispatched', // 待接单
  'accepted', // 上门中
  'submitted', // 待确认
  'confirmed', // 已确认
  'closed', // 已结案
] as const
export type CaseState = (typeof caseStates)[number]

export const caseActions = [
  'call', // 电话劝阻
  'dispatch', // 派发
  'accept', // 接单
  'transfer', // 转派
  'attempt', // 上门一次
  'confirm', // 确认
  'return', // 退回
  'follow-up', // 回访
  'close', // 结案
  'reopen', // 重启
  'escalate', // 超时提级: the timer alone
] as const
export type CaseAction = (typeof caseActions)[number]

/** What somebody is to a case. Computed from the server's data, never from the request. */
export const caseParts = [
  'officer', // an officer of the station that serves the community
  'worker', // a grid worker of the present team
  'companion', // a volunteer of the present team
  'former', // was of a team of this case once, and is not now
  'timer',
  'outsider',
] as const
export type CasePart = (typeof caseParts)[number]

/** 本人 · 家属 · 未遇 */
export const meetings = ['person', 'family', 'nobody'] as const
export type Meeting = (typeof meetings)[number]

/** 已醒悟 · 将信将疑 · 拒绝 · 否认 · 未遇 · 误报 · 已被骗 (S29) */
export const attemptResults = ['awake', 'doubting', 'refused', 'denied', 'not-met', 'false-alarm', 'defrauded'] as const
export type AttemptResult = (typeof attemptResults)[number]

/** What was advised: 96110, reporting to the police, 止付 stopping the payment. */
export const advices = ['hotline-96110', 'report', 'stop-payment'] as const
export type Advice = (typeof advices)[number]

/** What was asked at the door: 转账, 对方还在联系, 下载软件, 屏幕共享. Never what is on the phone. */
export const questions = ['transferred', 'in-contact', 'installed-app', 'shared-screen', 'gave-code'] as const
export type Question = (typeof questions)[number]

/** Of a 核查任务: 在住 · 已搬离 · 空置 · 不清楚. */
export const residences = ['lives-here', 'moved-away', 'vacant', 'unclear'] as const
export type Residence = (typeof residences)[number]

/** 未再受骗 · 仍在联系骗子 · 未联系上 · 又被骗 */
export const followUpOutcomes = ['well', 'wavering', 'unreached', 'defrauded-again'] as const
export type FollowUpOutcome = (typeof followUpOutcomes)[number]

export const closeReasons = ['resolved', 'false-alarm'] as const
export type CloseReason = (typeof closeReasons)[number]

/** 派单 asks for a person; showing one asks why (N01). */
export const revealReasons = ['find-the-door', 'call', 'check-identity', 'hand-over', 'other'] as const
export type RevealReason = (typeof revealReasons)[number]

/** Led by an officer; 网格员 and 志愿者 assist (反电信网络诈骗法 art. 34). Somebody of the team may be the officer himself alone. */
export interface Team {
  readonly leader: StaffId
  readonly workers: readonly StaffId[]
  readonly companions: readonly StaffId[]
}

/** The step that is running. `escalated`: its time was up, and that has been told once. */
export interface Due {
  readonly step: CaseStep
  readonly at: Milliseconds
  readonly escalated: boolean
}

interface Round {
  /** 1, +1 with each re-opening. */
  readonly round: number
}

interface Open extends Round {
  readonly due: Due | null
}

/** Each state holds what it rests on: there is no submitted case without its attempt, no confirmed one without its confirmer. */
export type Standing =
  | ({ readonly kind: 'entered'; readonly calls: number } & Open)
  | ({ readonly kind: 'phoned'; readonly call: OperationId } & Open)
  | ({ readonly kind: 'ready'; readonly why: 'unreached' | 'reopened' } & Open)
  | ({ readonly kind: 'dispatched'; readonly team: Team } & Open)
  | ({ readonly kind: 'accepted'; readonly team: Team; readonly acceptedBy: StaffId } & Open)
  | ({
      readonly kind: 'submitted'
      readonly team: Team
      readonly acceptedBy: StaffId
      readonly attempt: OperationId
      readonly result: AttemptResult
      /** Whoever logged an attempt of this round: none of them may confirm it. */
      readonly submitters: readonly StaffId[]
    } & Open)
  | ({
      readonly kind: 'confirmed'
      readonly team: Team
      readonly acceptedBy: StaffId
      readonly attempt: OperationId
      readonly result: AttemptResult
      readonly submitters: readonly StaffId[]
      readonly confirmedBy: StaffId
      /** Follow-ups made so far. */
      readonly followUps: number
    } & Open)
  | ({ readonly kind: 'closed'; readonly reason: CloseReason; readonly closedBy: StaffId } & Round)

export type StandingOf<State extends CaseState> = Extract<Standing, { kind: State }>

/** What is done to a case, with what the rules have to know of it. */
export type CaseDeed =
  | { readonly kind: 'call'; readonly reached: boolean }
  | { readonly kind: 'dispatch'; readonly team: Team }
  | { readonly kind: 'accept' }
  | { readonly kind: 'transfer'; readonly to: StaffId }
  | { readonly kind: 'attempt'; readonly met: Meeting; readonly result: AttemptResult }
  | { readonly kind: 'confirm'; readonly followUpAt: Milliseconds | null }
  | { readonly kind: 'return' }
  | { readonly kind: 'follow-up'; readonly outcome: FollowUpOutcome; readonly nextAt: Milliseconds | null }
  | { readonly kind: 'close'; readonly reason: CloseReason }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'escalate'; readonly step: CaseStep }

/** Why something can't be done. */
export type CaseRefusal =
  | 'not-your-part' // this part never does this
  | 'not-now' // not in this state
  | 'taken' // somebody else has accepted it
  | 'own-submission' // the confirmer logged an attempt himself
  | 'not-due' // nothing is overdue, or it has been told already

/** An attempt that says enough for the police to decide; 未遇 asks for another one. */
export function isConclusive(deed: { readonly met: Meeting; readonly result: AttemptResult }): boolean {
  return deed.result !== 'not-met' && (deed.met !== 'nobody' || deed.result === 'false-alarm')
}

export function teamOf(standing: Standing): Team | null {
  return 'team' in standing ? standing.team : null
}

export function dueOf(standing: Standing): Due | null {
  return standing.kind === 'closed' ? null : standing.due
}

export function everyoneOf({ leader, workers, companions }: Team): readonly StaffId[] {
  return [leader, ...workers, ...companions]
}
