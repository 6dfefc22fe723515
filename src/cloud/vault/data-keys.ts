import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Random } from '#cloud/world'
import type { UnitId } from '#domain/ids'
import { type Cipher, type CipherId, cipherIdOf, cipherOf } from './cipher'
import type { MasterKeys } from './keys'

/** A unit's own key, as its vault uses it. One key is one cipher's. */
export interface DataKey {
  /** `d1`, `d2`, …: the one with the greatest number seals, the others still open. */
  readonly id: string
  readonly cipher: Cipher
  readonly key: Uint8Array
}

export type DataKeyRow = Selectable<Tables['data_key']>

/** `FIELD_KEYS` lacks what wrapped a key of this unit: nothing of it opens here. */
export class KeyMissing extends Error {
  constructor(
    readonly unitId: UnitId,
    readonly keyId: string,
  ) {
    super(`FIELD_KEYS lacks ${keyId}, which wrapped a key of ${unitId}`)
  }
}

/** Oldest first. */
export function dataKeyRows(db: Kysely<Tables>, unitId: UnitId): Promise<DataKeyRow[]> {
  return db
    .selectFrom('data_key')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy(sql`length(key_id)`)
    .orderBy('key_id')
    .execute()
}

/** The key that seals now, as an expression for a statement of a unit's; null: the unit has none yet. */
export const newestDataKey = (unitId: UnitId) =>
  sql<
    string | null
  >`(select key_id from data_key where unit_id = ${unitId} order by length(key_id) desc, key_id desc limit 1)`

export async function unwrapDataKey(row: DataKeyRow, { wrapping }: MasterKeys): Promise<DataKey> {
  const master = wrapping.find(({ id }) => id === row.wrapped_by)
  if (master === undefined) throw new KeyMissing(row.unit_id, row.wrapped_by)
  const wrappedIn = cipherIdOf(row.wrapped)
  if (wrappedIn === undefined)
    throw new Error(`A key of ${row.unit_id} is wrapped in a way that this build does not know`)
  const key = (await cipherOf(wrappedIn)).open(master.key, wrapPlace(row.unit_id, row.key_id), row.wrapped)
  return { id: row.key_id, cipher: await cipherOf(row.cipher), key }
}

/** The same key wrapped by the first of the wrapping keys, in the key's own cipher. */
export async function wrapDataKey(
  unitId: UnitId,
  keyId: string,
  key: Uint8Array,
  cipher: CipherId,
  { wrapping: [master] }: MasterKeys,
  random: Random,
): Promise<Pick<DataKeyRow, 'wrapped_by' | 'wrapped'>> {
  if (master === undefined) throw new Error('No wrapping key')
  const wrapped = (await cipherOf(cipher)).close(master.key, wrapPlace(unitId, keyId), key, random)
  return { wrapped_by: master.id, wrapped }
}

function wrapPlace(unitId: UnitId, keyId: string): string {
  return `data-key ${unitId} ${keyId}`
}
