import type { ColumnType } from 'kysely'
import type { BrowserKind, SystemKind } from '#contract/scalars'
import type { DeviceId, SessionId, StaffId, UnitId } from '#domain/ids'
import type { LocalDate, Milliseconds } from '#domain/time'

/** `key`: another system's, by a station's key. */
export type SessionKind = 'web' | 'wechat' | 'key'

/** From a sign-in to its end. Tokens belong to it and come and go. */
export interface SessionTable {
  readonly unit_id: UnitId
  readonly session_id: SessionId
  readonly staff_id: StaffId
  readonly device_id: DeviceId
  readonly kind: SessionKind
  readonly browser: BrowserKind
  readonly system: SystemKind
  /** WeChat's person, in whose hands alone it is worth something; null: it was opened over HTTP, and is good there alone. */
  readonly openid: string | null
  readonly opened_at: Milliseconds
  /** The day on which it was renewed last. */
  readonly seen_on: LocalDate
  readonly expires_at: Milliseconds
  readonly revoked_at: Milliseconds | null
  /** Of one that was ended because its person has another WeChat now: its device is told. */
  readonly ended_why: ColumnType<'rebound' | null, 'rebound' | null | undefined, 'rebound' | null>
  readonly only_types: ColumnType<readonly string[] | null, string | null | undefined, string | null>
  /** SHA-256 of the refresh token that was used last; null: none was. */
  readonly refresh_hash: string | null
  /** Of those that were given for it; none of them was used yet. */
  readonly next_hashes: ColumnType<readonly string[], string, string>
}

/** What is shown with each call: as its SHA-256. */
export interface SessionTokenTable {
  readonly unit_id: UnitId
  readonly token_hash: string
  readonly session_id: SessionId
  readonly expires_at: Milliseconds
}

/** A browser that waits to be let in. Minutes old, of no unit yet (a reference table on Citus). */
export interface ScanTicketTable {
  readonly scan_hash: string
  readonly secret_hash: string
  readonly compare: string
  readonly device_id: DeviceId
  readonly browser: BrowserKind
  readonly system: SystemKind
  readonly address: string | null
  readonly opened_at: Milliseconds
  readonly expires_at: Milliseconds
  readonly state: 'waiting' | 'allowed' | 'refused' | 'used'
  /** Who answered. */
  readonly unit_id: UnitId | null
  readonly staff_id: StaffId | null
}
