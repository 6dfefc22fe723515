import { sql } from 'kysely'
import { sync } from '../../../src/cloud/handlers/sync'
import { PROTOCOL } from '../../../src/contract/protocol'
import { addDays, dayOf, type LocalDate } from '../../../src/domain/time'
import { testContext } from '../../support/field-fixture'
import { type BenchDatabase, openBenchDatabase } from '../engines'
import { load } from '../machine'
import { type Spread, spreadOf, timed } from '../percentiles'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { plant, VISITS_A_DAY, visitsOf, type Walker } from '../walkers'
import { cloneUnit } from './clone-unit'

/** How much there is before the records come whose cost is asked for. */
interface Size {
  readonly units: number
  readonly recordsAUnit: number
}

interface Point extends Size {
  /** ms of a batch. */
  readonly time: Spread
}

export interface RecordCost {
  readonly suite: 'record-cost'
  readonly batch: number
  readonly load: number
  readonly points: readonly Point[]
}

const BATCH = 100
const whole: readonly Size[] = [
  { units: 1, recordsAUnit: 1000 },
  { units: 1, recordsAUnit: 100_000 },
  { units: 100, recordsAUnit: 1000 },
  { units: 10_000, recordsAUnit: 10 },
]
const small: readonly Size[] = [
  { units: 1, recordsAUnit: 200 },
  { units: 10, recordsAUnit: 20 },
]
const full: readonly Size[] = [...whole, { units: 10_000, recordsAUnit: 1000 }]
const BUILDINGS = 2
/** Batches that nobody counts, and that are counted: of each size in turns. */
const RUNS = { warm: 4, smoke: 4, whole: 40 }
const WORKERS = 4

/** Every size has a database of its own on a server of its own; the same batches go to all of them in turns. */
export async function recordCost(
  { smoke, full: everything }: { readonly smoke: boolean; readonly full: boolean },
  say: (line: string) => void,
): Promise<RecordCost> {
  const sizes = smoke ? small : everything ? full : whole
  const runs = smoke ? RUNS.smoke : RUNS.whole
  const measuredDays = Math.ceil(((RUNS.warm + runs) * BATCH) / WORKERS / VISITS_A_DAY) + 1
  const firstMeasured = addDays(dayOf(Date.now()), -measuredDays)
  const places: Place[] = []
  try {
    for (const size of sizes) {
      places.push(await fill(size, firstMeasured))
      say(`${size.units} units of ${size.recordsAUnit} records`)
    }
    const loadBefore = load()
    const times = places.map(() => [] as number[])
    for (let run = 0; run < RUNS.warm + runs; run += 1)
      for (let turn = 0; turn < places.length; turn += 1) {
        const at = (run + turn) % places.length
        const took = await places[at]?.push(run)
        if (run >= RUNS.warm && took !== undefined) times[at]?.push(took)
      }
    const points = sizes.map((size, at) => ({ ...size, time: spreadOf(times[at] ?? []) }))
    return { suite: 'record-cost', batch: BATCH, load: loadBefore, points }
  } finally {
    for (const { database } of places) await database.close()
  }
}

interface Place {
  readonly database: BenchDatabase
  /** The nth batch, always of days on which nothing was done before; ms from the parsed body to the answer's text. */
  push(nth: number): Promise<number>
}

/** One unit is filled by what phones sent, the others are copies of it. */
async function fill({ units, recordsAUnit }: Size, firstMeasured: LocalDate): Promise<Place> {
  const database = await openBenchDatabase('postgres')
  try {
    const context = testContext(database)
    context.clock.time = Date.now()
    const each = Math.ceil(recordsAUnit / WORKERS)
    const days = Math.ceil(each / VISITS_A_DAY)
    const first = addDays(firstMeasured, -days - 1)
    const walkers = await plant(context, 1, BUILDINGS, first, (all) =>
      all.flatMap((walker, nth) => visitsOf(walker, first, 0, each, nth)),
    )
    await cloneUnit(context.db, 'c01', units - 1)
    await sql`vacuum analyze`.execute(context.db)
    return {
      database,
      push: async (nth) => {
        const walker = walkers[nth % WORKERS]
        if (walker === undefined) throw new Error('no walker')
        const body = bodyOf(walker, firstMeasured, nth)
        return timed(async () => {
          const { status, body: told } = await sync({ context, body, token: walker.token, openid: null })
          const applied = JSON.stringify(told).split('"applied"').length - 1
          if (status !== 200 || applied !== BATCH) throw new Error(JSON.stringify(told))
        })
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function bodyOf(walker: Walker, first: LocalDate, nth: number): unknown {
  const { unitId: unit, device } = walker.person
  const operations = visitsOf(walker, first, Math.floor(nth / WORKERS) * BATCH, BATCH, 10_000 + nth)
  return JSON.parse(JSON.stringify({ action: 'push', protocol: PROTOCOL, unit, device, pending: 0, operations }))
}

/** The dearest size as a multiple of the smallest. */
export function verdictsOf({ points }: RecordCost): readonly Verdict[] {
  const smallest = points[0]?.time.p50 ?? Number.NaN
  const value = Math.max(...points.map(({ time }) => time.p50)) / smallest
  const [most, units] = [Math.max(...points.map(recordsOf)), Math.max(...points.map((point) => point.units))]
  const promise = `a record among ${most} in ${units} units / among ${points[0]?.recordsAUnit} in one`
  return [{ promise, value, unit: '×', target: 1.3, wanted: 'at most' }]
}

const recordsOf = ({ units, recordsAUnit }: Size) => units * recordsAUnit

export function tableOf({ points, batch }: RecordCost): string {
  const smallest = points[0]?.time.p50 ?? Number.NaN
  return textTable(
    ['units', 'records of each', 'records', 'µs a record', 'p95', '× smallest'],
    points.map((point) => [
      `${point.units}`,
      `${point.recordsAUnit}`,
      `${recordsOf(point)}`,
      figure((point.time.p50 * 1000) / batch),
      figure((point.time.p95 * 1000) / batch),
      figure(point.time.p50 / smallest),
    ]),
  )
}
