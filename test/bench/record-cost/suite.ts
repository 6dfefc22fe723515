import { sql } from 'kysely'
import * as v from 'valibot'
import { sync } from '../../../src/cloud/handlers/sync'
import { PROTOCOL } from '../../../src/contract/protocol'
import { staffId, unitId as unitIdSchema } from '../../../src/contract/scalars'
import { addDays, dayOf, type LocalDate } from '../../../src/domain/time'
import { tokenOf } from '../../support/calls'
import { type TestContext, testContext } from '../../support/field-fixture'
import { clonedPerson, cloneName, cloneUnit } from '../clone-unit'
import { type BenchDatabase, openBenchDatabase } from '../engines'
import { load } from '../machine'
import { type Spread, spreadOf, timed } from '../percentiles'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { plant, VISITS_A_DAY, visitsOf, type Walker } from '../walkers'

/** How much there is before the records come whose cost is asked for. */
interface Size {
  readonly units: number
  readonly recordsAUnit: number
}

interface Point extends Size {
  /** ms of a batch to the same unit each time. */
  readonly time: Spread
  /** Of a batch to another unit each time, none of which was asked for before; null: there is one unit. */
  readonly elsewhere: Spread | null
  readonly databaseGb: number
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
/** Of a server that is filled by the million rows at once: what it writes twice for a crash would be more than the rows. */
const SETTINGS = ['wal_level=minimal', 'max_wal_senders=0', 'full_page_writes=off', 'max_wal_size=8GB']
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
      const started = Date.now()
      places.push(await fill(size, firstMeasured, runs, say))
      say(`${size.units} units of ${size.recordsAUnit} records in ${Math.round((Date.now() - started) / 1000)} s`)
    }
    const loadBefore = load()
    const times = places.map(() => ({ same: [] as number[], elsewhere: [] as number[] }))
    for (let run = 0; run < RUNS.warm + runs; run += 1)
      for (let turn = 0; turn < places.length; turn += 1) {
        const at = (run + turn) % places.length
        const took = await places[at]?.push(run)
        if (run < RUNS.warm || took === undefined) continue
        times[at]?.same.push(took)
        const other = await places[at]?.pushElsewhere(run - RUNS.warm)
        if (other !== undefined) times[at]?.elsewhere.push(other)
      }
    const points: Point[] = []
    for (const [at, size] of sizes.entries()) {
      const { same, elsewhere } = times[at] ?? { same: [], elsewhere: [] }
      const bytes = (await places[at]?.bytes()) ?? Number.NaN
      points.push({
        ...size,
        time: spreadOf(same),
        elsewhere: elsewhere.length === 0 ? null : spreadOf(elsewhere),
        databaseGb: bytes / 2 ** 30,
      })
    }
    return { suite: 'record-cost', batch: BATCH, load: loadBefore, points }
  } finally {
    for (const { database } of places) await database.close()
  }
}

interface Place {
  readonly database: BenchDatabase
  /** The nth batch, always of days on which nothing was done before; ms from the parsed body to the answer's text. */
  push(nth: number): Promise<number>
  /** Such a batch to a unit that nobody sent anything to yet; undefined: there is none. */
  pushElsewhere(nth: number): Promise<number | undefined>
  bytes(): Promise<number>
}

/** One unit is filled by what phones sent, the others are copies of it. */
async function fill(
  { units, recordsAUnit }: Size,
  firstMeasured: LocalDate,
  runs: number,
  say: (line: string) => void,
): Promise<Place> {
  const database = await openBenchDatabase('postgres', SETTINGS)
  try {
    const context = testContext(database)
    context.clock.time = Date.now()
    const each = Math.ceil(recordsAUnit / WORKERS)
    const days = Math.ceil(each / VISITS_A_DAY)
    const first = addDays(firstMeasured, -days - 1)
    const walkers = await plant(context, 1, BUILDINGS, first, (all) =>
      all.flatMap((walker, nth) => visitsOf(walker, first, 0, each, nth)),
    )
    await cloneUnit(context.db, 'c01', units - 1, say)
    await sql`vacuum analyze`.execute(context.db)
    const strangers = await strangersIn(context, walkers, units - 1, runs)
    const push = (walker: Walker | undefined, nth: number) => {
      if (walker === undefined) throw new Error('no walker')
      const body = bodyOf(walker, firstMeasured, nth)
      return timed(async () => {
        const { status, body: told } = await sync({ context, body, token: walker.token, openid: null })
        const applied = JSON.stringify(told).split('"applied"').length - 1
        if (status !== 200 || applied !== BATCH) throw new Error(JSON.stringify(told))
      })
    }
    return {
      database,
      push: (nth) => push(walkers[nth % WORKERS], nth),
      pushElsewhere: async (nth) => {
        const stranger = strangers[nth]
        return stranger === undefined ? undefined : push(stranger, nth)
      },
      bytes: async () => {
        const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(
          context.db,
        )
        return rows[0]?.bytes ?? Number.NaN
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** A worker of each of so many copies, far apart from each other. */
async function strangersIn(
  context: TestContext,
  walkers: readonly Walker[],
  copies: number,
  count: number,
): Promise<readonly Walker[]> {
  const strangers: Walker[] = []
  for (let nth = 0; nth < Math.min(copies, count); nth += 1) {
    const copy = 1 + Math.floor((nth * copies) / Math.min(copies, count))
    const walker = walkers[nth % WORKERS]
    if (walker === undefined) throw new Error('no walker')
    const unitId = v.parse(unitIdSchema, cloneName(copy))
    const person = { ...walker.person, unitId, id: v.parse(staffId, clonedPerson(copy, walker.person.id)) }
    strangers.push({ ...walker, person, token: await tokenOf(context, person) })
  }
  return strangers
}

function bodyOf(walker: Walker, first: LocalDate, nth: number): unknown {
  const { unitId: unit, device } = walker.person
  const operations = visitsOf(walker, first, Math.floor(nth / WORKERS) * BATCH, BATCH, 10_000 + nth)
  return JSON.parse(JSON.stringify({ action: 'push', protocol: PROTOCOL, unit, device, pending: 0, operations }))
}

/** The dearest size as a multiple of the smallest, by the batches to one unit and by those to another one each time. */
export function verdictsOf({ points }: RecordCost): readonly Verdict[] {
  const smallest = points[0]?.time.p50 ?? Number.NaN
  const promised = (what: string, times: readonly Spread[]): Verdict => ({
    promise: `a record among ${Math.max(...points.map(recordsOf))} in ${Math.max(...points.map(({ units }) => units))} units${what} / among ${points[0]?.recordsAUnit} in one`,
    value: Math.max(...times.map(({ p50 }) => p50)) / smallest,
    unit: '×',
    target: 1.3,
    wanted: 'at most',
  })
  const elsewhere = points.flatMap((point) => point.elsewhere ?? [])
  const same = points.map(({ time }) => time)
  return [promised('', same), promised(', another unit each time', elsewhere)]
}

const recordsOf = ({ units, recordsAUnit }: Size) => units * recordsAUnit

export function tableOf({ points, batch }: RecordCost): string {
  const smallest = points[0]?.time.p50 ?? Number.NaN
  return textTable(
    ['units', 'of each', 'records', 'GB', 'µs a record', 'p95', '× smallest', 'another unit each', '× smallest'],
    points.map((point) => [
      `${point.units}`,
      `${point.recordsAUnit}`,
      `${recordsOf(point)}`,
      figure(point.databaseGb),
      figure((point.time.p50 * 1000) / batch),
      figure((point.time.p95 * 1000) / batch),
      figure(point.time.p50 / smallest),
      point.elsewhere === null ? '' : figure((point.elsewhere.p50 * 1000) / batch),
      point.elsewhere === null ? '' : figure(point.elsewhere.p50 / smallest),
    ]),
  )
}
