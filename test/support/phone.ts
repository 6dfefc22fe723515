import { type ProblemCode, problem } from '#contract/problem'
import type { DeviceId, OperationId, StaffId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { createSealedStore } from '#platform/sealed-store'
import { createEngine } from '#sync/engine'
import type { Engine } from '#sync/engine-api'
import type { Files, Sealer, SyncPorts, TransportResult } from '#sync/ports'
import { type Disk, type Handle, Killed } from './memory-store'
import { operationIds } from './operation-ids'
import { unit as smallTown } from './small-town'
import { createTestSealer } from './test-sealer'

/** What happens to one call on its way. */
export type Fate =
  | 'ok'
  | 'not-sent'
  | 'lost' // it never reaches the cloud; the phone can't know
  | 'cut' // the cloud did it; the answer is lost
  | 'late' // the phone gives up; it reaches the cloud when `deliverLate` is called
  | 'garbage'
  | 'dies' // the app is killed as the call leaves; it never reaches the cloud
  | 'dies-after' // the cloud did it, and the app was killed before the answer came
  | { readonly problem: ProblemCode }

export type AnyCloud = (staff: StaffId, body: unknown) => Promise<TransportResult> | TransportResult

export interface World {
  now: Milliseconds
  readonly cloud: AnyCloud
  /** Takes bytes at an address that the cloud gave; tells the HTTP status. */
  readonly put?: (url: string, content: Uint8Array) => number
  /** Calls that are still somewhere in the network. */
  readonly late: (() => Promise<void>)[]
}

export interface Timer {
  readonly delay: Milliseconds
  readonly run: () => void
}

/** An installation of the app: what is on its disk outlives the engine. */
export interface Phone {
  engine(): Engine
  readonly disk: Disk
  /** What lies there, as it reads under this person's key. */
  lying(): ReadonlyMap<string, string>
  /** Puts a text there as the app would. */
  lay(key: string, text: string): void
  /** Of the app that runs now. */
  handle(): Handle
  readonly fates: Fate[]
  /** Called when a call leaves, before the cloud sees it. */
  whileCalling: (() => void | Promise<void>) | null
  readonly calls: { readonly action: string; readonly body: unknown }[]
  readonly timers: Timer[]
  clockSkew: Milliseconds
  /** Of the next opening: until it settles, the key has not been read. */
  slowKey: Promise<Sealer> | null
  /** The key of the own records is not on this device any more. */
  keyLost: boolean
  kill(): void
  /** Another copy of the app on the same storage. */
  openTab(): Phone
}

interface Options {
  readonly world: World
  /** The small town's unless said otherwise. */
  readonly unit?: UnitId
  readonly staff: StaffId
  readonly device: DeviceId
  readonly disk: Disk
  readonly maker: number
  readonly ids?: () => OperationId
}

/** Of a device's own records, by account: the cloud tells it again, so it outlives what happens to the disk. */
const recordSealers = new WeakMap<Disk, Map<string, Sealer>>()

function recordSealer(disk: Disk, staff: StaffId): Sealer {
  const known = recordSealers.get(disk) ?? new Map<string, Sealer>()
  recordSealers.set(disk, known)
  const sealer = known.get(staff) ?? createTestSealer()
  known.set(staff, sealer)
  return sealer
}

export function createPhone(options: Options): Phone {
  const { world, staff, device, disk, unit = smallTown } = options
  const ids = options.ids ?? operationIds(options.maker)
  let opened: { readonly engine: Engine; readonly handle: Handle } | null = null
  let seed = options.maker * 7919 + 1
  const random = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }

  const ownSealer = () => recordSealer(disk, staff)
  const asItReads = () => createSealedStore(disk.open(), () => [ownSealer()])

  function open(killAfter: number | null) {
    const handle = disk.open()
    handle.killAfter(killAfter)
    const born = world.now
    const ports: SyncPorts = {
      // As on a real device: its own records lie under another key than the cloud's copy.
      store: createSealedStore(handle, () => (phone.keyLost ? [] : [ownSealer()])),
      clock: { now: () => world.now + phone.clockSkew, elapsed: () => world.now - born },
      ids: { operation: ids },
      lock: disk.lockFor(handle),
      sealer: phone.slowKey ?? Promise.resolve(disk.sealerOf(staff)),
      random,
      timers: {
        after(delay, run) {
          const alive = () => {
            if (!handle.dead()) run()
          }
          // Waits for the lock of the other tab end by themselves; runs are started by the test.
          if (delay <= 40) {
            setImmediate(alive)
            return { cancel: () => undefined }
          }
          const timer = {
            delay,
            run() {
              phone.timers.splice(phone.timers.indexOf(timer), 1)
              alive()
            },
          }
          phone.timers.push(timer)
          return {
            cancel() {
              const at = phone.timers.indexOf(timer)
              if (at >= 0) phone.timers.splice(at, 1)
            },
          }
        },
      },
      transport: {
        async call(_name, body) {
          if (handle.dead()) throw new Killed()
          return carry(body)
        },
      },
      files: {
        ...handle.files,
        async put(url, _headers, content) {
          if (handle.dead()) throw new Killed()
          return carryFile(url, content)
        },
      },
    }
    return { engine: createEngine({ unit, staff, device }, ports), handle }
  }

  async function leave(action: string, body: unknown): Promise<Fate> {
    phone.calls.push({ action, body })
    const during = phone.whileCalling
    phone.whileCalling = null
    await during?.()
    world.now += 40
    return phone.fates.shift() ?? 'ok'
  }

  async function carryFile(url: string, content: Uint8Array): ReturnType<Files['put']> {
    const fate = await leave('put', url)
    const arrive = () => world.put?.(url, content) ?? 404
    if (typeof fate === 'object') return { kind: 'refused', status: 503 }
    switch (fate) {
      case 'ok': {
        const status = arrive()
        return status === 200 ? { kind: 'stored' } : { kind: 'refused', status }
      }
      case 'late':
        world.late.push(async () => void arrive())
        return { kind: 'no-answer' }
      case 'cut':
      case 'dies-after':
        arrive()
        break
      case 'not-sent':
      case 'lost':
      case 'dies':
      case 'garbage':
        break
      default:
        return fate satisfies never
    }
    if (fate === 'dies' || fate === 'dies-after') phone.kill()
    return { kind: 'no-answer' }
  }

  async function carry(body: object): Promise<TransportResult> {
    const fate = await leave('action' in body ? String(body.action) : '', body)
    if (typeof fate === 'object') return { kind: 'problem', problem: problem(fate.problem) }
    switch (fate) {
      case 'ok':
        return world.cloud(staff, body)
      case 'not-sent':
        return { kind: 'not-sent' }
      case 'lost':
        return { kind: 'no-answer' }
      case 'cut':
        await world.cloud(staff, body)
        return { kind: 'no-answer' }
      case 'late':
        world.late.push(async () => void (await world.cloud(staff, body)))
        return { kind: 'no-answer' }
      case 'dies':
        phone.kill()
        return { kind: 'no-answer' }
      case 'dies-after':
        await world.cloud(staff, body)
        phone.kill()
        return { kind: 'no-answer' }
      case 'garbage':
        return { kind: 'answer', body: { outcomes: [{ kind: 'applied', seq: 1 }], serverTime: '昨天' } }
      default:
        return fate satisfies never
    }
  }

  const phone: Phone = {
    disk,
    fates: [],
    calls: [],
    timers: [],
    whileCalling: null,
    clockSkew: 0,
    slowKey: null,
    keyLost: false,
    engine() {
      opened ??= open(null)
      return opened.engine
    },
    handle() {
      opened ??= open(null)
      return opened.handle
    },
    kill() {
      opened?.handle.kill()
      opened = null
      phone.timers.length = 0
    },
    lying() {
      const store = asItReads()
      return new Map(store.keys().map((key) => [key, store.get(key) ?? '']))
    },
    lay: (key, text) => asItReads().set(key, text),
    openTab: () => createPhone({ ...options, ids, maker: options.maker + 100 }),
  }
  return phone
}
