import { StorageFull } from '#sync/ports'
import { house } from '../support/small-town'
import { type SetUp, setUp, visit } from '../support/sync-set-up'

const VISITS = 10
const PAGE = 3

/** A phone that holds a house, in which a colleague then visits so many doors that its next pull has four pages. */
async function withNews(): Promise<SetUp> {
  const town = setUp({ doors: VISITS, page: PAGE })
  const engine = town.phone.engine()
  await engine.sync()
  await engine.hold(house(1))
  const other = town.phoneOf(2, 2).engine()
  for (let number = 1; number <= VISITS; number++) other.save(visit(1, number))
  await other.sync()
  town.phone.calls.length = 0
  return town
}

const cursorsAsked = ({ phone }: SetUp): readonly unknown[] =>
  phone.calls.map(({ body }) => (body as { readonly cursor?: unknown }).cursor)

const cursorHeld = ({ phone }: SetUp): unknown => {
  const [, index = '{}'] = [...phone.lying()].find(([key]) => key.endsWith('/index')) ?? []
  return JSON.parse(index).cursor ?? null
}

const metDoors = ({ phone }: SetUp): number =>
  phone
    .engine()
    .doors(house(1))
    ?.filter(({ memory }) => memory.length > 0).length ?? 0

/** Each time a call leaves, with its number. */
function whenLeaving({ phone }: SetUp, look: (call: number) => void): void {
  phone.whileCalling = () => {
    look(phone.calls.length)
    whenLeaving({ phone } as SetUp, look)
  }
}

describe('the page after the one that is written', () => {
  test('is on its way before that one is written, and no other one is', async () => {
    const town = await withNews()
    const held: unknown[] = []
    whenLeaving(town, () => held.push(cursorHeld(town)))
    await town.phone.engine().sync()
    const [first, second, third, ...rest] = cursorsAsked(town)
    expect(held).toEqual([first, first, second, third])
    expect(rest).toHaveLength(1)
    expect(metDoors(town)).toBe(VISITS)
    expect(town.phone.engine().status().problem).toBeNull()
  })

  test('is asked for only where the cloud says that there is one', async () => {
    const town = await withNews()
    await town.phone.engine().sync()
    expect(town.phone.calls).toHaveLength(Math.ceil(VISITS / PAGE))
    await town.phone.engine().sync()
    expect(town.phone.calls).toHaveLength(Math.ceil(VISITS / PAGE) + 1)
  })

  test('is as it never was when it fails: what came before is kept, and the next run goes on from there', async () => {
    const town = await withNews()
    town.phone.fates.push('ok', 'ok', 'lost')
    const engine = town.phone.engine()
    await engine.sync()
    expect(engine.status().problem).toMatchObject({ code: 1002 })
    expect(metDoors(town)).toBe(2 * PAGE)
    expect(town.phone.calls).toHaveLength(3)
    await engine.sync()
    expect(cursorsAsked(town)[3]).toBe(cursorsAsked(town)[2])
    expect(metDoors(town)).toBe(VISITS)
  })

  test('is not used when the one before it found no room', async () => {
    const town = await withNews()
    const handle = town.phone.handle()
    const { set } = handle
    const first = cursorHeld(town)
    handle.set = (key, value) => {
      if (key.endsWith('/index')) throw new StorageFull()
      set(key, value)
    }
    town.phone.fates.push('ok', 'not-sent')
    const engine = town.phone.engine()
    await engine.sync()
    expect(engine.status().problem).toMatchObject({ code: 1001 })
    // Nor believed: it found no network.
    expect(engine.status().offline).toBe(false)
    expect(town.phone.calls).toHaveLength(2)
    expect(cursorHeld(town)).toBe(first)
    handle.set = set
    await engine.sync()
    await engine.hold(house(1))
    expect(metDoors(town)).toBe(VISITS)
  })

  test('fills no copy that was cleared while it was on its way', async () => {
    const town = await withNews()
    const engine = town.phone.engine()
    whenLeaving(town, (call) => {
      if (call === 2) engine.clearCopy()
    })
    await engine.sync()
    expect(town.phone.calls).toHaveLength(2)
    expect(engine.buildings()).toEqual([])
    expect(cursorHeld(town)).toBeNull()
  })

  test('is dropped when another tab brought the copy elsewhere meanwhile, and asked for from there', async () => {
    const town = await withNews()
    const other = town.phone.openTab().engine()
    whenLeaving(town, (call) => {
      if (call === 2) other.clearCopy()
    })
    const engine = town.phone.engine()
    await engine.sync()
    expect(cursorsAsked(town).slice(0, 3)).toEqual([expect.anything(), expect.anything(), null])
    expect(engine.buildings()).toHaveLength(3)
    await engine.hold(house(1))
    expect(metDoors(town)).toBe(VISITS)
  })

  test('teaches the phone no clock, however long its answer lay there', async () => {
    const town = await withNews()
    const offset = () => JSON.parse([...town.phone.lying()].find(([key]) => key.endsWith('/meta'))?.[1] ?? '{}').offset
    const before = offset()
    whenLeaving(town, (call) => {
      if (call > 1) town.world.now += 60_000
    })
    await town.phone.engine().sync()
    expect(metDoors(town)).toBe(VISITS)
    expect(offset()).toBe(before)
  })
})
