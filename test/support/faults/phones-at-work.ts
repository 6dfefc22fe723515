import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#cloud/db/database'
import { verifyChain } from '#cloud/operations/verify-chain'
import type { DoorId, OperationId } from '#domain/ids'
import { tokenOf } from '../calls'
import { createField, type Field, newDeviceId, testContext } from '../field-fixture'
import { type LivePhone, livePhone } from './live-phone'

/** Workers of one unit who log doors all the time, whatever happens to the server. */
export interface PhonesAtWork {
  readonly field: Field
  readonly phones: readonly LivePhone[]
  delivered(): number
  saved(): number
  /** Until so many more were delivered. Whoever waits longer than a minute waits for nothing. */
  untilDelivered(more: number): Promise<void>
  /** Until one of them was told this problem. */
  untilTold(code: number): Promise<void>
  /** They log nothing more, and send what they have: until nobody has anything left. Nobody helps them. */
  rest(): Promise<void>
  stop(): void
}

/** A worker logs a door as often, in ms: together some twenty a second, a busy evening of a whole street. */
const PACE = 200
const PATIENCE = 60_000

export async function phonesAtWork(database: Database, url: () => string, count: number): Promise<PhonesAtWork> {
  const context = testContext(database)
  context.clock.time = Date.now()
  const field = await createField(context)
  // Nobody's service is over, of whom the timer would forget something: the log is the phones' alone.
  await context.db.updateTable('staff').set({ to_day: null }).execute()
  const doors = field.buildings.flatMap((building) => field.doors(building))
  const phones: LivePhone[] = []
  for (let index = 0; index < count; index += 1) {
    const staff = await field.addPerson({ name: `网格员${index}`, role: 'grid', scope: { kind: 'unit' } })
    const token = await tokenOf(context, staff)
    phones.push(livePhone({ unit: field.unit, staff: staff.id, device: newDeviceId(), token, url }))
  }
  const delivered = () => phones.reduce((sum, phone) => sum + phone.delivered().size, 0)
  const until = async (what: string, is: () => boolean) => {
    for (const began = Date.now(); !is(); ) {
      if (Date.now() - began > PATIENCE) {
        const last = phones.map((phone) => `${phone.engine.status().pending} ${phone.lastProblem()}`)
        throw new Error(`${what}: waited in vain; ${last.join('; ')}`)
      }
      await sleep(20)
    }
  }
  let turn = 0
  const working = setInterval(() => {
    for (const phone of phones) {
      turn += 1
      phone.log(doors[turn % doors.length] ?? ('none' as DoorId))
    }
  }, PACE)
  return {
    field,
    phones,
    delivered,
    saved: () => phones.reduce((sum, phone) => sum + phone.saved.length, 0),
    async untilDelivered(more) {
      const goal = delivered() + more
      await until(`${more} more`, () => delivered() >= goal)
    },
    untilTold: (code) => until(`told ${code}`, () => phones.some(({ problems }) => problems.has(code))),
    async rest() {
      clearInterval(working)
      await until('rest', () => phones.every(({ engine }) => engine.status().pending === 0))
    },
    stop() {
      clearInterval(working)
      for (const phone of phones) phone.stop()
    },
  }
}

/** Everything that was saved on a phone is in the log once and nothing else, and the log is what it was written as. */
export async function expectAllOnce(database: Database, { field, phones }: PhonesAtWork): Promise<number> {
  const rows = await database.kysely
    .selectFrom('operation')
    .select('operation_id')
    .where('unit_id', '=', field.unit)
    .execute()
  const saved = phones.flatMap((phone): readonly OperationId[] => phone.saved)
  expect(rows.map(({ operation_id }) => operation_id).sort()).toEqual([...saved].sort())
  for (const phone of phones) expect([...phone.delivered()].sort()).toEqual([...phone.saved].sort())
  expect(await verifyChain(database.kysely, field.unit)).toEqual({ kind: 'intact', rows: saved.length })
  const counted = await database.kysely
    .selectFrom('door')
    .select((eb) => eb.fn.sum<number>('visits').as('visits'))
    .where('unit_id', '=', field.unit)
    .executeTakeFirstOrThrow()
  expect(Number(counted.visits)).toBe(saved.length)
  return saved.length
}
