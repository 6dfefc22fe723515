import type { Database } from '#cloud/db/database'
import { verifyChain } from '#cloud/operations/verify-chain'
import { operationSchema } from '#contract/operation'
import type { PushOutcome } from '#contract/push'
import type { DoorId } from '#domain/ids'
import { DAY, MINUTE } from '#domain/time'
import { type ArrivalGround, arrivalGround, operationsOf } from '../../support/arrival/ground'
import { stateOf } from '../../support/arrival/state'
import { stories } from '../../support/arrival/stories'
import { report } from '../../support/faults/report'
import { NOON, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
let alike = 0
afterAll(async () => {
  report('到达顺序', `${alike} 种操作 × ${arrivals.length} 种到达方式，结果与按序相同`)
  await database?.close()
})

const types = operationSchema.options.map(({ entries }) => entries.type.literal)

type Sent = ReturnType<typeof operationsOf>[number]
interface Arrival {
  readonly name: string
  /** Kinds of what each push is answered. */
  readonly ends: (count: number) => readonly PushOutcome['kind'][]
  readonly order: (sent: readonly Sent[]) => readonly Sent[]
  /** Everything comes so much later than it was done. */
  readonly delay?: number
  /** Another device's record comes after each of them, not after all. */
  readonly between?: true
}

const times = <Kind extends PushOutcome['kind']>(count: number, kind: Kind): readonly Kind[] => Array(count).fill(kind)
const inOrder: Arrival = { name: 'in order', order: (sent) => sent, ends: (count) => times(count, 'applied') }
const all: readonly Arrival[] = [
  {
    name: 'backwards',
    order: (sent) => [...sent].reverse(),
    ends: (count) => [...times(count - 1, 'held'), 'applied'],
  },
  {
    name: 'the last one before all others',
    order: (sent) => [...sent.slice(-1), ...sent.slice(0, -1)],
    ends: (count) => (count === 1 ? ['applied'] : ['held', ...times(count - 1, 'applied')]),
  },
  { name: 'another device in between', order: (sent) => sent, ends: (count) => times(count, 'applied'), between: true },
  {
    name: 'each twice',
    order: (sent) => sent.flatMap((one) => [one, one]),
    ends: (count) => times(count, 'applied').flatMap((kind) => [kind, 'duplicate']),
  },
  { name: 'five days late', order: (sent) => sent, ends: (count) => times(count, 'applied'), delay: 5 * DAY },
  {
    name: 'five days late and backwards',
    order: (sent) => [...sent].reverse(),
    ends: (count) => [...times(count - 1, 'held'), 'applied'],
    delay: 5 * DAY,
  },
]

/** Of a sheet whose figures go on: five days later they are others than its issuer saw, and nobody signs for what he did not see. */
const SIGNED_AS_SEEN = 'evaluation.issue'

/** `npm test` tells the two that hold most of the others: every telling ends with each operation sent once more. */
const arrivals = process.env.HARD_RUNS === undefined ? all.filter(({ name }) => name.endsWith('backwards')) : all

/** Somebody else of the street writes at the same time; of what he does nothing in the stories depends. */
function another({ field, context }: ArrivalGround, nth: number) {
  const doorId = `b3-${nth + 1}` as DoorId
  const body = { doorId, startedAt: NOON - MINUTE, outcome: 'nobody' as const }
  return field.operation('visit.log', body, { author: field.colleague.id, at: Math.min(NOON, context.clock.time) })
}

async function tell(type: (typeof types)[number], arrival: Arrival) {
  const ground = await arrivalGround(testContext(database))
  const { field, context } = ground
  const steps = await stories[type](ground)
  const sent = operationsOf(ground, steps)
  context.clock.time = NOON + (arrival.delay ?? 0)
  const others = sent.map((_, nth) => another(ground, nth))
  const ends: string[] = []
  const pushOther = async () => {
    const other = others.shift()
    if (other) await field.push([other], field.colleague)
  }
  for (const { operation, by } of arrival.order(sent)) {
    const [outcome] = await field.push([operation], by, 0, operation.unit)
    ends.push(outcome?.kind === 'rejected' ? JSON.stringify(outcome.problem) : (outcome?.kind ?? 'nothing'))
    if (arrival.between) await pushOther()
  }
  while (others.length > 0) await pushOther()
  // Whatever was held is there by now: who asks again hears it.
  for (const { operation, by } of ends.some((end) => end.startsWith('{')) ? [] : sent)
    expect(await field.push([operation], by, 0, operation.unit)).toMatchObject([{ kind: 'duplicate' }])
  for (const unit of [field.unit, field.street])
    expect(await verifyChain(context.db, unit)).toMatchObject({ kind: 'intact' })
  return { ends, count: steps.length, state: (late: boolean) => stateOf(ground, steps.length, late) }
}

test('every operation that a device can send has a story', () => {
  expect(Object.keys(stories).sort()).toEqual([...types].sort())
})

test.each(types)(
  '%s ends alike in whatever order and however late it and its parents arrive, and each hears what became of it',
  async (type) => {
    const first = await tell(type, inOrder)
    expect(first.ends).toEqual(inOrder.ends(first.count))
    for (const arrival of arrivals) {
      const late = arrival.delay !== undefined
      const told = await tell(type, arrival)
      if (late && type === SIGNED_AS_SEEN) {
        expect([arrival.name, told.ends]).toEqual([arrival.name, [expect.stringContaining('"code":4095')]])
        continue
      }
      expect([arrival.name, told.ends]).toEqual([arrival.name, arrival.ends(told.count)])
      expect([arrival.name, await told.state(late)]).toEqual([arrival.name, await first.state(late)])
    }
    alike += 1
  },
)
