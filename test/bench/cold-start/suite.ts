import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { PROTOCOL } from '../../../src/contract/protocol'
import { addDays, dayOf } from '../../../src/domain/time'
import { testKeys } from '../../support/field-fixture'
import { load } from '../machine'
import { onGrounds } from '../own-server'
import { type Spread, spreadOf } from '../percentiles'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { plant, type Walker } from '../walkers'

interface FunctionMeasured {
  readonly name: string
  /** Of its one file. */
  readonly bytes: number
  /** ms since the process began: until the file was loaded, until the first answer. */
  readonly loaded: Spread
  readonly first: Spread
  /** ms of processor time until the first answer, all threads: what others on the machine do does not lengthen it. */
  readonly own: Spread
  /** ms of the second call alone. */
  readonly second: Spread
}

export interface ColdStart {
  readonly suite: 'cold-start'
  readonly load: number
  readonly functions: readonly FunctionMeasured[]
}

const root = path.resolve(__dirname, '../../..')
const RUNS = { whole: 15, smoke: 1 }
const timesSchema = v.object({
  loaded: v.number(),
  first: v.number(),
  second: v.number(),
  own: v.number(),
  answer: v.string(),
})

/** Times are counted from the process's own beginning, Node's start in it. */
const script = `const { createRequire } = require('node:module')
  const { main } = createRequire(process.argv[1])(process.argv[1])
  const loaded = performance.now()
  const event = () => JSON.parse(process.env.EVENT)
  main(event()).then(async (answer) => {
    const first = performance.now()
    const { user, system } = process.cpuUsage()
    await main(event())
    const second = performance.now() - first
    process.stdout.write(JSON.stringify({ loaded, first, second, own: (user + system) / 1000, answer: JSON.stringify(answer) }), () => process.exit(0))
  })`

export async function coldStart(smoke: boolean): Promise<ColdStart> {
  build()
  const folder = path.join(root, 'dist/cloud')
  const names = readdirSync(folder)
  const runs = smoke ? RUNS.smoke : RUNS.whole
  return onGrounds(async (grounds) => {
    const url = await grounds.newUrl()
    const first = addDays(dayOf(Date.now()), -30)
    const [walker] = await grounds.fill(url, (context) => plant(context, 1, 2, first))
    if (walker === undefined) throw new Error('no walker')
    const loadBefore = load()
    const times = new Map(names.map((name) => [name, [] as v.InferOutput<typeof timesSchema>[]]))
    for (let run = 0; run < runs; run += 1)
      for (const name of names)
        times.get(name)?.push(startOnce(path.join(folder, name, 'index.js'), url, eventOf(name, walker)))
    const functions = names.map((name) => {
      const of = (which: 'loaded' | 'first' | 'second' | 'own') =>
        spreadOf((times.get(name) ?? []).map((one) => one[which]))
      const bytes = statSync(path.join(folder, name, 'index.js')).size
      return { name, bytes, loaded: of('loaded'), first: of('first'), second: of('second'), own: of('own') }
    })
    return { suite: 'cold-start', load: loadBefore, functions }
  })
}

function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['config/tasks/build.mjs', 'cloud'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
}

function startOnce(file: string, url: string, event: object) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, file], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: url,
      LOG_LEVEL: 'silent',
      EVENT: JSON.stringify(event),
      ...testKeys,
    },
  })
  if (status !== 0) throw new Error(`${file}: ${stderr}`)
  const times = v.parse(timesSchema, JSON.parse(stdout))
  // A problem below 5000 is an answer: it was read, looked up in the database and refused.
  if (/"code":[5-9]\d{3}/.test(times.answer)) throw new Error(`${file}: ${times.answer}`)
  return times
}

/** What each is called with: something that it has to look up. */
function eventOf(name: string, { person, token }: Walker): object {
  const { unitId: unit, device } = person
  if (name === 'timer') return { Type: 'Timer', TriggerName: 'every-minute' }
  if (name === 'sync')
    return { action: 'pull', protocol: PROTOCOL, unit, device, pending: 0, cursor: null, scope: null, token }
  if (name === 'query') return { action: 'coverage', unit, staleDays: 30, token }
  return { action: 'me', unit, token }
}

export function verdictsOf({ functions }: ColdStart): readonly Verdict[] {
  const slowest = Math.max(...functions.map(({ first }) => first.p50))
  const largest = Math.max(...functions.map(({ bytes }) => bytes))
  return [
    {
      promise: "a cloud function's first answer, of the slowest",
      value: slowest,
      unit: 'ms',
      target: 250,
      wanted: 'at most',
    },
    { promise: 'a cloud function, the largest', value: largest / 2 ** 20, unit: 'MB', target: 1.5, wanted: 'at most' },
  ]
}

export function tableOf({ functions }: ColdStart): string {
  return textTable(
    ['function', 'MB', 'loaded ms', 'first answer p50', 'p95', 'processor ms', 'second call p50'],
    functions.map(({ name, bytes, loaded, first, second, own }) => [
      name,
      figure(bytes / 2 ** 20),
      figure(loaded.p50),
      figure(first.p50),
      figure(first.p95),
      figure(own.p50),
      figure(second.p50),
    ]),
  )
}
