import type { Selectable, Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { sha256 } from '#cloud/operations/canonical'
import { lockHead } from '#cloud/operations/log'
import { ok, type Result, refuse } from '#cloud/result'
import type { ScanOpenAnswer, ScanWaitingAnswer } from '#contract/scan'
import type { DeviceId, StaffId, UnitId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf, MINUTE, SECOND } from '#domain/time'
import { actorOf, people } from './authenticate'
import { deviceSeen } from './device-seen'
import { openSession } from './open-session'
import { keyed, type Opened, openedAs } from './sign-in'
import { ACCESS_LIVES, SESSION_LIVES } from './tokens'

/** Long enough to take out a phone and read, too short to be sent around. */
const LIVES = 2 * MINUTE
/** What is over is kept so long that a person who is late is told why. The address that asked is gone then, too. */
const REMEMBERED = 10 * MINUTE
const ASK_EVERY = 2 * SECOND
/** Tickets of one address in that time: a whole station behind one address stays far below. */
const MOST_OF_ONE = 200

interface Browser {
  readonly from?: string | null
  readonly agent?: string | null
}

/** A browser asks to be let in. Nothing of it is anybody's yet. */
export async function openScan(
  context: Context,
  { from = null, agent = null }: Browser,
  device: DeviceId,
): Promise<Result<ScanOpenAnswer>> {
  const { db, clock, random, config } = context
  // A demonstration has its own way in, and nobody whose word would count.
  if (config.mode === 'demo') return refuse(4003)
  const now = clock.now()
  await db
    .deleteFrom('scan_ticket')
    .where('expires_at', '<', now - REMEMBERED)
    .execute()
  const { open } = await db
    .selectFrom('scan_ticket')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('address', 'is not distinct from', from)
    .executeTakeFirstOrThrow()
  if (Number(open) >= MOST_OF_ONE) return refuse(4290, '扫码登录的请求太多，请 10 分钟后再试')
  const secret = drawn(random, 32)
  const scan = drawn(random, 16)
  const compare = fourDigits(random)
  const expiresAt = now + LIVES
  await db
    .insertInto('scan_ticket')
    .values({
      scan_hash: sha256(scan),
      secret_hash: sha256(secret),
      compare,
      device_id: device,
      ...deviceSeen(agent),
      address: from,
      opened_at: now,
      expires_at: expiresAt,
      state: 'waiting',
      unit_id: null,
      staff_id: null,
    })
    .execute()
  return ok({ secret, scan, compare, expiresAt, askEvery: ASK_EVERY, serverTime: now })
}

/** What became of it. Let in, the browser gets its session, once; nothing else ever opens one from a ticket. */
export async function pollScan(context: Context, secret: string): Promise<Result<ScanWaitingAnswer | Opened>> {
  const now = context.clock.now()
  const ticket = await context.db
    .selectFrom('scan_ticket')
    .selectAll()
    .where('secret_hash', '=', sha256(secret))
    .executeTakeFirst()
  if (ticket === undefined) return refuse(4100)
  switch (ticket.state) {
    case 'used':
      return refuse(4101)
    case 'refused':
      return refuse(4018)
    case 'waiting':
      return ticket.expires_at > now ? ok({ waiting: true, serverTime: now }) : refuse(4100)
    case 'allowed':
      return ticket.expires_at > now ? letIn(context, ticket) : refuse(4100)
    default:
      return ticket.state satisfies never
  }
}

async function letIn(context: Context, ticket: Selectable<Tables['scan_ticket']>): Promise<Result<Opened>> {
  const { unit_id: unit, staff_id: staff } = ticket
  if (unit === null || staff === null) throw new Error('a ticket was allowed by nobody')
  const on = await keyed(context, { unitId: unit, id: staff }, ticket.device_id)
  return retried(context, async (trx) => {
    const head = await lockHead(trx, unit)
    const used = await trx
      .updateTable('scan_ticket')
      .set({ state: 'used' })
      .where('scan_hash', '=', ticket.scan_hash)
      .where('state', '=', 'allowed')
      .executeTakeFirst()
    if (used.numUpdatedRows === 0n) return refuse(4101)
    const within = { ...context, db: trx }
    const row = await personOf(within, unit, staff)
    if (row === undefined) return refuse(4044)
    const actor = actorOf(row)
    // He may have been stopped in the minute since he said yes.
    if (!onDuty(actor.staff, dayOf(context.clock.now()))) return refuse(4033)
    const { browser, system } = ticket
    const terms = {
      kind: 'web',
      sessionLives: SESSION_LIVES,
      tokenLives: ACCESS_LIVES,
      seen: { browser, system },
    } as const
    const { session, ...tokens } = await openSession(within, actor.staff, on.id, terms)
    const content = { type: 'session.scan', staffId: staff, session, browser, system }
    await appendServerEntry(context, trx, head, {
      unitId: unit,
      author: staff,
      type: content.type,
      subject: staff,
      content,
    })
    return openedAs(context, actor, session, on, tokens)
  })
}

function personOf(context: Context & { readonly db: Transaction<Tables> }, unit: UnitId, staff: StaffId) {
  return people(context).where('staff.unit_id', '=', unit).where('staff.staff_id', '=', staff).executeTakeFirst()
}

function drawn(random: Context['random'], bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('base64url')
}

function fourDigits(random: Context['random']): string {
  const [a = 0, b = 0, c = 0] = random.bytes(3)
  return String(((a << 16) | (b << 8) | c) % 10_000).padStart(4, '0')
}
