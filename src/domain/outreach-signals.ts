import type { OperationId, StaffId } from './ids'
import type { Signal } from './signals'
import { MINUTE, type Milliseconds } from './time'

/** What records of outreach let one ask (S37), beside those of `signals.ts`. Questions all, none of them a verdict. */

export const signalKinds = [
  'photo-twice',
  'impossible-way',
  'same-words',
  'clock-moved',
  'two-at-once', // in two activities at one time
  'met-burst', // a dozen doors met within a minute
] as const
export type SignalKind = (typeof signalKinds)[number]

export interface OutreachSignal extends Omit<Signal, 'kind'> {
  readonly kind: SignalKind
}

export interface MetRecord {
  readonly id: OperationId
  readonly staffId: StaffId
  /** When it was saved. */
  readonly at: Milliseconds
}

const BURST = 12

/** 12 or more doors at which one person met somebody, saved within a minute. `sample`: all that he met in these days. */
export function metBursts(met: readonly MetRecord[]): readonly OutreachSignal[] {
  return byPerson(met).flatMap(([staff, own]) => {
    const sorted = [...own].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    const found: OutreachSignal[] = []
    for (let index = 0; index < sorted.length; ) {
      const from = sorted[index]?.at ?? 0
      const near = sorted.slice(index).filter(({ at }) => at - from < MINUTE)
      if (near.length < BURST) {
        index += 1
        continue
      }
      const time = Math.max(...near.map(({ at }) => at)) - from
      const records = near.map(({ id }) => id)
      found.push({ kind: 'met-burst', records, staff, seen: near.length, sample: sorted.length, metres: null, time })
      index += near.length
    }
    return found
  })
}

export interface AttendedRecord {
  readonly id: OperationId
  /** Everybody who was there. */
  readonly staff: readonly StaffId[]
  readonly from: Milliseconds
  readonly to: Milliseconds
  readonly place: string
}

/** So much may lie between when an activity was over and when somebody wrote that it was. */
const OVERLAP_MEANS_NOTHING = 10 * MINUTE

/** One person in two activities at different places for more than ten minutes at once. `sample`: his activities of these days. */
export function twoAtOnce(attended: readonly AttendedRecord[]): readonly OutreachSignal[] {
  const people = [...new Set(attended.flatMap(({ staff }) => staff))]
  return people.flatMap((staff) => {
    const own = attended.filter((record) => record.staff.includes(staff))
    return own.flatMap((first, index) =>
      own.slice(index + 1).flatMap((second): readonly OutreachSignal[] => {
        const time = Math.min(first.to, second.to) - Math.max(first.from, second.from)
        if (first.place === second.place || time <= OVERLAP_MEANS_NOTHING) return []
        const records = [first.id, second.id]
        return [{ kind: 'two-at-once', records, staff, seen: 2, sample: own.length, metres: null, time }]
      }),
    )
  })
}

export interface WordedRecord {
  readonly id: OperationId
  readonly staffId: StaffId
  readonly note: string
}

const TIMES = 5
/** A short remark is the same at many doors in all honesty. */
const SHORTEST = 8

/** The very same words at five doors or more, by one person. `sample`: those of his records that have words. */
export function sameNotes(noted: readonly WordedRecord[]): readonly OutreachSignal[] {
  return byPerson(noted).flatMap(([staff, own]) => {
    const words = [...new Set(own.map(({ note }) => note))].filter((note) => note.length >= SHORTEST)
    return words.flatMap((words): readonly OutreachSignal[] => {
      const records = own.filter(({ note }) => note === words).map(({ id }) => id)
      if (records.length < TIMES) return []
      const seen = records.length
      return [{ kind: 'same-words', records, staff, seen, sample: own.length, metres: null, time: null }]
    })
  })
}

function byPerson<R extends { readonly staffId: StaffId }>(records: readonly R[]) {
  const people = new Map<StaffId, R[]>()
  for (const record of records) people.set(record.staffId, [...(people.get(record.staffId) ?? []), record])
  return [...people]
}
