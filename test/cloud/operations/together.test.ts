import { setImmediate as turn } from 'node:timers/promises'
import { isUnavailable } from '#cloud/db/errors'
import { Together } from '#cloud/operations/together'
import { verifyChain } from '#cloud/operations/verify-chain'
import type { UnitId } from '#domain/ids'
import { createField, type Field, type TestContext, testContext } from '../../support/field-fixture'
import { recordedDatabase } from '../../support/recorded-database'

const one = 'u-one' as UnitId
const other = 'u-other' as UnitId

const atOnce = () => Promise.resolve()

/** What needs nothing but its turn has had it. */
async function settled(): Promise<void> {
  for (let nth = 0; nth < 20; nth += 1) await Promise.resolve()
}

/** Writes when it is told to, and remembers what it was given; begins as soon as it can. */
function slowly() {
  const given: (readonly string[])[] = []
  const waiting: (() => void)[] = []
  let fails: (pushes: readonly string[]) => Error | undefined = () => undefined
  const together = new Together<string, string>(async (_, __, taken) => {
    const pushes = taken()
    given.push(pushes)
    await new Promise<void>((resolve) => waiting.push(resolve))
    const error = fails(pushes)
    if (error !== undefined) throw error
    return pushes.map((push) => push.toUpperCase())
  }, atOnce)
  return {
    together,
    given,
    failing: (how: typeof fails) => {
      fails = how
    },
    async go() {
      await settled()
      while (waiting.length > 0) {
        waiting.shift()?.()
        await settled()
      }
    },
  }
}

describe('pushes that wait for one unit', () => {
  test('go together with what came at the same time, then with what came meanwhile, in the order they came, each with its own outcome', async () => {
    const { together, given, go } = slowly()
    const first = ['a', 'b'].map((push) => together.join(one, push, 1))
    await settled()
    expect(given).toEqual([['a', 'b']])
    const second = ['c', 'd'].map((push) => together.join(one, push, 1))
    await settled()
    expect(given).toEqual([['a', 'b']])
    await go()
    expect(await Promise.all([...first, ...second])).toEqual(['A', 'B', 'C', 'D'])
    expect(given).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    const later = together.join(one, 'e', 1)
    await go()
    expect(await later).toBe('E')
  })

  test('wait some turns of a busy process for one another', async () => {
    const given: (readonly string[])[] = []
    const together = new Together<string, string>(async (_, __, taken) => {
      given.push(taken())
      return taken()
    })
    const first = together.join(one, 'a', 1)
    await turn()
    await Promise.all([first, together.join(one, 'b', 1)])
    expect(given).toEqual([['a', 'b']])
  })

  test('go along with one that still waits for a connection', async () => {
    let connected = () => {}
    const given: (readonly string[])[] = []
    const together = new Together<string, string>(async (_, __, taken) => {
      await new Promise<void>((resolve) => {
        connected = resolve
      })
      given.push(taken())
      return taken()
    }, atOnce)
    const first = together.join(one, 'a', 1)
    await settled()
    const second = together.join(one, 'b', 1)
    connected()
    expect(await Promise.all([first, second])).toEqual(['a', 'b'])
    expect(given).toEqual([['a', 'b']])
  })

  test('do not wait for another unit', async () => {
    const { together, given } = slowly()
    void together.join(one, 'a', 1)
    void together.join(other, 'b', 1)
    await settled()
    expect(given).toEqual([['a'], ['b']])
  })

  test('fill no more than three batches of a hundred, and a larger one goes by itself', async () => {
    const { together, given, go } = slowly()
    const sizes = [1, 100, 100, 100, 1, 400, 1]
    const all = sizes.map((size, index) => together.join(one, `${index}`, size))
    await go()
    await Promise.all(all)
    expect(given.map((pushes) => pushes.join(' '))).toEqual(['0 1 2', '3 4', '5', '6'])
  })

  test('are each written alone when one of them spoils it, and the others hear nothing of that', async () => {
    const { together, given, failing, go } = slowly()
    failing((pushes) => (pushes.includes('bad') ? new Error('spoiled') : undefined))
    const all = ['a', 'b', 'bad', 'c'].map((push) => together.join(one, push, 1))
    const heard = Promise.allSettled(all)
    await go()
    expect((await heard).map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason)))).toEqual([
      'A',
      'B',
      'Error: spoiled',
      'C',
    ])
    expect(given).toEqual([['a', 'b', 'bad', 'c'], ['a'], ['b'], ['bad'], ['c']])
  })

  test('all hear at once that the database cannot serve, and none tries it by itself', async () => {
    const { together, given, failing, go } = slowly()
    failing(() => Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' }))
    const heard = Promise.allSettled(['a', 'b', 'c'].map((push) => together.join(one, push, 1)))
    await go()
    expect((await heard).every((each) => each.status === 'rejected' && isUnavailable(each.reason))).toBe(true)
    expect(given).toEqual([['a', 'b', 'c']])
    failing(() => undefined)
    const later = together.join(one, 'd', 1)
    await go()
    expect(await later).toBe('D')
  })

  test('are sent away at once where two hundred wait', async () => {
    const { together, go } = slowly()
    const all = Array.from({ length: 201 }, (_, index) => together.join(one, `${index}`, 1))
    const heard = Promise.allSettled(all)
    await go()
    const refused = (await heard).flatMap((each, index) =>
      each.status === 'rejected' ? [{ index, reason: each.reason }] : [],
    )
    expect(refused.map(({ index }) => index)).toEqual([200])
    expect(refused.every(({ reason }) => isUnavailable(reason))).toBe(true)
  })
})

describe('the pushes of a community whose phones all have signal again', () => {
  const recorded = recordedDatabase()
  let context: TestContext
  let field: Field

  beforeEach(async () => {
    context = testContext(recorded.database)
    field = await createField(context)
  })

  const doorsOf = () => field.doors(field.buildings[0])
  const visit = (index: number, actor = field.worker) =>
    field.operation(
      'visit.log',
      { doorId: doorsOf()[index] ?? ('none' as never), startedAt: context.clock.time - 60_000, outcome: 'met' },
      { author: actor.id },
    )
  const transactions = async (work: () => Promise<unknown>) =>
    (await recorded.pool.recorded(work)).filter(({ sql }) => sql.startsWith('begin')).length

  test('are written in one transaction, each with its own outcomes, places without a gap and one chain', async () => {
    const sent = [0, 1, 2, 3, 4, 5].map((index) => [visit(index), visit(index + 6)])
    let outcomes: unknown[] = []
    const begun = await transactions(async () => {
      outcomes = await Promise.all(sent.map((operations) => field.push(operations)))
    })
    expect(begun).toBe(1)
    expect(outcomes.flat().map((outcome) => (outcome as { kind: string }).kind)).toEqual(Array(12).fill('applied'))
    const places = outcomes.flat().map((outcome) => (outcome as { seq: number }).seq)
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    expect(await verifyChain(recorded.database.kysely, field.unit)).toEqual({ kind: 'intact', rows: 12 })
    const day = await recorded.database.kysely
      .selectFrom('unit_day')
      .select('visits')
      .where('unit_id', '=', field.unit)
      .executeTakeFirstOrThrow()
    expect(day.visits).toBe(12)
  })

  test('know each other: a record sent by two at once is one, and what undoes another push finds it', async () => {
    const first = visit(0)
    const undo = field.operation('visit.undo', { visitId: first.id })
    const outcomes = await Promise.all([
      field.push([visit(1)]),
      field.push([first]),
      field.push([first]),
      field.push([undo]),
    ])
    expect(outcomes).toMatchObject([
      [{ kind: 'applied', seq: 1 }],
      [{ kind: 'applied', seq: 2 }],
      [{ kind: 'duplicate', seq: 2 }],
      [{ kind: 'applied', seq: 3 }],
    ])
  })
})
