import type { CaseRow } from '#contract/pull'
import { MINUTE, type Milliseconds } from '#domain/time'

/** From here on a deadline is near. */
const NEAR: Milliseconds = 30 * MINUTE

type Row = Pick<CaseRow, 'state' | 'due'>

/** Somebody still has to be reached, met or confirmed; what comes after a confirmed meeting is follow-up. */
export function isOpen({ state }: Row): boolean {
  return state !== 'confirmed' && state !== 'closed'
}

export function isOverdue({ due }: Row, now: Milliseconds): boolean {
  return due !== null && due.at <= now
}

/** Its time is not up yet, and will be within `within`. */
export function isDueWithin({ due }: Row, now: Milliseconds, within: Milliseconds): boolean {
  return due !== null && due.at > now && due.at <= now + within
}

export interface CaseCounts {
  readonly open: number
  /** Of the open ones: near their deadline or beyond it. */
  readonly near: number
  readonly confirmed: number
  /** Of the confirmed ones: a follow-up is still to be made. */
  readonly followUps: number
}

export function caseCounts(rows: readonly Row[], now: Milliseconds): CaseCounts {
  const open = rows.filter(isOpen)
  const confirmed = rows.filter(({ state }) => state === 'confirmed')
  return {
    open: open.length,
    near: open.filter((row) => isOverdue(row, now) || isDueWithin(row, now, NEAR)).length,
    confirmed: confirmed.length,
    followUps: confirmed.filter(({ due }) => due !== null).length,
  }
}

/** `4 进行中 · 1 临期 · 12 已确认 · 3 待回访` without its first figure, which a page may set in large type. */
export function countWords({ near, confirmed, followUps }: CaseCounts): string {
  return `进行中 · ${near} 临期 · ${confirmed} 已确认 · ${followUps} 待回访`
}
