import type { Channel } from './activity'
import type { OperationId } from './ids'
import type { PlanItem } from './plan'
import { addDays, daysBetween, type LocalDate } from './time'

/** Something that was done: an activity or a standing item by its id; doors and leaflets of a day, which are many, without. */
export interface Actual {
  readonly id: OperationId | null
  readonly day: LocalDate
  readonly channel: Channel
}

/** What became of a planned item. `open`: its day is here, or was yesterday. */
export type ItemState =
  | { readonly kind: 'done'; readonly by: Actual }
  | { readonly kind: 'missed' }
  | { readonly kind: 'open' }
  | { readonly kind: 'upcoming' }

export interface Matched {
  readonly items: readonly { readonly item: PlanItem; readonly state: ItemState }[]
  /** Done without having been planned; doors, leaflets and dissuasions are every day's work, and no surprise. */
  readonly extra: readonly Actual[]
}

/** A day earlier or later is still as planned: rain moves a stall. */
export const PLAN_SLACK_DAYS = 1

/** What is done on one of these days may be what was planned. */
export function daysThatFit({ day }: Pick<PlanItem, 'day'>): readonly LocalDate[] {
  return Array.from({ length: 2 * PLAN_SLACK_DAYS + 1 }, (_, index) => addDays(day, index - PLAN_SLACK_DAYS))
}

/**
 * Plan against actual (S32). One thing that was done fulfils one item of its channel. Items are served by their day, each by the
 * earliest that fits, so that no other pairing fulfils more of them; then each takes the nearest of those left over.
 */
export function matchPlan(items: readonly PlanItem[], actuals: readonly Actual[], today: LocalDate): Matched {
  const left = [...actuals].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const taken = new Map<PlanItem, Actual>()
  const inOrder = [...items].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  for (const item of inOrder) {
    const found = left.findIndex((actual) => fits(item, actual))
    const actual = left[found]
    if (actual === undefined) continue
    taken.set(item, actual)
    left.splice(found, 1)
  }
  for (const [item, actual] of taken) {
    const nearer = left.findIndex((other) => fits(item, other) && distance(item, other) < distance(item, actual))
    const better = left[nearer]
    if (better === undefined) continue
    taken.set(item, better)
    left.splice(nearer, 1, actual)
  }
  return {
    items: items.map((item) => ({ item, state: stateOf(item, taken.get(item), today) })),
    extra: left.filter(({ id }) => id !== null),
  }
}

function fits(item: PlanItem, actual: Actual): boolean {
  return item.channel === actual.channel && distance(item, actual) <= PLAN_SLACK_DAYS
}

function distance(item: PlanItem, actual: Actual): number {
  return Math.abs(daysBetween(item.day, actual.day))
}

function stateOf(item: PlanItem, by: Actual | undefined, today: LocalDate): ItemState {
  if (by !== undefined) return { kind: 'done', by }
  if (item.day > today) return { kind: 'upcoming' }
  return addDays(item.day, PLAN_SLACK_DAYS) >= today ? { kind: 'open' } : { kind: 'missed' }
}
