/**
 * The app's own engine (`src/sync`) on a storage in memory, as a process of its own. URL, WHAT (push or pull), OPERATIONS (a file), TOKEN,
 * UNIT, STAFF, DEVICE, CONTROL (told before what is pulled changes, where the server is one that can be told). Its last line is what it
 * measured.
 */
import { readFileSync } from 'node:fs'
import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { problemAnswer } from '../../../src/contract/problem'
import type { DeviceId, OperationId, StaffId, UnitId } from '../../../src/domain/ids'
import { createEngine } from '../../../src/sync/engine'
import type { Draft } from '../../../src/sync/engine-api'
import type { SyncPorts } from '../../../src/sync/ports'
import { createTestSealer } from '../../support/test-sealer'

const { URL: url = '', WHAT = '', OPERATIONS = '', TOKEN = '', UNIT = '', STAFF = '', DEVICE = '' } = process.env

const values = new Map<string, string>()
let time = Date.now()
const clock = { now: () => time, elapsed: () => performance.now() }

const ports: SyncPorts = {
  store: {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
    count: () => values.size,
  },
  transport: {
    async call(name, body) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }
      const response = await fetch(`${url}/fn/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })
      const answer: unknown = await response.json()
      const refused = v.safeParse(problemAnswer, answer)
      return refused.success ? { kind: 'problem', problem: refused.output.problem } : { kind: 'answer', body: answer }
    },
  },
  files: { read: async () => null, remove: async () => {}, put: async () => ({ kind: 'no-answer' }) },
  clock,
  ids: { operation: () => uuidv7() as OperationId },
  timers: { after: () => ({ cancel: () => {} }) },
  // As the platform's: granted in a turn of its own, in which a call that was made before is on its way.
  lock: {
    async tryRun(_, run) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      return { kind: 'ran', value: await run() }
    },
  },
  sealer: Promise.resolve(createTestSealer()),
  random: Math.random,
}

async function run(): Promise<object> {
  const engine = createEngine({ unit: UNIT as UnitId, staff: STAFF as StaffId, device: DEVICE as DeviceId }, ports)
  await synced(engine)
  switch (WHAT) {
    case 'push': {
      const drafts = JSON.parse(readFileSync(OPERATIONS, 'utf8')) as readonly (Draft & { readonly at: number })[]
      const started = performance.now()
      for (const { at, type, body } of drafts) {
        time = at
        const saved = engine.save({ type, body } as Draft)
        if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved))
      }
      const saved = performance.now() - started
      time = Date.now()
      const took = await timedSync(engine)
      const delivered = engine.records().filter(({ status }) => status.kind === 'delivered').length
      if (delivered !== drafts.length) throw new Error(`${delivered} of ${drafts.length} delivered`)
      return { ...took, saved, documents: delivered, bytes: engine.status().bytes }
    }
    case 'pull': {
      for (const { row } of engine.buildings())
        if (!(await engine.hold(row.id))) throw new Error(`${row.id} was not held`)
      await toldToGoOn()
      const took = await timedSync(engine)
      const doors = engine.buildings().flatMap(({ row }) => engine.doors(row.id) ?? [])
      const changed = doors.filter(({ memory }) => memory.length > 0).length
      return { ...took, documents: changed, bytes: engine.status().bytes }
    }
    default:
      throw new Error(`WHAT is ${WHAT}`)
  }
}

/** What is to be pulled comes into being when everything else is on the device. */
function toldToGoOn(): Promise<void> {
  console.log('ready')
  return new Promise((resolve) => process.stdin.once('data', () => resolve()))
}

async function timedSync(
  engine: ReturnType<typeof createEngine>,
): Promise<{ readonly ms: number; readonly cpu: number }> {
  const started = performance.now()
  const before = process.cpuUsage()
  await synced(engine)
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - started, cpu: (user + system) / 1000 }
}

async function synced(engine: ReturnType<typeof createEngine>): Promise<void> {
  await engine.sync()
  const { problem } = engine.status()
  if (problem) throw new Error(JSON.stringify(problem))
}

run().then(
  (measured) => {
    console.log(JSON.stringify(measured))
    process.exit(0)
  },
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
