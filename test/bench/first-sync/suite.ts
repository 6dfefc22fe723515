import * as v from 'valibot'
import { PROTOCOL } from '../../../src/contract/protocol'
import { type BuildingAnswer, buildingAnswer, type PullAnswer, pullAnswer } from '../../../src/contract/pull'
import { addDays, dayOf } from '../../../src/domain/time'
import { load } from '../machine'
import { onGrounds } from '../own-server'
import { type Spread, spreadOf } from '../percentiles'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { plant, VISITS_A_DAY, visitsOf, type Walker } from '../walkers'
import { type MeteredClient, meteredClient } from './metered-client'

interface Cost {
  readonly requests: number
  /** ms from question to answer over this machine's own network, all of them added up. */
  readonly time: Spread
  /** Of bodies, as they came; and of everything that went over the connection in both directions, heads too. */
  readonly bodyBytes: number
  readonly wireBytes: number
}

export interface FirstSync {
  readonly suite: 'first-sync'
  readonly doors: number
  readonly visits: number
  readonly load: number
  readonly zipped: Cost
  /** What the same costs whoever does not read gzip. */
  readonly plain: Cost
  readonly nothingNew: Cost
}

/** A grid of 68 buildings with 44 doors each; ten thousand visits at them. */
const whole = { buildings: 272, visits: 10_000, runs: 10 }
const small = { buildings: 8, visits: 200, runs: 2 }

export async function firstSync(smoke: boolean): Promise<FirstSync> {
  const { buildings, visits, runs } = smoke ? small : whole
  const first = addDays(dayOf(Date.now()), -1 - Math.ceil(visits / VISITS_A_DAY))
  return onGrounds(async (grounds) => {
    const { host, filled } = await grounds.start(await grounds.newUrl(), (context) =>
      plant(context, 1, buildings, first, ([walker]) =>
        walker === undefined ? [] : visitsOf(walker, first, 0, visits, 1),
      ),
    )
    const [walker] = filled
    if (walker === undefined) throw new Error('no walker')
    const loadBefore = load()
    const [zipped, plain, nothingNew]: [Cost[], Cost[], Cost[]] = [[], [], []]
    let doors = 0
    for (let run = 0; run <= runs; run += 1)
      for (const gzip of run % 2 === 0 ? [true, false] : [false, true]) {
        const client = meteredClient(host.url, walker.token, gzip)
        const copy = await everything(client, walker)
        const cost = costOf(client)
        client.forget()
        await pulled(client, walker, copy)
        doors = copy.doors
        // The first run warms everything up.
        if (run > 0) (gzip ? zipped : plain).push(cost)
        if (run > 0 && gzip) nothingNew.push(costOf(client))
        client.close()
      }
    const told = { zipped: together(zipped), plain: together(plain), nothingNew: together(nothingNew) }
    return { suite: 'first-sync', doors, visits, load: loadBefore, ...told }
  })
}

interface Copy {
  readonly cursor: string | null
  readonly scope: string | null
  readonly doors: number
}

/** What a phone asks when it is new: pages until there are no more, then the doors of each building. */
async function everything(client: MeteredClient, walker: Walker): Promise<Copy> {
  let copy: Copy = { cursor: null, scope: null, doors: 0 }
  const buildings = new Set<string>()
  for (let more = true; more; ) {
    const answer = await pulled(client, walker, copy)
    for (const { kind, row } of answer.changes) if (kind === 'building') buildings.add(row.id)
    copy = { ...copy, cursor: answer.cursor, scope: answer.scope?.hash ?? copy.scope }
    more = answer.more
  }
  let doors = 0
  for (const building of buildings)
    for (let after: BuildingAnswer['next'] | undefined = null; after !== undefined; ) {
      const asked = { action: 'building', protocol: PROTOCOL, unit: walker.person.unitId, building, after }
      const answer: BuildingAnswer = v.parse(buildingAnswer, await client.ask(asked))
      doors += answer.doors.length
      after = answer.next ?? undefined
    }
  return { ...copy, doors }
}

async function pulled(client: MeteredClient, { person }: Walker, { cursor, scope }: Copy): Promise<PullAnswer> {
  const { unitId: unit, device } = person
  const asked = { action: 'pull', protocol: PROTOCOL, unit, device, pending: 0, cursor, scope }
  return v.parse(pullAnswer, await client.ask(asked))
}

function costOf(client: MeteredClient): Cost {
  const { requests, ms, bodyBytes, wireBytes } = client.sofar()
  return { requests, time: spreadOf([ms]), bodyBytes, wireBytes }
}

function together(costs: readonly Cost[]): Cost {
  const [first] = costs
  if (first === undefined) throw new Error('nothing measured')
  return { ...first, time: spreadOf(costs.map(({ time }) => time.p50)) }
}

export function verdictsOf({ zipped, nothingNew }: FirstSync): readonly Verdict[] {
  const kb = zipped.wireBytes / 1024
  return [
    {
      promise: "a worker's first sync, time of the server",
      value: zipped.time.p50,
      unit: 'ms',
      target: 1500,
      wanted: 'at most',
    },
    { promise: "a worker's first sync, on the wire", value: kb, unit: 'KB', target: 600, wanted: 'at most' },
    {
      promise: 'a pull with nothing new, answer',
      value: nothingNew.bodyBytes,
      unit: 'B',
      target: 300,
      wanted: 'at most',
    },
    {
      promise: 'a pull with nothing new, requests',
      value: nothingNew.requests,
      unit: '',
      target: 1,
      wanted: 'at most',
    },
  ]
}

export function tableOf({ zipped, plain, nothingNew, doors, visits }: FirstSync): string {
  const row = (name: string, { requests, time, bodyBytes, wireBytes }: Cost) => [
    name,
    `${requests}`,
    figure(time.p50),
    figure(time.p95),
    figure(bodyBytes / 1024),
    figure(wireBytes / 1024),
  ]
  const head = ['asked for', 'requests', 'p50 ms', 'p95 ms', 'answers KB', 'on the wire KB']
  return `${doors} doors at which ${visits} visits were logged\n${textTable(head, [
    row('everything, gzip', zipped),
    row('everything, plain', plain),
    row('what is new: nothing', nothingNew),
  ])}`
}
