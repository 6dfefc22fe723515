import { playedChannels, standingChannels } from './activity'
import { addDays, daysBetween, HOUR, type LocalDate, type Milliseconds, startOfDay } from './time'

/**
 * A thing that stands at a place for a time (S14): a banner, a slogan, a board; a screen or a loudspeaker that plays there by
 * schedule. It is put up, looked after, renewed and taken down; no minute ever comes of it.
 */
export const standingKinds = [...standingChannels, ...playedChannels] as const
export type StandingKind = (typeof standingKinds)[number]

/** 完好 · 破损 · 缺失 */
export const conditions = ['good', 'damaged', 'missing'] as const
export type Condition = (typeof conditions)[number]

export interface StandingItem {
  readonly kind: StandingKind
  readonly place: string
  /** What is written on it, or played. */
  readonly words: string | null
  /** Both days included. */
  readonly from: LocalDate
  readonly to: LocalDate
  /** When the last day was said last: of two renewals the later one holds, in whatever order they arrive. */
  readonly toSaidAt: Milliseconds
  readonly condition: Condition
  readonly checkedAt: Milliseconds
  readonly note: string | null
  readonly removedAt: Milliseconds | null
  /** The last day that somebody was reminded of; a renewed item is reminded of anew. */
  readonly promptedFor: LocalDate | null
}

/** As it was put up: whoever put it up saw that it is whole. */
export function postedItem(
  said: Pick<StandingItem, 'kind' | 'place' | 'from' | 'to'> & { readonly words?: string | undefined },
  at: Milliseconds,
): StandingItem {
  return {
    kind: said.kind,
    place: said.place,
    words: said.words ?? null,
    from: said.from,
    to: said.to,
    toSaidAt: at,
    condition: 'good',
    checkedAt: at,
    note: null,
    removedAt: null,
    promptedFor: null,
  }
}

export type StandingDeed =
  | { readonly kind: 'check'; readonly condition: Condition; readonly note: string | null }
  | { readonly kind: 'renew'; readonly to: LocalDate }
  | { readonly kind: 'remove' }

/** Undefined: it was taken down before that. */
export function afterDeed(item: StandingItem, deed: StandingDeed, at: Milliseconds): StandingItem | undefined {
  if (item.removedAt !== null && at > item.removedAt && deed.kind !== 'remove') return undefined
  switch (deed.kind) {
    case 'check':
      return at < item.checkedAt ? item : { ...item, condition: deed.condition, note: deed.note, checkedAt: at }
    case 'renew':
      return at < item.toSaidAt ? item : { ...item, to: deed.to, toSaidAt: at }
    case 'remove':
      return { ...item, removedAt: Math.min(item.removedAt ?? at, at) }
    default:
      return deed satisfies never
  }
}

export const standingStates = ['damaged', 'expired', 'expiring', 'in-place', 'removed'] as const
export type StandingState = (typeof standingStates)[number]

/** Three days are enough to have a new one printed. */
const EXPIRING_DAYS = 3

/** What is to be done about it, the most pressing first: a torn banner is seen before one that ends tomorrow. */
export function standingState(
  { removedAt, condition, to }: Pick<StandingItem, 'removedAt' | 'condition' | 'to'>,
  today: LocalDate,
): StandingState {
  if (removedAt !== null) return 'removed'
  if (condition !== 'good') return 'damaged'
  if (to < today) return 'expired'
  return daysBetween(today, to) <= EXPIRING_DAYS ? 'expiring' : 'in-place'
}

/** On the morning of its last day somebody is reminded, once; null: nobody has to be. */
export function promptAt({
  removedAt,
  to,
  promptedFor,
}: Pick<StandingItem, 'removedAt' | 'to' | 'promptedFor'>): Milliseconds | null {
  return removedAt !== null || promptedFor === to ? null : startOfDay(to) + 8 * HOUR
}

/** The longest that a thing is put up for at a time. */
const LONGEST_DAYS = 400

/** What hangs has been hung: a plan is none. And a year later somebody looks at it again. */
export function rightPeriod(from: LocalDate, to: LocalDate, today: LocalDate): boolean {
  return from <= addDays(today, 1) && from <= to && daysBetween(from, to) <= LONGEST_DAYS
}
