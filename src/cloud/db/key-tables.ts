import type { ColumnType, Generated } from 'kysely'
import type { CipherId } from '#cloud/vault/cipher'
import type { Sealed } from '#cloud/vault/sealed'
import type { StaffId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'

/** Keys of units, wrapped, and their rotation; secrets of accounts. */
export interface DataKeyTable {
  readonly unit_id: UnitId
  readonly key_id: string
  readonly wrapped_by: string
  readonly wrapped: string
  readonly created_at: Milliseconds
  readonly cipher: CipherId
}

export interface KeyRotationTable {
  readonly unit_id: UnitId
  readonly wrap_by: string
  /** Of the data key that is to be made; null: those that are there stay. */
  readonly cipher: CipherId | null
  /** Made, and boxes are being closed by it. */
  readonly data_key: string | null
  /** How many boxes were. */
  readonly boxes: Generated<number>
  readonly asked_at: Milliseconds
}

/** What the keys of a person's devices are made of (`session/account-key`). */
export interface AccountKeyTable {
  readonly unit_id: UnitId
  readonly staff_id: StaffId
  readonly secret_sealed: ColumnType<Sealed, string, string>
  readonly made_at: Milliseconds
}
