import type { OperationId, StaffId } from './ids'
import { DAY, MINUTE, type Milliseconds } from './time'

/**
 * What records let one ask (S37): each is a question to a person, with the number of records it was looked for in. None of them
 * is a verdict, and nothing counts less for it.
 */
export interface Signal {
  readonly kind: 'photo-twice' | 'impossible-way' | 'same-words' | 'clock-moved'
  readonly records: readonly OperationId[]
  readonly staff: StaffId
  /** In how many records it was seen, out of `sample`. */
  readonly seen: number
  readonly sample: number
  readonly metres: number | null
  readonly time: Milliseconds | null
}

/** Where a record was made, as the phone said; `accuracy` in metres. */
export interface Fix {
  readonly latitude: number
  readonly longitude: number
  readonly accuracy: number
}

const EARTH = 6_371_000

/** Metres along the surface. */
export function distance(a: Fix, b: Fix): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const across = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2
  const along = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2
  const haversine = across + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * along
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(haversine)))
}

export interface PhotoRecord {
  readonly id: OperationId
  readonly staffId: StaffId
  readonly photos: readonly string[]
}

/** The same photo in a case's attempt and in another one. `sample`: attempts of the unit that have photos. */
export function photosTwice(
  own: readonly PhotoRecord[],
  others: readonly PhotoRecord[],
  sample: number,
): readonly Signal[] {
  const known = [...own, ...others]
  const photos = new Set(own.flatMap((record) => record.photos))
  return [...photos].flatMap((photo) => {
    const holders = known.filter((record) => record.photos.includes(photo))
    const [newest] = holders.filter((record) => own.includes(record)).slice(-1)
    if (holders.length < 2 || newest === undefined) return []
    const records = holders.map(({ id }) => id)
    return [
      { kind: 'photo-twice', records, staff: newest.staffId, seen: holders.length, sample, metres: null, time: null },
    ]
  })
}

/** A record with the place it was made at and the door or case it is about. */
export interface PlacedRecord {
  readonly id: OperationId
  readonly staffId: StaffId
  readonly door: string
  readonly startedAt: Milliseconds
  readonly at: Milliseconds
  readonly fix: Fix
}

const SHORTEST_WAY = 500
const LONGEST_PAUSE = MINUTE

/**
 * Somebody met here, and a record of the same person at another door at least 500 m away, with at most a minute in between. Both
 * places may be as wrong as the phone says they may. `records`: the person's of those days.
 */
export function impossibleWays(met: readonly PlacedRecord[], records: readonly PlacedRecord[]): readonly Signal[] {
  return met.flatMap((here) => {
    const same = records.filter(({ id, staffId }) => id !== here.id && staffId === here.staffId)
    return same.flatMap((there): readonly Signal[] => {
      const metres = Math.floor(distance(here.fix, there.fix) - here.fix.accuracy - there.fix.accuracy)
      const time = Math.max(0, here.startedAt - there.at, there.startedAt - here.at)
      if (there.door === here.door || metres < SHORTEST_WAY || time > LONGEST_PAUSE) return []
      const found = { records: [here.id, there.id], staff: here.staffId, seen: 2, sample: same.length + 1 }
      return [{ kind: 'impossible-way', ...found, metres, time }]
    })
  })
}

export interface NotedRecord {
  readonly id: OperationId
  readonly staffId: StaffId
  readonly at: Milliseconds
  /** Equal for equal words. */
  readonly note: string
}

const WORDS_WITHIN = 30 * DAY

/** The very same words in several attempts of one person within 30 days. `sample`: those of his that have words. */
export function sameWords(own: readonly NotedRecord[], records: readonly NotedRecord[]): readonly Signal[] {
  const asked = new Set<string>()
  return own.flatMap((record): readonly Signal[] => {
    const key = `${record.staffId} ${record.note}`
    if (asked.has(key)) return []
    asked.add(key)
    const near = records.filter(
      ({ staffId, at }) => staffId === record.staffId && Math.abs(at - record.at) <= WORDS_WITHIN,
    )
    const same = near.filter(({ note }) => note === record.note)
    if (same.length < 2) return []
    const found = { records: same.map(({ id }) => id), staff: record.staffId, seen: same.length, sample: near.length }
    return [{ kind: 'same-words', ...found, metres: null, time: null }]
  })
}

/** An operation in the order of the log, with both of its device's clocks. */
export interface ClockedRecord {
  readonly id: OperationId
  readonly staffId: StaffId
  readonly device: string
  readonly receivedAt: Milliseconds
  /** By the device's clock, which a person may move. */
  readonly at: Milliseconds
  /** Since the app's start, which nobody can. */
  readonly elapsed: Milliseconds
}

const CLOCK_AGREES = 2 * MINUTE

/**
 * A device's clock that went back while the app ran on. Only neighbours in the log are compared. What came together is sorted by
 * the device's clock, so of two such neighbours the order does not tell: there the clock must have gone back whichever came first,
 * for an app that was started anew counts from zero again.
 */
export function clocksMoved(log: readonly ClockedRecord[]): readonly Signal[] {
  const devices = new Map<string, ClockedRecord[]>()
  for (const record of log) devices.set(record.device, [...(devices.get(record.device) ?? []), record])
  return [...devices.values()].flatMap((records) =>
    records.slice(1).flatMap((second, index): readonly Signal[] => {
      const first = records[index]
      if (first === undefined) return []
      const time = movedBack(first, second)
      if (time === null) return []
      const found = { records: [first.id, second.id], staff: second.staffId, seen: 1, sample: records.length }
      return [{ kind: 'clock-moved', ...found, metres: null, time }]
    }),
  )
}

function movedBack(first: ClockedRecord, second: ClockedRecord): Milliseconds | null {
  const together = first.receivedAt === second.receivedAt
  const [early, later] = together && first.elapsed > second.elapsed ? [second, first] : [first, second]
  if (later.elapsed < early.elapsed) return null
  const back = early.at - early.elapsed - (later.at - later.elapsed)
  if (back <= CLOCK_AGREES) return null
  // Another start of the app between the two would explain it, were the later one really the earlier.
  if (together) return back < later.elapsed ? back : null
  return later.at < early.at ? back : null
}
