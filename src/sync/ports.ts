import type { Problem } from '#contract/problem'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'

/**
 * What the engine needs of the world. `src/platform` implements these on Taro; tests on memory, with faults.
 */
export interface KeyValueStore {
  get(key: string): string | null
  /** Durable when it returns. Throws `StorageFull`, and then the old value is still there. */
  set(key: string, value: string): void
  remove(key: string): void
  keys(): readonly string[]
  /** How many keys there are, without listing them: it is asked at each look. */
  count(): number
  /** What key and value take there, in bytes. Absent: as they read, in UTF-8. */
  bytesOf?(key: string, value: string): number
}

export class StorageFull extends Error {}

export type FunctionName = 'session' | 'sync' | 'query' | 'ledger' | 'media' | 'export'

export type TransportResult =
  | { readonly kind: 'answer'; readonly body: unknown }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** The call never left: there was no network to begin with. */
  | { readonly kind: 'not-sent' }
  /** The call left and no answer came: the cloud may or may not have done it. */
  | { readonly kind: 'no-answer' }

export interface Transport {
  call(name: FunctionName, body: object): Promise<TransportResult>
}

/** Files too large for the key-value store: photos until they were sent. */
export interface Files {
  /** Null: it is not there any more. Rejects where it can't be read now: its key has gone, the disk says no. */
  read(path: string): Promise<Uint8Array | null>
  remove(path: string): Promise<void>
  /** Puts bytes to a signed address. Never throws. */
  put(
    url: string,
    headers: Readonly<Record<string, string>>,
    bytes: Uint8Array,
  ): Promise<
    { readonly kind: 'stored' } | { readonly kind: 'refused'; readonly status: number } | { readonly kind: 'no-answer' }
  >
}

export interface Clock {
  /** The device's wall clock, ms since 1970. */
  now(): Milliseconds
  /** Monotonic, ms since the app's start; untouched when somebody moves the clock. */
  elapsed(): Milliseconds
}

export interface Ids {
  operation(): OperationId
}

export interface Timers {
  after(delay: Milliseconds, run: () => void): { cancel(): void }
}

/** Mutual exclusion over every copy of the app that shares the storage (two tabs). */
export interface Lock {
  /** Runs at once, or says `busy` while another copy runs. Released when the promise settles or its holder dies. */
  tryRun<T>(
    name: string,
    run: () => Promise<T>,
  ): Promise<{ readonly kind: 'ran'; readonly value: T } | { readonly kind: 'busy' }>
}

/**
 * Seals what the cloud can tell again under the account's key, which the platform keeps apart from the storage. Synchronous, because
 * a stored value is sealed before it is stored.
 */
export interface Sealer {
  seal(text: string): string
  /** How long what it makes of so many bytes of UTF-8 will be. */
  sealedLength(bytes: number): number
  /** Null: sealed under another key, or not as it was written. */
  open(sealed: string): string | null
}

export interface SyncPorts {
  readonly store: KeyValueStore
  readonly transport: Transport
  readonly files: Files
  readonly clock: Clock
  readonly ids: Ids
  readonly timers: Timers
  readonly lock: Lock
  /** Of this account; there once its key was read. Never rejects: where no key can be kept, it is one that forgets with the app. */
  readonly sealer: Promise<Sealer>
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random: () => number
}
