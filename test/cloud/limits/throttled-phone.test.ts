import * as v from 'valibot'
import { sync } from '#cloud/handlers/sync'
import { usualLimits } from '#cloud/limits/limit-config'
import { createLimits } from '#cloud/limits/limits'
import { problemAnswer } from '#contract/problem'
import type { OperationId } from '#domain/ids'
import { MINUTE, SECOND } from '#domain/time'
import { tokenOf } from '../../support/calls'
import { newDeviceId, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { createDisk } from '../../support/memory-store'
import { createPhone, type World } from '../../support/phone'

/** Three batches; a thousand are in `test/sync/throttled`. */
const PENDING = 250
const ground = fieldUnderTest()

test('a phone that is told to slow down waits as long as it was told, finishes by itself, and loses nothing', async () => {
  const { field } = ground
  const context = {
    ...ground.context,
    limits: createLimits({ ...usualLimits, person: 2 }, ground.context.clock),
  }
  const device = newDeviceId()
  const token = await tokenOf(context, field.worker)
  const refusedAt: { readonly at: number; readonly wait: number }[] = []
  const world: World = {
    now: context.clock.time,
    late: [],
    async cloud(_, sent) {
      context.clock.time = world.now
      const { body } = await sync({ context, body: JSON.parse(JSON.stringify(sent)), token, openid: null })
      const refused = v.safeParse(problemAnswer, body)
      if (!refused.success) return { kind: 'answer', body: JSON.parse(JSON.stringify(body)) }
      const { problem } = refused.output
      refusedAt.push({ at: world.now, wait: (problem.retryAfter ?? 0) * SECOND })
      return { kind: 'problem', problem }
    },
  }
  const phone = createPhone({
    world,
    unit: field.unit,
    staff: field.worker.id,
    device,
    disk: createDisk(),
    maker: 1,
    ids: newOperationId,
  })
  const engine = phone.engine()
  const made: OperationId[] = []
  for (let index = 0; index < PENDING; index += 1) {
    const doorId = ground.doorOf(field.buildings[0], index % 12)
    const saved = engine.save({ type: 'visit.log', body: { doorId, startedAt: world.now - MINUTE, outcome: 'met' } })
    if (saved.kind === 'saved') made.push(saved.id)
  }
  expect(made).toHaveLength(PENDING)

  // Nobody touches the phone from here on: only its own timers wake it.
  const began = world.now
  let triedTooSoon = 0
  while (engine.status().pending > 0) {
    const [timer, another] = phone.timers
    if (timer === undefined) throw new Error('The phone has gone to sleep with records in it')
    expect(another).toBeUndefined()
    const last = refusedAt[refusedAt.length - 1]
    world.now += Math.ceil(timer.delay)
    if (last !== undefined && world.now < last.at + last.wait) triedTooSoon += 1
    timer.run()
    while (engine.status().running) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  expect(refusedAt.length).toBeGreaterThanOrEqual(2)
  expect(triedTooSoon).toBe(0)
  expect(engine.records().filter(({ status }) => status.kind === 'rejected')).toEqual([])
  const stored = await context.db.selectFrom('visit').select('visit_id').where('unit_id', '=', field.unit).execute()
  expect(stored.map(({ visit_id }) => visit_id).sort()).toEqual([...made].sort())
  // Four calls, two of them at once and then one in half a minute: not the hours of a phone that doubles its wait.
  expect(world.now - began).toBeLessThan(5 * MINUTE)
}, 120_000)
