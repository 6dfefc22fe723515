import * as v from 'valibot'
import { problemAnswer } from '#contract/problem'
import type { DeviceId, DoorId, OperationId, StaffId, UnitId } from '#domain/ids'
import { MINUTE } from '#domain/time'
import { createEngine } from '#sync/engine'
import type { Engine } from '#sync/engine-api'
import type { TransportResult } from '#sync/ports'
import { newOperationId } from '../field-fixture'
import { createDisk } from '../memory-store'

/** Its patience between two tries goes by so many times as fast: a test need not wait for five minutes' back-off. */
const HASTE = 10

/** A phone's engine on a storage in memory, with real time, a real network and its own timers. */
export interface LivePhone {
  readonly engine: Engine
  /** Ids of what it saved. */
  readonly saved: readonly OperationId[]
  /** Ids of what the cloud told it to have. */
  delivered(): ReadonlySet<OperationId>
  /** Numbers of the problems that it was told. */
  readonly problems: ReadonlySet<number>
  forgetProblems(): void
  /** Words of the last of them. */
  lastProblem(): string
  log(door: DoorId): void
  stop(): void
}

interface Options {
  readonly unit: UnitId
  readonly staff: StaffId
  readonly device: DeviceId
  readonly token: string
  /** Of the server, as long as it stays where it is. */
  readonly url: () => string
}

export function livePhone({ unit, staff, device, token, url }: Options): LivePhone {
  const disk = createDisk()
  const store = disk.open()
  const saved: OperationId[] = []
  const problems = new Set<number>()
  const delivered = new Set<OperationId>()
  let last = ''
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }

  async function call(name: string, body: object): Promise<TransportResult> {
    try {
      const response = await fetch(`${url()}/fn/${name}`, { method: 'POST', body: JSON.stringify(body), headers })
      const answer: unknown = await response.json()
      const refused = v.safeParse(problemAnswer, answer)
      if (!refused.success) return response.ok ? { kind: 'answer', body: answer } : { kind: 'no-answer' }
      problems.add(refused.output.problem.code)
      last = refused.output.problem.title
      return { kind: 'problem', problem: refused.output.problem }
    } catch {
      return { kind: 'no-answer' }
    }
  }

  const engine = createEngine(
    { unit, staff, device },
    {
      store,
      clock: { now: Date.now, elapsed: () => Math.round(performance.now()) },
      ids: { operation: newOperationId },
      lock: disk.lockFor(store),
      sealer: Promise.resolve(disk.sealerOf(staff)),
      random: Math.random,
      timers: {
        after(delay, run) {
          const timer = setTimeout(run, delay / HASTE)
          return { cancel: () => clearTimeout(timer) }
        },
      },
      transport: { call },
      files: { ...store.files, put: async () => ({ kind: 'no-answer' }) },
    },
  )
  const note = () => {
    for (const { operation, status } of engine.records())
      if (status.kind === 'delivered') delivered.add(operation.id)
      else if (delivered.has(operation.id)) throw new Error(`${operation.id} was delivered and is ${status.kind}`)
  }
  return {
    engine,
    saved,
    problems,
    forgetProblems: () => problems.clear(),
    delivered() {
      note()
      return delivered
    },
    lastProblem: () => last,
    log(doorId) {
      const body = { doorId, startedAt: Date.now() - MINUTE, outcome: 'met' as const, leaflets: 1 }
      const result = engine.save({ type: 'visit.log', body })
      if (result.kind !== 'saved') throw new Error(JSON.stringify(result))
      saved.push(result.id)
    },
    stop: engine.stop,
  }
}
