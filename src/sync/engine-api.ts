import type { Operation, OperationType } from '#contract/operation'
import type { Problem } from '#contract/problem'
import type { BuildingRow, CaseRow, ScopeGrant } from '#contract/pull'
import type { StandingRow } from '#contract/standing'
import type { DoorMemory } from '#domain/door'
import type { BuildingId, DeviceId, DoorId, OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import type { LeafletKind, StockBalance } from '#domain/leaflet'
import type { MinutesExplained } from '#domain/minutes'
import type { LocalDate, Milliseconds } from '#domain/time'

/** What is known of one record's way to the cloud. Never a guess (F07). */
export type RecordStatus =
  | { readonly kind: 'saved' } // 已存本机
  | { readonly kind: 'sending' } // 发送中
  | { readonly kind: 'unconfirmed' } // 待确认: it left, and no answer came
  | { readonly kind: 'held'; readonly waitingFor: OperationId; readonly since: Milliseconds } // 云端等待前一条
  | { readonly kind: 'delivered'; readonly seq: Seq; readonly at: Milliseconds } // 已送达
  | { readonly kind: 'rejected'; readonly problem: Problem } // 被退回: in quarantine

export interface OutboxRecord {
  readonly operation: Operation
  readonly status: RecordStatus
}

/** What a page hands over; the engine adds id, author, device, times. */
export type Draft = {
  [T in OperationType]: {
    readonly type: T
    readonly body: Extract<Operation, { type: T }>['body']
    readonly after?: OperationId
  }
}[OperationType]

export type SaveResult =
  | { readonly kind: 'saved'; readonly id: OperationId }
  /** Nothing was stored, nothing was lost: the page keeps what was entered. */
  | { readonly kind: 'storage-full'; readonly problem: Problem }
  /** Not stored either: the content breaks the wire's rules (4001, `field` says where), or the record has left and can't be edited (1005). */
  | { readonly kind: 'refused'; readonly problem: Problem }

export interface DoorView {
  readonly id: DoorId
  readonly buildingId: BuildingId
  readonly stairwell: number | null
  readonly floor: number
  readonly room: string
  /** The cloud's memory with this device's own undelivered and not yet pulled records on top. */
  readonly memory: DoorMemory
  /** This device's newest record at the door that the cloud has not confirmed, if any. */
  readonly waiting: RecordStatus['kind'] | null
}

export interface BuildingView {
  /** Counts include this device's own records. */
  readonly row: BuildingRow
  /** Its doors are on the device. */
  readonly held: boolean
}

export interface StockView extends StockBalance {
  readonly kind: LeafletKind
}

export interface CaseView {
  /**
   * The cloud's row with this device's own undelivered and not yet pulled records on top: an attempt made in a stairwell shows at
   * once, counted and with its result.
   */
  readonly row: CaseRow
  /** This device's newest record of the case that the cloud has not confirmed, if any. */
  readonly waiting: RecordStatus['kind'] | null
}

export interface StandingView {
  /** The cloud's row with this device's own undelivered and not yet pulled records on top. */
  readonly row: StandingRow
  /** This device's newest record of it that the cloud has not confirmed, if any. */
  readonly waiting: RecordStatus['kind'] | null
}

/** A photo as the camera page made it: watermarked, ≤ 300 KB, kept as a file by the platform until it was sent. */
export interface PhotoFile {
  readonly caseId: OperationId
  /** Its name, in hex: the content's SHA-256. */
  readonly sha256: string
  readonly bytes: number
  /** Where the platform keeps it (`ports.files`). */
  readonly path: string
}

export interface PhotoView extends PhotoFile {
  readonly status:
    | { readonly kind: 'kept' } // 已存本机
    | { readonly kind: 'delivered' } // 已送达
    | { readonly kind: 'refused'; readonly problem: Problem } // 被退回
}

export interface SyncStatus {
  readonly running: boolean
  /** Saved, sending, unconfirmed: what still has to go. */
  readonly pending: number
  readonly quarantined: number
  /** Photos of saved records that still have to go. */
  readonly photos: number
  readonly lastDeliveredAt: Milliseconds | null
  /** When a pull last reached the end. */
  readonly lastPulledAt: Milliseconds | null
  /** The last call found no network. */
  readonly offline: boolean
  /** What stopped the last run, e.g. an expired session. */
  readonly problem: Problem | null
  readonly bytes: number
  /** Values in the storage that could not be read back; kept aside, reported as 1003 when found. */
  readonly broken: number
}

export interface Account {
  readonly unit: UnitId
  readonly staff: StaffId
  readonly device: DeviceId
}

/** The one object that pages' stores talk to. One per signed-in account; its keys carry the account's name. */
export interface Engine {
  readonly account: Account
  /** Durable when it returns; never waits for the network. */
  save(draft: Draft): SaveResult
  /** Newest first; delivered ones stay for two days, so that today's own records can be shown and amended. */
  records(): readonly OutboxRecord[]
  /** A rejected record as mended by its author. */
  edit(id: OperationId, body: Operation['body']): SaveResult
  resend(id: OperationId): void
  /** After the person confirmed. Takes what depends on it along. */
  discard(id: OperationId): void

  /** Push then pull to the end. One run at a time; a call during a run asks for one more. Never throws. */
  sync(): Promise<void>
  /** Stops timers; a run under way ends by itself. */
  stop(): void
  status(): SyncStatus

  scope(): ScopeGrant | null
  buildings(): readonly BuildingView[]
  /** Null while not held: ask `hold`. */
  doors(building: BuildingId): readonly DoorView[] | null
  /** Fetches the doors if they are not held, and marks the building as used. False: no network, or no room. */
  hold(building: BuildingId): Promise<boolean>
  stock(): readonly StockView[]
  /** What stands in the unit, and was taken down lately; what was posted here and not pulled yet among it. */
  standing(): readonly StandingView[]
  /** What this person was sent to, and what an officer's station has here: open ones by deadline, then the others, newest first. */
  cases(): readonly CaseView[]
  /**
   * The photo is kept from here on, and sent once a saved record that names it has been delivered: until then it can be taken back
   * with `discardPhoto`, and nothing of it has left. False: no room to write it down. A refused one that is kept again is sent again.
   */
  keepPhoto(photo: PhotoFile): boolean
  /** After the person confirmed: its file goes too. What was delivered is the cloud's. */
  discardPhoto(caseId: OperationId, sha256: string): void
  photos(): readonly PhotoView[]
  /** The unit's day as the cloud last told it, joined with this device's own records. */
  minutes(day: LocalDate): MinutesSoFar

  /** A form half filled (F08). Null removes it. */
  saveForm(name: string, value: unknown): void
  form(name: string): unknown
  /** How many there are. */
  forms(): number

  /**
   * Drops the cloud's copy (doors, buildings, days, cases) and the forms half filled at sign-out; the unsent stays, the photos that it
   * names too.
   */
  clearCopy(): void
  subscribe(listener: () => void): () => void
  /** Another tab wrote to the storage: tells the listeners to read again. */
  refresh(): void
}

export interface MinutesSoFar {
  readonly day: LocalDate
  readonly activityMinutes: number
  readonly targetMinutes: number
  /** This device's own part, explained. */
  readonly own: MinutesExplained
  /** Null: the cloud has not told anything of this day yet. */
  readonly asOf: Milliseconds | null
}
