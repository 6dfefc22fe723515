import { type CpuClock, cpuOf, cpuOfPostgres } from '../cpu-time'
import { median, spreadOf } from '../percentiles'
import { oneRound, rotated } from '../push/rounds'
import type { Shape } from '../push/shape'
import type { Side } from '../push/sides'
import { figure } from '../text-table'
import type { Backlog } from './central-side'
import { submissionOf } from './visit-form'

export interface Sent {
  readonly name: Side['name']
  /** Records a second, of each round. */
  readonly rates: readonly number[]
  /** ms of a request. */
  readonly p50: number
  readonly p95: number
  readonly bytesARecord: number
  /** Seconds for which the server goes on with a round that it has answered. */
  readonly afterwards: number
  /** ms of a processor that a record took, what was done after the answer included; null where the system doesn't tell. */
  readonly cpu: { readonly server: number | null; readonly database: number | null }
}

interface Measuring {
  readonly side: Side
  readonly server: CpuClock
  readonly rates: number[]
  readonly times: number[]
  readonly after: number[]
  readonly cpu: { server: number; database: number }
}

/** Rounds by turns; only one side works at a time, so that what the database does is the work of that side. */
export async function sendAll(
  [ours, theirs]: readonly [Side, Side],
  pids: { readonly ours: number; readonly theirs: number },
  { rounds }: Shape,
  backlog: Backlog,
  say: (line: string) => void,
): Promise<readonly Sent[]> {
  const database = cpuOfPostgres(backlog.backend)
  const all = [measuring(ours, pids.ours), measuring(theirs, pids.theirs)]
  // One round more, for warming up.
  for (let round = 0; round <= rounds; round += 1)
    for (const one of rotated(all, round)) {
      const began = { server: one.server.ms(), database: database.ms() }
      const { rate, times } = await oneRound(one.side, round)
      const afterwards = one.side === theirs ? await backlog.workedOff() : 0
      say(`round ${round}, ${one.side.name}: ${figure(rate)} records/s, then ${figure(afterwards)} s of its own`)
      if (round === 0) continue
      one.rates.push(rate)
      one.times.push(...times)
      one.after.push(afterwards)
      one.cpu.server += since(one.server, began.server)
      one.cpu.database += since(database, began.database)
    }
  return all.map(sentOf)
}

const measuring = (side: Side, pid: number): Measuring => ({
  side,
  server: cpuOf(pid),
  rates: [],
  times: [],
  after: [],
  cpu: { server: 0, database: 0 },
})

const since = (clock: CpuClock, before: number | null) => (clock.ms() ?? Number.NaN) - (before ?? Number.NaN)

function sentOf({ side, rates, times, after, cpu }: Measuring): Sent {
  side.close()
  const { p50, p95 } = spreadOf(times)
  const aRecord = (ms: number) => (Number.isNaN(ms) ? null : ms / times.length)
  return {
    name: side.name,
    rates,
    p50,
    p95,
    bytesARecord: bytesOf(side),
    afterwards: median(after),
    cpu: { server: aRecord(cpu.server), database: aRecord(cpu.database) },
  }
}

function bytesOf(side: Side): number {
  const sample = side.batchesOf(0, 0).flat()
  const text = side.name === 'ODK Central' ? sample.map(submissionOf).join('') : JSON.stringify(sample)
  return Math.round(Buffer.byteLength(text) / Math.max(1, sample.length))
}
