import type { Location } from '#contract/location'
import type { DeviceId, OperationId, StaffId } from '#domain/ids'
import type { NoticeKind } from '#domain/notice'
import type { Milliseconds } from '#domain/time'
import type { Account, Engine } from '#sync/engine-api'
import type { KeyValueStore, Transport } from '#sync/ports'

export type PhotoTaken =
  | { readonly kind: 'taken'; readonly sha256: string; readonly bytes: number; readonly path: string }
  | { readonly kind: 'cancelled' | 'denied' | 'failed' }

export interface Camera {
  /** One photo with these lines on it, ≤ 300 KB, kept as a file. Never throws; may never settle where cancelling is not told. */
  take(watermark: readonly string[]): Promise<PhotoTaken>
  /** An address that an image can show. Null: the file is not there any more. */
  show(path: string): Promise<string | null>
  /** Of a photo that no engine keeps. */
  drop(path: string): Promise<void>
}

/** The keys under which a person's records, forms and photos lie sealed on this device. */
export interface RecordKeys {
  /** This platform keeps no keys: nothing is sealed. */
  readonly none: boolean
  has(staff: StaffId): boolean
  /** Something of this person's lies sealed, and its key is not there yet. */
  mustOpen(staff: StaffId): boolean
  /** Reads the key that is kept. Never rejects, and never takes longer than 5 s. */
  read(staff: StaffId): Promise<void>
  /** Takes the key that the cloud told. Never rejects: one that can't be kept is there until the app ends. */
  take(staff: StaffId, key: string): Promise<void>
  /** Seals what was read and lies open, from before the key was there. */
  sealOpen(staff: StaffId): void
  /** Texts that can't be opened now. */
  locked(staff: StaffId): number
  /** The kept key goes; what is in memory serves until `close`. Never rejects. */
  drop(staff: StaffId): Promise<void>
  close(staff: StaffId): void
}

/** What the stores need of the world; `compose.ts` provides it once, tests provide their own. */
export interface Services {
  readonly store: KeyValueStore
  readonly transport: Transport
  readonly now: () => Milliseconds
  readonly device: DeviceId
  /** UUIDv7, for what no engine writes. */
  readonly newId: () => OperationId
  readonly openEngine: (account: Account) => Engine
  /** What the device holds of residents for this person can't be read any more. Never rejects. */
  readonly forgetKey: (staff: StaffId) => Promise<void>
  readonly recordKeys: RecordKeys
  /** One fix, or null; never throws, never takes longer than 5 s. */
  readonly locate: () => Promise<Location | null>
  readonly camera: Camera
  /** Asks for leave to send one message of each kind, within the tap that it is called in. Never throws; nothing waits for it. */
  readonly askToTell: (kinds: readonly NoticeKind[]) => void
  /** On WeChat a person is known by the platform. */
  readonly knownByPlatform: boolean
}

let provided: Services | null = null

export function provide(services: Services): void {
  provided = services
}

export function services(): Services {
  if (provided === null) throw new Error('services() before provide()')
  return provided
}
