import type { DeviceId, OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import type { ApplicationState } from '#domain/invitation'
import type { Milliseconds } from '#domain/time'

/** Codes of invitations and of cards, what was asked with them, and how often somebody guessed. */
export interface InvitationTable {
  readonly unit_id: UnitId
  readonly invitation_id: OperationId
  readonly code_hash: string
  /** For one person of the unit, who signs in by it; null: for volunteers to be. */
  readonly staff_id: StaffId | null
  readonly made_by: StaffId
  readonly made_at: Milliseconds
  readonly expires_at: Milliseconds
  readonly uses: number
  readonly used: number
  readonly revoked_at: Milliseconds | null
}

export interface ApplicationTable {
  readonly unit_id: UnitId
  readonly application_id: OperationId
  readonly invitation_id: OperationId
  readonly name: string
  readonly number: string | null
  readonly about: string | null
  readonly device_id: DeviceId
  readonly token_hash: string
  readonly openid: string | null
  readonly applied_at: Milliseconds
  readonly state: ApplicationState
  readonly decided_at: Milliseconds | null
  readonly decided_by: StaffId | null
  readonly reason: string | null
  /** Of a rebinding: whose place is asked for; null: somebody wants to become a volunteer. */
  readonly rebinds: StaffId | null
  /** The volunteer that it became, or the person who has another WeChat now. */
  readonly staff_id: StaffId | null
  /** When his device came in first. */
  readonly entered_at: Milliseconds | null
  readonly seq: Seq
}

export interface CardTable {
  readonly unit_id: UnitId
  readonly code_hash: string
  readonly staff_id: StaffId
  readonly expires_at: Milliseconds
}

export interface GuessTable {
  readonly caller: string
  readonly span: number
  readonly tries: number
}
