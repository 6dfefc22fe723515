import fc from 'fast-check'
import { type Condition, conditions } from '#domain/standing'
import { type Outcome, outcomes } from '#domain/visit'
import type { Fate } from './phone'

export const HOUSES = 2
export const DOORS = 3

export type Step =
  | {
      readonly do: 'visit'
      readonly phone: number
      readonly house: number
      readonly door: number
      readonly outcome: Outcome
      readonly leaflets: number
    }
  | { readonly do: 'amend' | 'undo'; readonly phone: number; readonly which: number; readonly outcome: Outcome }
  | { readonly do: 'hand-out'; readonly phone: number; readonly quantity: number }
  | {
      readonly do: 'activity'
      readonly phone: number
      readonly minutes: number
      readonly channel: 'lecture' | 'screen'
    }
  | {
      readonly do: 'activity-amend' | 'activity-undo'
      readonly phone: number
      readonly which: number
      readonly minutes: number
    }
  | { readonly do: 'post'; readonly phone: number; readonly days: number }
  | {
      readonly do: 'check' | 'renew' | 'remove'
      readonly phone: number
      readonly which: number
      readonly condition: Condition
      readonly days: number
    }
  | { readonly do: 'sync'; readonly phone: number; readonly fates: readonly Fate[]; readonly during: Step | null }
  | {
      readonly do: 'hold'
      readonly phone: number
      readonly house: number
      readonly fates: readonly Fate[]
      readonly during: Step | null
    }
  | { readonly do: 'restart'; readonly phone: number }
  | { readonly do: 'kill-at'; readonly phone: number; readonly writes: number }
  | { readonly do: 'deliver-late'; readonly which: number; readonly twice: boolean }
  | { readonly do: 'scope'; readonly worker: number; readonly houses: readonly number[] }
  | { readonly do: 'full'; readonly phone: number; readonly room: number | null }
  | { readonly do: 'resend'; readonly phone: number }
  | { readonly do: 'mend'; readonly phone: number }
  | { readonly do: 'clear-copy'; readonly phone: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'skew'; readonly phone: number; readonly by: number }

const phone = fc.nat({ max: 2 })
const outcome = fc.constantFrom(...outcomes)
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Fate>('ok') },
  { weight: 8, arbitrary: fc.constantFrom<Fate>('not-sent', 'lost', 'cut', 'late', 'garbage') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Fate>(
      { problem: 5030 },
      { problem: 5000 },
      { problem: 4130 },
      { problem: 4010 },
      { problem: 4290 },
    ),
  },
)
const fates = fc.array(fate, { maxLength: 5 })
const save: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('visit' as const),
      phone,
      house: fc.integer({ min: 1, max: HOUSES }),
      door: fc.integer({ min: 1, max: DOORS }),
      outcome,
      leaflets: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('amend' as const, 'undo' as const),
      phone,
      which: fc.nat({ max: 5 }),
      outcome,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('hand-out' as const), phone, quantity: fc.integer({ min: 1, max: 30 }) }),
  },
)
const deskWork: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('activity' as const),
      phone,
      minutes: fc.integer({ min: 5, max: 50 }),
      channel: fc.constantFrom('lecture' as const, 'lecture' as const, 'screen' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('activity-amend' as const, 'activity-undo' as const),
      phone,
      which: fc.nat({ max: 3 }),
      minutes: fc.integer({ min: 5, max: 50 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('post' as const), phone, days: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('check' as const, 'renew' as const, 'remove' as const),
      phone,
      which: fc.nat({ max: 3 }),
      condition: fc.constantFrom(...conditions),
      days: fc.integer({ min: 10, max: 90 }),
    }),
  },
)
const during = fc.option(
  fc.oneof(
    { weight: 4, arbitrary: save },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('hold' as const),
        phone,
        house: fc.integer({ min: 1, max: HOUSES }),
        fates: fc.constant([]),
        during: fc.constant(null),
      }),
    },
  ),
  { nil: null },
)
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: save },
  { weight: 5, arbitrary: deskWork },
  { weight: 10, arbitrary: fc.record({ do: fc.constant('sync' as const), phone, fates, during }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      phone,
      house: fc.integer({ min: 1, max: HOUSES }),
      fates,
      during,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const), phone }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('kill-at' as const), phone, writes: fc.nat({ max: 14 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('deliver-late' as const), which: fc.nat({ max: 5 }), twice: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('scope' as const),
      worker: fc.constantFrom(1, 2),
      houses: fc.subarray([1, 2]),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('full' as const),
      phone,
      room: fc.option(fc.nat({ max: 900 }), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('resend' as const, 'mend' as const), phone }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear-copy' as const), phone }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(0.2, 1, 20, 1500) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('skew' as const), phone, by: fc.constantFrom(-90_000, 0, 3_600_000) }),
  },
)
