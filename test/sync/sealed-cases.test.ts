import type { Engine } from '#sync/engine-api'
import type { Sealer } from '#sync/ports'
import { attempt, dispatchedCase, RESIDENT_PHONE } from '../support/case-drafts'
import type { Phone } from '../support/phone'
import { house, worker } from '../support/small-town'
import { idOf, setUp, statusOf, visit } from '../support/sync-set-up'

const residentOf = (engine: Engine) => engine.cases()[0]?.row.resident?.phone ?? null
const BASE = 'q/qfy/qfy-s1/'

/** Every text that was ever stored. */
function watch({ disk }: Phone): string[] {
  const texts: string[] = []
  const set = disk.values.set.bind(disk.values)
  disk.values.set = (key, value) => {
    texts.push(value)
    return set(key, value)
  }
  return texts
}

/** A worker's phone that holds a case, a building, and a record that is not sent. */
async function holding() {
  const made = setUp()
  const { id, police } = await dispatchedCase(made)
  const { phone } = made
  await phone.engine().sync()
  await phone.engine().hold(house(1))
  const unsent = idOf(phone.engine().save(visit(1, 1)))
  return { ...made, id, police, unsent }
}

test('who the resident is, and what the police wrote, never lies in the storage as it is, not for one write', async () => {
  const made = setUp()
  const { phone } = made
  const texts = watch(phone)
  const { id, police } = await dispatchedCase(made)
  const engine = phone.engine()
  await engine.sync()
  await engine.hold(house(1))
  engine.save(attempt(id))
  await engine.sync()
  await police.sync()
  police.save({ type: 'dissuasion.return', body: { caseId: id, reason: '王某家中还有老人没有问到' } })
  await police.sync()
  // With a door that is here the page goes through the journal.
  const colleague = made.phoneOf(2, 2).engine()
  colleague.save(visit(1, 1))
  await colleague.sync()
  await engine.sync()
  expect(engine.cases()[0]?.row).toMatchObject({
    resident: { phone: RESIDENT_PHONE },
    returned: '王某家中还有老人没有问到',
  })
  const sealed = texts.filter((text) => text.includes('"sealed"'))
  expect(sealed.length).toBeGreaterThan(3)
  expect(sealed.some((text) => text.startsWith('{"from":'))).toBe(true)
  expect(texts.filter((text) => text.includes(RESIDENT_PHONE) || text.includes('还有老人'))).toEqual([])
})

test('the resident is there after a restart without a network', async () => {
  const { phone } = await holding()
  phone.kill()
  phone.fates.push('not-sent')
  const engine = phone.engine()
  await engine.sync()
  expect(residentOf(engine)).toBe(RESIDENT_PHONE)
})

test('until the key was read a case stands without its resident, and a tap is stored before it returns all the same', async () => {
  const { phone } = await holding()
  phone.kill()
  let give: (sealer: Sealer) => void = () => undefined
  phone.slowKey = new Promise<Sealer>((resolve) => {
    give = resolve
  })
  const engine = phone.engine()
  const syncing = engine.sync()
  expect([engine.cases().length, residentOf(engine)]).toEqual([1, null])
  const tapped = idOf(engine.save(visit(1, 2)))
  expect(phone.disk.values.has(`${BASE}o/${tapped}`)).toBe(true)
  let told = 0
  engine.subscribe(() => told++)
  give(phone.disk.sealerOf(worker(1)))
  await syncing
  expect([residentOf(engine), told > 0, statusOf(engine, tapped)]).toEqual([RESIDENT_PHONE, true, 'delivered'])
  // What could be opened was not asked of the cloud again: the first pull of all is the only one that began at nothing.
  expect(phone.calls.filter(({ body }) => JSON.stringify(body).includes('"cursor":null'))).toHaveLength(1)
})

test('under a key that has gone nothing can be read; no record is lost, and the case comes whole again', async () => {
  const { phone, unsent } = await holding()
  phone.kill()
  phone.disk.keys.clear()
  const engine = phone.engine()
  phone.fates.push('not-sent')
  await engine.sync()
  expect([engine.cases().length, residentOf(engine), statusOf(engine, unsent)]).toEqual([1, null, 'saved'])
  await engine.sync()
  expect([residentOf(engine), statusOf(engine, unsent), engine.status().broken]).toEqual([
    RESIDENT_PHONE,
    'delivered',
    0,
  ])
  phone.kill()
  expect(phone.engine().cases()).toHaveLength(1)
})

test('a seal that was changed on the disk opens to nothing, and the case comes again', async () => {
  const { phone } = await holding()
  phone.kill()
  const index = JSON.parse(phone.disk.values.get(`${BASE}index`) ?? '{}')
  index.cases[0].sealed = `${String(index.cases[0].sealed).slice(0, -8)}AAAAAAA=`
  phone.disk.values.set(`${BASE}index`, JSON.stringify(index))
  const engine = phone.engine()
  phone.fates.push('not-sent')
  await engine.sync()
  expect(residentOf(engine)).toBeNull()
  await engine.sync()
  expect(residentOf(engine)).toBe(RESIDENT_PHONE)
})

test('a case that the cloud does not tell again leaves with its lost key', async () => {
  const { phone, world } = await holding()
  phone.kill()
  phone.disk.keys.clear()
  const { cloud } = world
  Object.assign(world, {
    async cloud(...asked: Parameters<typeof cloud>) {
      const answer = await cloud(...asked)
      if (answer.kind !== 'answer' || typeof answer.body !== 'object' || answer.body === null) return answer
      if (!('changes' in answer.body) || !Array.isArray(answer.body.changes)) return answer
      return { kind: 'answer', body: { ...answer.body, changes: answer.body.changes.filter((c) => c.kind !== 'case') } }
    },
  })
  await phone.engine().sync()
  expect(phone.engine().cases()).toEqual([])
  const pulls = () => phone.calls.filter(({ body }) => JSON.stringify(body).includes('"cursor":null')).length
  const before = pulls()
  phone.kill()
  await phone.engine().sync()
  expect(pulls()).toBe(before)
})

test.each([true, false])('a page that a kill cut is whole afterwards; its key is there: %s', async (keyLives) => {
  let writes = 0
  for (let killed = true; killed; writes++) {
    const made = setUp()
    const { phone } = made
    await phone.engine().sync()
    await phone.engine().hold(house(1))
    await dispatchedCase(made)
    phone.handle().killAfter(writes)
    await phone.engine().sync()
    killed = phone.handle().dead()
    phone.kill()
    if (!keyLives) phone.disk.keys.clear()
    await phone.engine().sync()
    expect(residentOf(phone.engine())).toBe(RESIDENT_PHONE)
    expect(phone.engine().status().broken).toBe(0)
  }
  expect(writes).toBeGreaterThan(4)
})

test('two tabs of which one lacks the key do not ask the cloud for everything again and again', async () => {
  const { phone } = await holding()
  const other = phone.openTab()
  other.slowKey = Promise.resolve(setUp().phone.disk.sealerOf('elsewhere'))
  const everything = () =>
    [...phone.calls, ...other.calls].filter(({ body }) => JSON.stringify(body).includes('"cursor":null')).length
  for (let round = 0; round < 4; round++) {
    await other.engine().sync()
    await phone.engine().sync()
  }
  // The first of all, and one for each tab.
  expect(everything()).toBe(3)
})
