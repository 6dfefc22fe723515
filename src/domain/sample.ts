import type { OperationId, StaffId, UnitId } from './ids'

/**
 * 抽查 (S33): a stratified sample that anyone can draw again. The whole of the algorithm:
 *
 * 1. Each record has the key SHA-256(seed ‖ "\n" ‖ record id), in hex. Keys are compared as text; nothing else orders records.
 * 2. A stratum is one worker in one unit. Strata are ordered by the smallest key among their records.
 * 3. Places: one to each stratum, in their order, while there are any. The rest by the strata's remaining records, in proportion,
 *    rounded down; what is left over goes to the largest remainders, of equal ones to the earlier stratum.
 * 4. A stratum gives the records with its smallest keys, and the sample is listed by key.
 *
 * All of it in whole numbers and ASCII text, so that no machine rounds or sorts otherwise.
 */
export interface FrameRecord {
  readonly record: OperationId
  readonly unit: UnitId
  readonly worker: StaffId
}

export interface Stratum {
  readonly unit: UnitId
  readonly worker: StaffId
  /** How many records it has in the frame, and how many of them were chosen. */
  readonly size: number
  readonly chosen: number
}

export interface Sample {
  readonly frame: {
    readonly size: number
    /** SHA-256 of the frame's record ids, sorted, joined by "\n": another frame, another hash. */
    readonly hash: string
  }
  readonly strata: readonly Stratum[]
  readonly chosen: readonly FrameRecord[]
}

/** SHA-256 of a text's UTF-8, in hex. */
export type Digest = (text: string) => string

interface Keyed extends FrameRecord {
  readonly key: string
}

/** All of the frame where `size` is more than it has. */
export function drawSample(frame: readonly FrameRecord[], size: number, seed: string, sha256: Digest): Sample {
  const keyed = frame.map((one) => ({ ...one, key: sha256(`${seed}\n${one.record}`) })).sort(byKey)
  const groups = new Map<string, Keyed[]>()
  for (const one of keyed) {
    const name = `${one.unit}\n${one.worker}`
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [one])
    else group.push(one)
  }
  // A map keeps the order in which its groups came, which is that of their smallest keys.
  const strata = [...groups.values()]
  const places = allocate(
    strata.map(({ length }) => length),
    size,
  )
  return {
    frame: {
      size: frame.length,
      hash: sha256(
        frame
          .map(({ record }) => record)
          .sort(asText)
          .join('\n'),
      ),
    },
    strata: strata.flatMap((records, index) => {
      const [first] = records
      if (first === undefined) return []
      return [{ unit: first.unit, worker: first.worker, size: records.length, chosen: places[index] ?? 0 }]
    }),
    chosen: strata
      .flatMap((records, index) => records.slice(0, places[index] ?? 0))
      .sort(byKey)
      .map(({ record, unit, worker }) => ({ record, unit, worker })),
  }
}

/** Step 3: how many of `size` places each stratum gets, never more than it has. */
export function allocate(strata: readonly number[], size: number): readonly number[] {
  const places = strata.map((_, index) => (index < size ? 1 : 0))
  const left = size - strata.length
  if (left <= 0) return places
  const rest = strata.map((records) => records - 1)
  const all = rest.reduce((sum, records) => sum + records, 0)
  if (left >= all) return [...strata]
  const down = rest.map((records) => Math.floor((records * left) / all))
  const over = left - down.reduce((sum, records) => sum + records, 0)
  const larger = rest
    .map((records, index) => ({ index, remainder: (records * left) % all }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  const upped = new Set(larger.slice(0, over).map(({ index }) => index))
  return down.map((records, index) => 1 + records + (upped.has(index) ? 1 : 0))
}

function byKey(a: Keyed, b: Keyed): number {
  // Two records with one key are one record: ids are unique.
  return asText(a.key, b.key)
}

function asText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
