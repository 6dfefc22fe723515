import { addDays, dayOf } from '../../../src/domain/time'
import { load } from '../machine'
import { onGrounds } from '../own-server'
import { median, timed } from '../percentiles'
import { rotated } from '../push/rounds'
import { type Shape, singles, smokeOf } from '../push/shape'
import { ourSide, type Side } from '../push/sides'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { VISITS_A_DAY } from '../walkers'
import { type Central, startCentral } from './central'
import { backlogOf, centralSide } from './central-side'
import { centralReaders, ourReader, type Reader } from './readers'
import { type Sent, sendAll } from './sending'

interface Read {
  readonly name: Reader['name']
  readonly rates: readonly number[]
  readonly bytes: number
}

export interface Odk {
  readonly suite: 'odk'
  readonly central: string
  readonly shape: Shape
  readonly load: number
  readonly sent: readonly Sent[]
  readonly records: number
  readonly read: readonly Read[]
}

/** Both servers stand at once, in the same PostgreSQL, and take turns. */
export async function odk(folder: string, smoke: boolean, say: (line: string) => void): Promise<Odk> {
  const shape = smoke ? smokeOf(singles) : singles
  const { rounds, batches } = shape
  const first = addDays(dayOf(Date.now()), -Math.ceil(((rounds + 1) * batches) / VISITS_A_DAY))
  return onGrounds(async (grounds) => {
    const ours = await ourSide('ours', grounds, shape, first)
    const central = await startCentral(grounds, folder, shape.devices)
    say(`ODK Central ${central.version} on Node ${central.node}`)
    const theirs = centralSide(central, shape, first, ours.walkers)
    const loadBefore = load()
    const pids = { ours: ours.host.pid, theirs: central.pid }
    const sent = await sendAll([ours.side, theirs], pids, shape, await backlogOf(grounds, central), say)
    const readers = [await ourReader(grounds, ours, shape, first), ...centralReaders(grounds, central)]
    const records = (rounds + 1) * shape.devices * batches
    const read = await readAll(readers, rounds, records, say)
    return { suite: 'odk', central: told(central), shape, load: loadBefore, sent, records, read }
  })
}

const told = ({ version, node }: Central) => `ODK Central ${version} on Node ${node}`

async function readAll(
  readers: readonly Reader[],
  rounds: number,
  records: number,
  say: (line: string) => void,
): Promise<readonly Read[]> {
  const all = readers.map((reader) => ({ reader, rates: [] as number[], bytes: 0 }))
  for (let round = 0; round <= rounds; round += 1)
    for (const one of rotated(all, round)) {
      const { reader, rates } = one
      let parts: readonly Buffer[] = []
      const took = await timed(async () => {
        parts = await reader.read()
      })
      const found = reader.recordsIn(parts)
      if (found !== records) throw new Error(`${reader.name}: ${found} of ${records} records`)
      one.bytes = parts.reduce((sum, part) => sum + part.length, 0)
      say(`round ${round}, ${reader.name}: ${figure((records * 1000) / took)} records/s`)
      if (round > 0) rates.push((records * 1000) / took)
    }
  return all.map(({ reader, rates, bytes }) => ({ name: reader.name, rates, bytes }))
}

/** Of the same round's rates, and of those ratios the median: a round in which the machine was busy was so for both. */
const ratio = (a: readonly number[] = [], b: readonly number[] = []) =>
  median(a.map((rate, round) => rate / (b[round] ?? Number.NaN)))

export function verdictsOf({ sent, read }: Odk): readonly Verdict[] {
  const sending = (name: Side['name']) => sent.find((one) => one.name === name)?.rates
  const reading = (name: Reader['name']) => read.find((one) => one.name === name)?.rates
  return [
    {
      promise: 'one record a request, 20 clients, ours / ODK Central',
      value: ratio(sending('ours'), sending('ODK Central')),
      unit: '×',
      target: 5,
      wanted: 'at least',
    },
    {
      promise: 'records read back, our workbooks / its OData',
      value: ratio(reading('ours, workbooks'), reading('OData, whole')),
      unit: '×',
      target: 2,
      wanted: 'at least',
    },
  ]
}

export function tableOf({ central, shape, sent, records, read }: Odk): string {
  const rates = (all: readonly number[]) => [median(all), Math.min(...all), Math.max(...all)].map(figure)
  const sending = textTable(
    [
      'server',
      'records/s',
      'slowest',
      'fastest round',
      'p50 ms',
      'p95 ms',
      'then busy s',
      'CPU ms, server',
      'database',
      'bytes',
    ],
    sent.map(({ name, p50, p95, bytesARecord, afterwards, cpu, ...one }) => [
      name,
      ...rates(one.rates),
      ...[p50, p95, afterwards, cpu.server ?? Number.NaN, cpu.database ?? Number.NaN].map(figure),
      `${bytesARecord}`,
    ]),
  )
  const reading = textTable(
    ['read back', 'records/s', 'slowest', 'fastest round', 'MB'],
    read.map(({ name, bytes, ...one }) => [name, ...rates(one.rates), figure(bytes / 2 ** 20)]),
  )
  return `${central}; ${shape.devices} devices, one record a request\n${sending}\n\n${records} records\n${reading}`
}
