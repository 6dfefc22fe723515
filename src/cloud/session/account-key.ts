import { hkdfSync } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { lockHead } from '#cloud/operations/log'
import { placeOf } from '#cloud/vault/content'
import { newestDataKey } from '#cloud/vault/data-keys'
import type { Sealed } from '#cloud/vault/sealed'
import { ACCOUNT_SECRET } from '#cloud/vault/sealed-columns'
import { withKeysOfNow } from '#cloud/vault/stale-vault'
import type { UnitVault } from '#cloud/vault/unit-vault'
import { recordKey } from '#contract/scalars'
import type { DeviceId } from '#domain/ids'
import type { Staff } from '#domain/staff'

/** Of the secret and of each key. */
const BYTES = 32

type Account = Pick<Staff, 'unitId' | 'id'>

/**
 * The key by which this device of the person seals what lies on it and nowhere else: made of the account's secret, so that signing in
 * gives the same one again, and no other device's or person's can be made of it. Null: this server has no keys.
 *
 * To be asked for before anything is written, and in no transaction: it may make the secret, which must not be rolled back once a
 * device has a key of it.
 */
export function recordKeyOf(context: Context, account: Account, device: DeviceId): Promise<string | null> {
  return withKeysOfNow(context, async () => {
    const vault = await context.vault.open(context.db, account.unitId)
    if (vault === null) return null
    const sealed = (await secretOf(context.db, account)) ?? (await makeSecret(context, account, vault))
    const secret = v.parse(recordKey, vault.unseal(placeOf(account.id, ACCOUNT_SECRET), sealed))
    const own = hkdfSync('sha256', Buffer.from(secret, 'hex'), '', `record-key/${device}`, BYTES)
    return Buffer.from(own).toString('hex')
  })
}

async function secretOf(db: Kysely<Tables>, { unitId, id }: Account): Promise<Sealed | undefined> {
  const row = await db
    .selectFrom('account_key')
    .select('secret_sealed')
    .where('unit_id', '=', unitId)
    .where('staff_id', '=', id)
    .executeTakeFirst()
  return row?.secret_sealed
}

/** Under the lock on the unit's head: of two sign-ins at once the second finds the first one's, and no rotation ends meanwhile. */
function makeSecret(context: Context, account: Account, vault: UnitVault): Promise<Sealed> {
  const { clock, random } = context
  return retried(context, async (trx) => {
    await lockHead(trx, account.unitId)
    const there = await secretOf(trx, account)
    if (there !== undefined) return there
    const {
      rows: [newest],
    } = await sql<{ key: string | null }>`select ${newestDataKey(account.unitId)} as key`.execute(trx)
    vault.assertNewest(newest?.key ?? null)
    const sealed = vault.seal(placeOf(account.id, ACCOUNT_SECRET), Buffer.from(random.bytes(BYTES)).toString('hex'))
    await trx
      .insertInto('account_key')
      .values({
        unit_id: account.unitId,
        staff_id: account.id,
        secret_sealed: JSON.stringify(sealed),
        made_at: clock.now(),
      })
      .execute()
    return sealed
  })
}
