import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { verifyChain } from '#cloud/operations/verify-chain'
import type { PushAnswer } from '#contract/push'
import type { DoorId } from '#domain/ids'
import { tokenOf } from '../support/calls'
import { dataPlace } from '../support/data-place'
import { createField, type Field, newDeviceId, testContext, testKeys } from '../support/field-fixture'
import { bundleHost, freePort, type HostProcess, startHost } from '../support/host-process'

const CLIENTS = 20
const RECORDS = 5000
const BATCH = 25

interface Client {
  readonly token: string
  readonly batches: object[][]
  readonly ids: readonly string[]
  readonly device: string
}

async function prepare(database: Database): Promise<{ field: Field; clients: Client[] }> {
  await migrate(database.kysely)
  const context = testContext(database)
  context.clock.time = Date.now()
  const field = await createField(context, { doors: 200 })
  // Nobody's service is over, of whom the timer would forget something: the log is the clients' alone.
  await context.db.updateTable('staff').set({ to_day: null }).execute()
  const doors = field.buildings.flatMap((building) => field.doors(building))
  const clients: Client[] = []
  for (let client = 0; client < CLIENTS; client += 1) {
    const staff = await field.addPerson({ name: `网格员${client}`, role: 'grid', scope: { kind: 'unit' } })
    const operations = Array.from({ length: RECORDS / CLIENTS }, (_, index) => {
      const at = context.clock.time - (RECORDS / CLIENTS - index) * 60_000
      const doorId = doors[(client * 31 + index) % doors.length] ?? ('none' as DoorId)
      return field.operation(
        'visit.log',
        { doorId, startedAt: at - 30_000, outcome: 'met', leaflets: 1 },
        { author: staff.id, at },
      )
    })
    const batches = Array.from({ length: operations.length / BATCH }, (_, index) =>
      operations.slice(index * BATCH, (index + 1) * BATCH),
    )
    clients.push({
      token: await tokenOf(context, staff),
      batches,
      ids: operations.map(({ id }) => id),
      device: newDeviceId(),
    })
  }
  return { field, clients }
}

test(`the server killed twice while ${CLIENTS} clients push ${RECORDS} records: each is there once, and the chain holds`, async () => {
  const where = await dataPlace()
  const host = bundleHost()
  const database = await where.open()
  const { field, clients } = await prepare(database)
  await database.close()

  const env = { ...where.env, ...testKeys, PORT: String(await freePort()), LOG_LEVEL: 'error' }
  let running: HostProcess = await startHost(host.file, env)
  const acknowledged = new Set<string>()
  let failures = 0

  const push = async ({ token, device, batches }: Client) => {
    for (const operations of batches) {
      for (let delivered = false; !delivered; ) {
        try {
          const body = JSON.stringify({ action: 'push', protocol: 1, unit: field.unit, device, pending: 0, operations })
          const response = await fetch(`${running.url}/fn/sync`, {
            method: 'POST',
            body,
            headers: { authorization: `Bearer ${token}` },
          })
          const { outcomes } = (await response.json()) as PushAnswer
          for (const [index, outcome] of outcomes.entries()) {
            expect(['applied', 'duplicate']).toContain(outcome.kind)
            acknowledged.add((operations[index] as { id: string }).id)
          }
          delivered = true
        } catch {
          failures += 1
          await sleep(200)
        }
      }
    }
  }
  const pushing = Promise.all(clients.map(push))
  for (const moment of [RECORDS / 5, (RECORDS * 3) / 5]) {
    while (acknowledged.size < moment) await sleep(5)
    await running.kill()
    running = await startHost(host.file, env)
  }
  await pushing
  expect(await running.stop()).toBe(0)

  expect(failures).toBeGreaterThan(0)
  expect(acknowledged.size).toBe(RECORDS)
  const after = await where.open()
  const stored = await after.kysely
    .selectFrom('operation')
    .select(['operation_id', 'seq'])
    .where('unit_id', '=', field.unit)
    .orderBy('seq')
    .execute()
  expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: RECORDS }, (_, index) => index + 1))
  expect(stored.map(({ operation_id }) => operation_id).sort()).toEqual(clients.flatMap(({ ids }) => ids).sort())
  expect(await verifyChain(after.kysely, field.unit)).toEqual({ kind: 'intact', rows: RECORDS })
  const sums = await after.kysely
    .selectFrom('unit_day')
    .select((eb) => eb.fn.sum<number>('visits').as('visits'))
    .where('unit_id', '=', field.unit)
    .executeTakeFirstOrThrow()
  const doors = await after.kysely
    .selectFrom('door')
    .select((eb) => eb.fn.sum<number>('visits').as('visits'))
    .where('unit_id', '=', field.unit)
    .executeTakeFirstOrThrow()
  const stock = await after.kysely
    .selectFrom('stock')
    .select((eb) => eb.fn.sum<number>('handed_out').as('pieces'))
    .where('unit_id', '=', field.unit)
    .executeTakeFirstOrThrow()
  expect([sums.visits, doors.visits, stock.pieces].map(Number)).toEqual([RECORDS, RECORDS, RECORDS])
  await after.close()
  await where.remove()
  host.remove()
}, 180_000)
