import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { type Head, lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { dataKeyRows, unwrapDataKey, wrapDataKey } from '#cloud/vault/data-keys'
import type { MasterKeys } from '#cloud/vault/keys'
import { type SealedTable, sealedColumns, sealedKey, sealedTables } from '#cloud/vault/sealed-columns'
import { changeSealedRows } from '#cloud/vault/sealed-rows'
import type { UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'

/** Rows whose boxes are closed anew in one transaction: a push waits some milliseconds for them. */
const BATCH = 50

export interface RotationGround {
  readonly context: Context
  readonly keys: MasterKeys
  /** No batch is begun after it. */
  readonly until: Milliseconds
  /** Told after each batch: boxes closed anew since the rotation was asked for. */
  readonly progress?: (boxes: number) => void
}

/**
 * `later`: time is up, and it goes on another time. `elsewhere`: this process does not have the wrapping key that was asked for as
 * its first, as a server that was not started anew yet.
 */
export type Rotated = 'done' | 'later' | 'elsewhere'

type Rotation = Selectable<Tables['key_rotation']>

/**
 * Goes on with a unit's rotation from wherever it stands, in transactions of one step each under the lock on the unit's head. Whoever
 * does them, how often they are cut off and how many do them at once changes nothing: each looks at what is there.
 *
 * 1. All data keys are wrapped by the new wrapping key. Where boxes are to be closed anew, the new data key is made; nobody who writes
 *    after that closes one by an older key (`UnitVault.assertNewest`).
 * 2. Boxes of older keys are closed by the new one, some rows at a time.
 * 3. When nothing is left that an older key opens, the older keys go, and the unit's log says what was done.
 */
export async function rotateUnit(ground: RotationGround, unitId: UnitId): Promise<Rotated> {
  const begun = await begin(ground, unitId)
  if (begun.kind === 'ended') return begun.as
  for (const table of sealedTables) {
    const closed = await closeAnew(ground, unitId, table, begun.dataKey)
    if (closed !== 'done') return closed
  }
  return finish(ground, unitId, begun.dataKey)
}

type Begun = { readonly kind: 'ended'; readonly as: Rotated } | { readonly kind: 'closing'; readonly dataKey: string }

async function begin({ context, keys }: RotationGround, unitId: UnitId): Promise<Begun> {
  const { random, clock } = context
  const begun = await locked(context, unitId, async (trx, rotation, head): Promise<Begun> => {
    if (keys.wrapping[0]?.id !== rotation.wrap_by) return { kind: 'ended', as: 'elsewhere' }
    const rows = await dataKeyRows(trx, unitId)
    for (const row of rows) {
      if (row.wrapped_by === rotation.wrap_by) continue
      const { key } = await unwrapDataKey(row, keys)
      const wrapped = await wrapDataKey(unitId, row.key_id, key, row.cipher, keys, random)
      await trx
        .updateTable('data_key')
        .set(wrapped)
        .where('unit_id', '=', unitId)
        .where('key_id', '=', row.key_id)
        .execute()
    }
    const { cipher, data_key: made } = rotation
    if (made !== null) return { kind: 'closing', dataKey: made }
    if (cipher === null) {
      await conclude(context, trx, head, rotation)
      return { kind: 'ended', as: 'done' }
    }
    const newest = rows[rows.length - 1]?.key_id ?? 'd0'
    const dataKey = `d${Number(newest.slice(1)) + 1}`
    const wrapped = await wrapDataKey(unitId, dataKey, random.bytes(32), cipher, keys, random)
    await trx
      .insertInto('data_key')
      .values({ unit_id: unitId, key_id: dataKey, cipher, ...wrapped, created_at: clock.now() })
      .execute()
    await trx.updateTable('key_rotation').set({ data_key: dataKey }).where('unit_id', '=', unitId).execute()
    return { kind: 'closing', dataKey }
  })
  context.vault.forget(unitId)
  return begun ?? { kind: 'ended', as: 'done' }
}

/** Which rows are looked up without the lock, for that may take long in a long log; they are read again under it. */
async function closeAnew(
  { context, until, progress }: RotationGround,
  unitId: UnitId,
  table: SealedTable,
  dataKey: string,
): Promise<Rotated> {
  const vault = await context.vault.open(context.db, unitId)
  if (vault === null) return 'elsewhere'
  for (let after = ''; ; ) {
    const keys = await rowsOfOlderKeys(context.db, unitId, table, dataKey, after)
    const last = keys[keys.length - 1]
    if (last === undefined) return 'done'
    if (context.clock.now() >= until) return 'later'
    const closed = await locked(context, unitId, async (trx, rotation) => {
      if (rotation.data_key !== dataKey) return null
      vault.assertNewest(dataKey)
      const boxes = await changeSealedRows(trx, table, unitId, keys, (sealed, place) => vault.reseal(place, sealed))
      const sum = rotation.boxes + boxes
      await trx.updateTable('key_rotation').set({ boxes: sum }).where('unit_id', '=', unitId).execute()
      return sum
    })
    // Somebody else has come to its end meanwhile.
    if (closed === null) return 'done'
    progress?.(closed)
    after = last
  }
}

async function finish({ context }: RotationGround, unitId: UnitId, dataKey: string): Promise<Rotated> {
  // Outside the lock: since the new key is there, boxes of older ones only become fewer.
  for (const table of sealedTables) {
    const left = await rowsOfOlderKeys(context.db, unitId, table, dataKey, '')
    if (left.length > 0) return 'later'
  }
  await locked(context, unitId, async (trx, rotation, head) => {
    if (rotation.data_key !== dataKey) return
    await trx.deleteFrom('data_key').where('unit_id', '=', unitId).where('key_id', '!=', dataKey).execute()
    await conclude(context, trx, head, rotation)
  })
  context.vault.forget(unitId)
  return 'done'
}

/** The unit's log keeps what was done to its keys, and by no word what they are. */
async function conclude(context: Context, trx: Transaction<Tables>, head: Head, rotation: Rotation): Promise<void> {
  const { unit_id: unitId, wrap_by: wrappedBy, cipher, data_key: dataKey, boxes } = rotation
  const id = serverId(context)
  const content = { id, body: { wrappedBy, dataKey, cipher, boxes } }
  await appendServerEntry(context, trx, head, { unitId, author: SERVER, type: 'keys.rotate', id, content })
  await trx.deleteFrom('key_rotation').where('unit_id', '=', unitId).execute()
}

/** One step. Null: there is nothing under way, or no longer. */
function locked<Value>(
  context: Context,
  unitId: UnitId,
  step: (trx: Transaction<Tables>, rotation: Rotation, head: Head) => Promise<Value>,
): Promise<Value | null> {
  return retried(context, async (trx) => {
    const head = await lockHead(trx, unitId)
    const rotation = await trx.selectFrom('key_rotation').selectAll().where('unit_id', '=', unitId).executeTakeFirst()
    return rotation === undefined ? null : step(trx, rotation, head)
  })
}

/** The next rows of the table in which a box was closed by another key than this. */
async function rowsOfOlderKeys(
  db: Kysely<Tables>,
  unitId: UnitId,
  table: SealedTable,
  dataKey: string,
  after: string,
): Promise<readonly string[]> {
  const key = sql.ref(sealedKey(table))
  const older = sealedColumns(table).map(
    (column) => sql`jsonb_path_exists(${sql.ref(column)},
      '$.** ? (exists(@."$sealed") && @.box != null && @.key != $key)', ${JSON.stringify({ key: dataKey })}::jsonb)`,
  )
  const { rows } = await sql<{ key: string }>`
    select ${key} as key from ${sql.table(table)}
    where unit_id = ${unitId} and ${key} > ${after} and (${sql.join(older, sql` or `)})
    order by ${key} limit ${sql.lit(BATCH)}`.execute(db)
  return rows.map((row) => row.key)
}
