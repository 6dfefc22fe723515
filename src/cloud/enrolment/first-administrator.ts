import type { Transaction } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { lockHead } from '#cloud/operations/log'
import { nextNumber } from '#cloud/operations/next-number'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { staffId } from '#contract/scalars'
import type { StaffId, UnitId } from '#domain/ids'
import { makeCode } from '#domain/invitation'
import { DAY, type Milliseconds } from '#domain/time'
import { codeHash } from './code-hash'

/** Told on a screen and typed within the day; after that the command is run again. */
const LIVES: Milliseconds = DAY

export interface AdministratorWanted {
  readonly street: UnitId
  /** Of a street that is not there yet. */
  readonly streetName: string | null
  /** 街道专班's first person. */
  readonly name: string
  /** Although the street has one: his phone is lost, or he is somebody else now. */
  readonly again: boolean
}

export interface AdministratorInvited {
  readonly streetName: string
  readonly opened: boolean
  readonly staffId: StaffId
  readonly number: string
  /** Told once: the database has its hash. */
  readonly code: string
  readonly expiresAt: Milliseconds
  /** Units that belonged to no street until now. */
  readonly units: number
}

export type AdministratorRefusal = 'demo' | 'no-name' | 'no-street' | 'has-one'

/**
 * Opens a street with the person who then invites everybody else, on a server where nobody can invite him. Whoever may run commands on the
 * server has the database anyway; the street's log says that it was done.
 */
export async function inviteAdministrator(
  context: Context,
  { street, streetName, name, again }: AdministratorWanted,
): Promise<AdministratorInvited | AdministratorRefusal> {
  const code = makeCode(() => context.random.bytes(1)[0] ?? 0)
  const hash = await codeHash(code)
  const now = context.clock.now()
  return retried(context, async (trx) => {
    const demo = await trx.selectFrom('unit').select('unit_id').where('demo', '=', true).limit(1).executeTakeFirst()
    if (demo !== undefined) return 'demo'
    const known = await trx.selectFrom('unit').select(['kind', 'name']).where('unit_id', '=', street).executeTakeFirst()
    if (known === undefined && streetName === null) return 'no-name'
    if (known !== undefined && known.kind !== 'street') return 'no-street'
    if (known === undefined) await openStreet(trx, street, streetName ?? '')
    const head = await lockHead(trx, street)
    const people = await trx.selectFrom('staff').selectAll().where('unit_id', '=', street).execute()
    const administrators = people.filter(({ role, active }) => role === 'street' && active)
    if (administrators.length > 0 && !again) return 'has-one'
    const person = administrators.find((one) => one.name === name) ?? (await add(trx, street, name, people))
    const units = await takeUnits(trx, street)
    const invitation = serverId(context)
    await trx
      .updateTable('invitation')
      .set({ revoked_at: now })
      .where('unit_id', '=', street)
      .where('staff_id', '=', person.staff_id)
      .where('revoked_at', 'is', null)
      .execute()
    await trx
      .insertInto('invitation')
      .values({
        unit_id: street,
        invitation_id: invitation,
        code_hash: hash,
        staff_id: person.staff_id,
        made_by: SERVER,
        made_at: now,
        expires_at: now + LIVES,
        uses: 1,
        used: 0,
        revoked_at: null,
      })
      .execute()
    const content = {
      type: 'administrator.invite',
      staffId: person.staff_id,
      invitationId: invitation,
      expiresAt: now + LIVES,
      opened: known === undefined,
      units,
      again,
    }
    await appendServerEntry(context, trx, head, {
      unitId: street,
      author: SERVER,
      type: content.type,
      subject: person.staff_id,
      content,
    })
    return {
      streetName: known?.name ?? streetName ?? '',
      opened: known === undefined,
      staffId: person.staff_id,
      number: person.number,
      code,
      expiresAt: now + LIVES,
      units,
    }
  })
}

async function openStreet(trx: Transaction<Tables>, street: UnitId, name: string): Promise<void> {
  await trx
    .insertInto('unit')
    .values({ unit_id: street, name, kind: 'street', demo: false, station_id: null })
    .execute()
}

async function add(trx: Transaction<Tables>, street: UnitId, name: string, people: readonly { staff_id: StaffId }[]) {
  const prefix = `${street}-jd`
  const count = nextNumber(
    prefix,
    people.map(({ staff_id }) => staff_id),
  )
  const row = {
    staff_id: v.parse(staffId, `${prefix}${count}`),
    number: `JD-${String(count).padStart(3, '0')}`,
  }
  await trx
    .insertInto('staff')
    .values({
      ...row,
      unit_id: street,
      name,
      role: 'street',
      scope: JSON.stringify({ kind: 'none' }),
      from_day: null,
      to_day: null,
      roster_key: null,
      openid: null,
    })
    .execute()
  return row
}

/** Units that were imported before there was a street. Where there are several streets, nobody can say whose they are. */
async function takeUnits(trx: Transaction<Tables>, street: UnitId): Promise<number> {
  const streets = await trx.selectFrom('unit').select('unit_id').where('kind', '=', 'street').execute()
  if (streets.length > 1) return 0
  const taken = await trx
    .updateTable('unit')
    .set({ street_id: street })
    .where('street_id', 'is', null)
    .where('kind', '!=', 'street')
    .executeTakeFirst()
  return Number(taken.numUpdatedRows)
}
