import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Clock, Random } from '#cloud/world'
import type { UnitId } from '#domain/ids'
import type { CipherId } from './cipher'
import { type DataKey, dataKeyRows, unwrapDataKey, wrapDataKey } from './data-keys'
import type { MasterKeys } from './keys'
import type { Sealed } from './sealed'
import { StaleVault } from './stale-vault'

/**
 * Seals and opens one unit's values. A place is `<operation>.<field>`: where a value was first said. Rows that repeat it keep the
 * very same sealed value, and so its place.
 */
export interface UnitVault {
  /** The data key that closes new boxes. Whoever writes some asks under the lock on the unit's head whether it still is: `assertNewest`. */
  readonly sealsWith: string
  seal(place: string, value: unknown): Sealed
  /** Null: it was erased. Throws when a byte was changed, and `StaleVault` when the key came, or went, after this vault was opened. */
  unseal(place: string, sealed: Sealed): unknown
  /** Closed anew by the newest key, the digest kept; what is erased, or closed by it, is given back as it is. */
  reseal(place: string, sealed: Sealed): Sealed
  /** Throws `StaleVault` where the unit's newest key is another one. Null: it has none. */
  assertNewest(newest: string | null): void
  /**
   * A keyed hash by which equal values are found without being known; `kind` keeps a phone from matching a note. `name`: of whom
   * somebody looked for; `emptied`: what a purge left of a logged content.
   */
  index(kind: IndexKind, text: string): string
}

type IndexKind = 'person' | 'note' | 'name' | 'emptied'

/** What a vault needs of the world. */
interface World {
  readonly clock: Clock
  readonly random: Random
  /** Of a unit's first key; a later one is made by a rotation. */
  readonly cipher: CipherId
}

/** Opens units' vaults and remembers them: a warm instance asks the database once a unit. */
export interface Vault {
  /** Null: this server has no keys. The database may be the transaction under way. */
  open(db: Kysely<Tables>, unitId: UnitId): Promise<UnitVault | null>
  /** The unit's keys were changed: the next opening asks the database. */
  forget(unitId: UnitId): void
}

export function createVault(keys: MasterKeys | null, world: World): Vault {
  const known = new Map<UnitId, UnitVault>()
  return {
    async open(db, unitId) {
      if (keys === null) return null
      const found = known.get(unitId)
      if (found !== undefined) return found
      const opened = unitVault(unitId, await dataKeys(db, unitId, keys, world), keys, world.random)
      known.set(unitId, opened)
      return opened
    },
    forget(unitId) {
      known.delete(unitId)
    },
  }
}

/** The unit's keys, unwrapped; the first one is made when there is none. Two that make one at once agree on the one that stayed. */
async function dataKeys(
  db: Kysely<Tables>,
  unitId: UnitId,
  keys: MasterKeys,
  { clock, random, cipher }: World,
): Promise<readonly DataKey[]> {
  let rows = await dataKeyRows(db, unitId)
  if (rows.length === 0) {
    const wrapped = await wrapDataKey(unitId, 'd1', random.bytes(32), cipher, keys, random)
    await db
      .insertInto('data_key')
      .values({ unit_id: unitId, key_id: 'd1', cipher, ...wrapped, created_at: clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    rows = await dataKeyRows(db, unitId)
  }
  return Promise.all(rows.map((row) => unwrapDataKey(row, keys)))
}

function unitVault(
  unitId: UnitId,
  dataKeys: readonly DataKey[],
  keys: Pick<MasterKeys, 'index'>,
  random: Random,
): UnitVault {
  const newest = dataKeys[dataKeys.length - 1]
  if (newest === undefined) throw new Error(`${unitId} has no data key`)
  const digest = (label: string, text: string) => keyedDigest(keys.index, unitId, label, text)
  const aad = (place: string) => `${unitId} ${place}`
  const close = (place: string, plain: Uint8Array) => newest.cipher.close(newest.key, aad(place), plain, random)
  const open = (place: string, keyId: string, box: string) => {
    const found = dataKeys.find(({ id }) => id === keyId)
    if (found === undefined) throw new StaleVault(unitId)
    return found.cipher.open(found.key, aad(place), box)
  }
  return {
    sealsWith: newest.id,
    seal(place, value) {
      const text = JSON.stringify(value)
      return { $sealed: digest(`at ${place}`, text), key: newest.id, box: close(place, Buffer.from(text, 'utf8')) }
    },
    unseal: (place, { key, box }) => (box === null ? null : JSON.parse(open(place, key, box).toString('utf8'))),
    reseal(place, sealed) {
      if (sealed.box === null || sealed.key === newest.id) return sealed
      return { ...sealed, key: newest.id, box: close(place, open(place, sealed.key, sealed.box)) }
    },
    assertNewest(key) {
      if (key !== null && key !== newest.id) throw new StaleVault(unitId)
    },
    index: (kind, text) => digest(`index ${kind}`, text),
  }
}

function keyedDigest(indexKey: Uint8Array, unitId: UnitId, label: string, text: string): string {
  return createHmac('sha256', indexKey).update(`${unitId}\n${label}\n${text}`, 'utf8').digest('hex').slice(0, 40)
}

/** `UnitVault.index` of any unit without opening its vault, for whoever only compares. */
export function blindIndex(
  { index }: Pick<MasterKeys, 'index'>,
  unitId: UnitId,
  kind: IndexKind,
  text: string,
): string {
  return keyedDigest(index, unitId, `index ${kind}`, text)
}
