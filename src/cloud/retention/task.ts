import type { Kysely, Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import type { EmptiedRow } from '#cloud/operations/emptied-rows'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { Seq, UnitId } from '#domain/ids'
import type { RetentionKind } from '#domain/retention'
import type { Milliseconds } from '#domain/time'

/** Something whose time is over. `since`: from when its age counts. */
export interface DueItem {
  readonly id: string
  readonly since: Milliseconds
}

/** A unit whose head is locked, and the place in its log that the purge's entry will have. */
export interface PurgeGround {
  readonly context: Context
  readonly trx: Transaction<Tables>
  readonly unitId: UnitId
  readonly vault: UnitVault
  readonly seq: Seq
  readonly now: Milliseconds
}

/** What went, for the log: never a value. */
export interface Gone {
  /** Sealed values emptied, words taken out, rows or files removed. */
  readonly values: number
  /** What they were of, where that stays findable; ids of sessions or notices tell nobody anything. */
  readonly subjects: readonly string[]
  readonly emptied?: readonly EmptiedRow[]
}

/** How one kind is found and goes. Nothing under a legal hold is ever due. */
export interface RetentionTask {
  readonly kind: RetentionKind
  /** Not younger than `cutoff`, the oldest first; `limit` null: all of them. */
  due(db: Kysely<Tables>, unitId: UnitId, cutoff: Milliseconds, limit: number | null): Promise<readonly DueItem[]>
  /** Once it is committed nothing of them is left. */
  purge(ground: PurgeGround, ids: readonly string[]): Promise<Gone>
}
