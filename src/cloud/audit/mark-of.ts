import { emptiedMarkText, type MarkOf } from '#cloud/operations/emptied-rows'
import type { MasterKeys } from '#cloud/vault/keys'
import { blindIndex } from '#cloud/vault/unit-vault'

/** Null: there are no keys here to compute marks with. */
export function markOf(keys: Pick<MasterKeys, 'index'> | null): MarkOf | null {
  return keys === null ? null : (unitId, id, hash) => blindIndex(keys, unitId, 'emptied', emptiedMarkText(id, hash))
}
