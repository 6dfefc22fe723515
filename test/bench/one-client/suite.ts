import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { addDays, dayOf, type LocalDate } from '../../../src/domain/time'
import { load } from '../machine'
import { type Grounds, onGrounds } from '../own-server'
import { median } from '../percentiles'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { type Documents, writeDocuments } from './documents'
import { bareWay, ourWay, pouchWay, rxWay, type Way } from './ways'

const names = ['ours, our server', 'PouchDB, express-pouchdb', 'ours, bare server', 'RxDB, bare server'] as const
type Name = (typeof names)[number]
const directions = ['push', 'pull'] as const
type Direction = (typeof directions)[number]

export interface OneClient {
  readonly suite: 'one-client'
  readonly documents: number
  readonly bytes: Documents['bytes']
  readonly load: number
  /** Documents a second, of each round. */
  readonly rates: Readonly<Record<Name, Readonly<Record<Direction, readonly number[]>>>>
  /** Processor ms of the client's process for a hundred documents, medians. */
  readonly cpu: Readonly<Record<Name, Readonly<Record<Direction, number>>>>
  /** ms of saving all of them on the device, median. */
  readonly saving: Readonly<Record<Name, number>>
}

const ROUNDS = { whole: 5, smoke: 1 }
const DOCUMENTS = { whole: 10_000, smoke: 300 }
/** The oldest record is younger than the cloud takes. */
const DAYS = 38

export async function oneClient(smoke: boolean): Promise<OneClient> {
  const [rounds, count] = smoke ? [ROUNDS.smoke, DOCUMENTS.smoke] : [ROUNDS.whole, DOCUMENTS.whole]
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-clients-'))
  try {
    const first = addDays(dayOf(Date.now()), -DAYS)
    return await onGrounds((grounds) => measure(grounds, folder, first, rounds, count))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  grounds: Grounds,
  folder: string,
  first: LocalDate,
  rounds: number,
  count: number,
): Promise<OneClient> {
  const documents = writeDocuments(folder, count, first)
  const ways: Readonly<Record<Name, Way>> = {
    'ours, our server': await ourWay(grounds, folder, first, rounds, count),
    'PouchDB, express-pouchdb': await pouchWay(grounds, folder, documents),
    'ours, bare server': await bareWay(grounds, documents),
    'RxDB, bare server': await rxWay(grounds, documents),
  }
  const loadBefore = load()
  const of = <T>(make: () => T) => Object.fromEntries(names.map((name) => [name, make()])) as Record<Name, T>
  const rates = of(() => ({ push: [] as number[], pull: [] as number[] }))
  const cpus = of(() => ({ push: [] as number[], pull: [] as number[] }))
  const saving = of(() => [] as number[])
  for (let round = 0; round < rounds; round += 1)
    for (const direction of directions)
      for (const name of names) {
        const { ms, cpu, saved, documents: moved } = await ways[name][direction](round)
        if (moved < count) throw new Error(`${name}: ${moved} of ${count} after ${direction}`)
        rates[name][direction].push((count * 1000) / ms)
        cpus[name][direction].push((cpu * 100) / count)
        if (direction === 'push') saving[name].push(saved)
      }
  const each = <T>(make: (name: Name) => T) =>
    Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>
  return {
    suite: 'one-client',
    documents: count,
    bytes: documents.bytes,
    load: loadBefore,
    rates,
    cpu: each((name) => ({ push: median(cpus[name].push), pull: median(cpus[name].pull) })),
    saving: each((name) => median(saving[name])),
  }
}

function ratio({ rates }: OneClient, direction: Direction, name: Name, over: Name): number {
  return median(rates[name][direction].map((rate, round) => rate / (rates[over][direction][round] ?? Number.NaN)))
}

export function verdictsOf(result: OneClient): readonly Verdict[] {
  const verdict = (direction: Direction, name: Name, over: Name, target: number): Verdict => ({
    promise: `one client's ${direction}: ${name} / ${over}`,
    value: ratio(result, direction, name, over),
    unit: '×',
    target,
    wanted: 'at least',
  })
  return [
    verdict('push', 'ours, our server', 'PouchDB, express-pouchdb', 3),
    verdict('pull', 'ours, our server', 'PouchDB, express-pouchdb', 10),
    verdict('push', 'ours, bare server', 'RxDB, bare server', 1.5),
    verdict('pull', 'ours, bare server', 'RxDB, bare server', 1.5),
  ]
}

export function tableOf({ documents, bytes, rates, cpu, saving }: OneClient): string {
  const rows = names.map((name) => [
    name,
    ...directions.flatMap((direction) => [
      figure(median(rates[name][direction])),
      figure(Math.min(...rates[name][direction])),
      figure(Math.max(...rates[name][direction])),
      figure(cpu[name][direction]),
    ]),
    figure(saving[name]),
  ])
  const head = [
    'client, server',
    'push/s',
    'slowest',
    'fastest',
    'cpu',
    'pull/s',
    'slowest',
    'fastest',
    'cpu',
    'saving ms',
  ]
  const said = `${documents} documents, visits of ${bytes.operation} bytes pushed and doors of ${bytes.door} pulled`
  return `${said}\n${textTable(head, rows)}`
}
