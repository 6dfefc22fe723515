import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Clock, Random } from '#cloud/world'
import type { UnitId } from '#domain/ids'
import { closeBox, openBox } from './cipher'
import type { MasterKeys } from './keys'
import type { Sealed } from './sealed'

/**
 * Seals and opens one unit's values. A place is `<operation>.<field>`: where a value was first said. Rows that repeat it keep the
 * very same sealed value, and so its place.
 */
export interface UnitVault {
  seal(place: string, value: unknown): Sealed
  /** Null: it was erased. Throws when the key is missing or a byte was changed. */
  unseal(place: string, sealed: Sealed): unknown
  /** A keyed hash by which equal values are found without being known; `kind` keeps a phone from matching a note. */
  index(kind: 'person' | 'note', text: string): string
}

/** What a vault needs of the world. */
interface World {
  readonly clock: Clock
  readonly random: Random
}

/** Opens units' vaults and remembers them: a warm instance asks the database once a unit. */
export interface Vault {
  /** Null: this server has no keys. The database may be the transaction under way. */
  open(db: Kysely<Tables>, unitId: UnitId): Promise<UnitVault | null>
}

export function createVault(keys: MasterKeys | null, { clock, random }: World): Vault {
  const known = new Map<UnitId, UnitVault>()
  return {
    async open(db, unitId) {
      if (keys === null) return null
      const found = known.get(unitId)
      if (found !== undefined) return found
      const opened = unitVault(unitId, await dataKeys(db, unitId, keys, { clock, random }), keys, random)
      known.set(unitId, opened)
      return opened
    },
  }
}

type DataKeys = ReadonlyMap<string, Uint8Array>

/** The unit's keys, unwrapped; the first one is made when there is none. Two that make one at once agree on the one that stayed. */
async function dataKeys(
  db: Kysely<Tables>,
  unitId: UnitId,
  keys: MasterKeys,
  { clock, random }: World,
): Promise<DataKeys> {
  const read = () => db.selectFrom('data_key').selectAll().where('unit_id', '=', unitId).orderBy('key_id').execute()
  let rows = await read()
  if (rows.length === 0) {
    const [master] = keys.wrapping
    if (master === undefined) throw new Error('No wrapping key')
    await db
      .insertInto('data_key')
      .values({
        unit_id: unitId,
        key_id: 'd1',
        wrapped_by: master.id,
        wrapped: closeBox(master.key, wrapPlace(unitId, 'd1'), random.bytes(32), random),
        created_at: clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    rows = await read()
  }
  return new Map(
    rows.map((row) => {
      const master = keys.wrapping.find(({ id }) => id === row.wrapped_by)
      if (master === undefined) throw new Error(`FIELD_KEYS lacks ${row.wrapped_by}, which wrapped a key of ${unitId}`)
      return [row.key_id, openBox(master.key, wrapPlace(unitId, row.key_id), row.wrapped)]
    }),
  )
}

function wrapPlace(unitId: UnitId, keyId: string): string {
  return `data-key ${unitId} ${keyId}`
}

function unitVault(unitId: UnitId, dataKeys: DataKeys, keys: MasterKeys, random: Random): UnitVault {
  const newest = [...dataKeys.keys()].at(-1)
  const keyOf = (id: string): Uint8Array => {
    const key = dataKeys.get(id)
    if (key === undefined) throw new Error(`No data key ${id} of ${unitId}`)
    return key
  }
  const digest = (label: string, text: string) =>
    createHmac('sha256', keys.index).update(`${unitId}\n${label}\n${text}`, 'utf8').digest('hex').slice(0, 40)
  const aad = (place: string) => `${unitId} ${place}`
  return {
    seal(place, value) {
      const text = JSON.stringify(value)
      const id = newest ?? 'd1'
      return {
        $sealed: digest(`at ${place}`, text),
        key: id,
        box: closeBox(keyOf(id), aad(place), Buffer.from(text, 'utf8'), random),
      }
    },
    unseal(place, { key, box }) {
      return box === null ? null : JSON.parse(openBox(keyOf(key), aad(place), box).toString('utf8'))
    },
    index: (kind, text) => digest(`index ${kind}`, text),
  }
}
