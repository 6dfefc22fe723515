import { addDays, dayOf } from '../../../src/domain/time'
import { load } from '../machine'
import { onGrounds } from '../own-server'
import { median, spreadOf } from '../percentiles'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { VISITS_A_DAY } from '../walkers'
import { oneRound, rotated } from './rounds'
import { type Shape, smokeOf } from './shape'
import { bareSide, ourSide, type Side } from './sides'

interface SideMeasured {
  readonly name: Side['name']
  /** Records a second, of each round. */
  readonly rates: readonly number[]
  /** ms of a request. */
  readonly p50: number
  readonly p95: number
}

export interface Push {
  readonly suite: 'push' | 'single-records'
  readonly shape: Shape
  readonly bytesARecord: number
  readonly load: number
  readonly sides: readonly SideMeasured[]
}

/** The three servers stand at once and take the same load in turns, so that whatever else the machine does falls on all. */
export async function push(suite: Push['suite'], whole: Shape, smoke: boolean): Promise<Push> {
  const shape = smoke ? smokeOf(whole) : whole
  const { rounds, batches, batch } = shape
  // The last round's records are of yesterday, none of the future; one round more warms everything up.
  const days = Math.ceil(((rounds + 1) * batches * batch) / VISITS_A_DAY)
  const first = addDays(dayOf(Date.now()), -days)
  return onGrounds(async (grounds) => {
    const ours = await ourSide('ours', grounds, shape, first)
    const sides = [ours.side, (await ourSide('ours on PGlite', grounds, shape, first)).side]
    sides.push(await bareSide(grounds, shape, first, ours.walkers))
    const measured = new Map(sides.map(({ name }) => [name, { rates: [] as number[], times: [] as number[] }]))
    const loadBefore = load()
    for (let round = 0; round <= rounds; round += 1)
      for (const side of rotated(sides, round)) {
        const { rate, times } = await oneRound(side, round)
        if (round === 0) continue
        measured.get(side.name)?.rates.push(rate)
        measured.get(side.name)?.times.push(...times)
      }
    for (const side of sides) side.close()
    const sample = sides[0]?.batchesOf(0, 0).flat() ?? []
    return {
      suite,
      shape,
      bytesARecord: Math.round(Buffer.byteLength(JSON.stringify(sample)) / Math.max(1, sample.length)),
      load: loadBefore,
      sides: [...measured].map(([name, { rates, times }]) => {
        const { p50, p95 } = spreadOf(times)
        return { name, rates, p50, p95 }
      }),
    }
  })
}

/** Of two sides' rates in the same round the ratio, and of those the median: a round in which the machine was busy was so for both. */
function ratio({ sides }: Push, name: Side['name'], over: Side['name']): number {
  const [a, b] = [name, over].map((one) => sides.find((side) => side.name === one)?.rates ?? [])
  return median((a ?? []).map((rate, round) => rate / (b?.[round] ?? Number.NaN)))
}

/** What ODK Central came to in this shape, on another machine: a mark to be seen, no comparison. */
const ODK = { rate: 177, p95: 157 }

export function verdictsOf(result: Push): readonly Verdict[] {
  if (result.shape.batch === 1) {
    const ours = result.sides.find(({ name }) => name === 'ours')
    const what = 'one record a request, 20 clients'
    return [
      {
        promise: `${what}, PostgreSQL`,
        value: median(ours?.rates ?? []),
        unit: '/s',
        target: ODK.rate,
        wanted: 'at least',
      },
      { promise: `${what}, p95`, value: ours?.p95 ?? Number.NaN, unit: 'ms', target: ODK.p95, wanted: 'at most' },
    ]
  }
  const what = `push in batches of ${result.shape.batch}`
  const ofBare = ratio(result, 'ours', 'bare insert')
  const ofServer = ratio(result, 'ours on PGlite', 'ours')
  return [
    { promise: `${what}, PostgreSQL / bare insert`, value: ofBare, unit: '×', target: 0.5, wanted: 'at least' },
    { promise: `${what}, PGlite / PostgreSQL`, value: ofServer, unit: '×', target: 0.7, wanted: 'at least' },
  ]
}

export function tableOf({ sides, bytesARecord, shape }: Push): string {
  const rows = sides.map(({ name, rates, p50, p95 }) => [
    name,
    figure(median(rates)),
    figure(Math.min(...rates)),
    figure(Math.max(...rates)),
    figure(p50),
    figure(p95),
  ])
  const head = ['server', 'records/s', 'slowest', 'fastest round', 'request p50 ms', 'p95 ms']
  return `${shape.devices} devices, ${shape.batch} records a request, ${bytesARecord} bytes each\n${textTable(head, rows)}`
}
