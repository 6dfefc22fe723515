import { StorageRefused } from '#sync/storage-schema'
import { dispatchedCase, RESIDENT_PHONE } from '../support/case-drafts'
import type { Phone } from '../support/phone'
import { house, worker } from '../support/small-town'
import { idOf, START, setUp, statusOf, visit } from '../support/sync-set-up'

/** A storage as schema 1 left it: one saved, one on its way, one refused, one unreadable. */
async function oldPhone() {
  const made = setUp()
  const { phone } = made
  const ids = [1, 2, 3].map((n) => idOf(phone.engine().save(visit(1, n))))
  phone.kill()
  const { values } = phone.disk
  const base = 'q/qfy/qfy-s1/'
  const operations = ids.map((id) => JSON.parse(phone.lying().get(`${base}o/${id}`) ?? '{}').operation)
  values.clear()
  values.set(`${base}schema`, '1')
  values.set(
    `${base}outbox`,
    JSON.stringify([
      { operation: operations[0], status: 'saved' },
      { operation: operations[1], status: 'sending' },
      { operation: operations[2], status: 'rejected', problem: { code: 4042, title: '没有这一户' } },
      { operation: { id: 'x' }, status: 'saved' },
    ]),
  )
  values.set(`${base}cursor`, '"17"')
  values.set(`${base}index`, '{"buildings":[]}')
  values.set(`${base}b/b1`, '{"doors":[]}')
  return { ...made, ids, base }
}

describe('a storage of schema 1', () => {
  test('keeps every record with what is known of it, and fetches the cloud’s copy again', async () => {
    const { phone, ids, base, cloud } = await oldPhone()
    const engine = phone.engine()
    expect(ids.map((id) => statusOf(engine, id))).toEqual(['saved', 'unconfirmed', 'rejected'])
    expect(phone.disk.values.get(`${base}schema`)).toBe('4')
    expect([...phone.disk.values.keys()].filter((key) => /outbox$|cursor|index|\/b\//.test(key))).toEqual([])
    expect(engine.status().broken).toBe(1)
    await engine.sync()
    expect(cloud.logLength()).toBe(2)
  })

  test('is migrated whole after a kill at any write', async () => {
    for (let writes = 0; writes < 14; writes++) {
      const { phone, ids, base } = await oldPhone()
      let left = writes
      const { values } = phone.disk
      const { set, delete: remove } = values
      const guard = () => {
        if (left-- <= 0) throw new Error('killed')
      }
      values.set = (key, value) => {
        guard()
        return set.call(values, key, value)
      }
      values.delete = (key) => {
        guard()
        return remove.call(values, key)
      }
      try {
        phone.engine()
      } catch {
        // Killed; opened again below.
      }
      Object.assign(values, { set, delete: remove })
      phone.kill()
      expect(ids.map((id) => statusOf(phone.engine(), id))).toEqual(['saved', 'unconfirmed', 'rejected'])
      expect(values.get(`${base}schema`)).toBe('4')
      expect(values.has(`${base}outbox`)).toBe(false)
    }
  })
})

/** A storage as schema 2 left it: a resident in the index and in a journal, a record not sent, a building held. */
async function phoneOf2() {
  const made = setUp()
  const { phone, cloud } = made
  await phone.engine().sync()
  await phone.engine().hold(house(1))
  const unsent = idOf(phone.engine().save(visit(1, 1)))
  await dispatchedCase(made)
  phone.kill()
  const { values } = phone.disk
  const base = 'q/qfy/qfy-s1/'
  const index = JSON.parse(values.get(`${base}index`) ?? '{}')
  const rows = cloud.cases(worker(1))
  const old = { ...index, cases: rows.map((row) => ({ row, heardAt: START })) }
  values.set(`${base}index`, JSON.stringify(old))
  const changes = rows.map((row) => ({ kind: 'case', row }))
  const answer = { changes, cursor: '9', more: false, serverTime: START }
  values.set(`${base}journal`, JSON.stringify({ from: index.cursor, answer }))
  values.set(`${base}schema`, '2')
  return { ...made, unsent, base }
}
const storedWords = (phone: Phone) => [...phone.lying().values()].join('\n')

describe('a storage of schema 2', () => {
  test('is cleaned of residents as it is opened, and hears of them again with the next pull', async () => {
    const { phone, unsent } = await phoneOf2()
    expect(storedWords(phone)).toContain(RESIDENT_PHONE)
    const engine = phone.engine()
    expect(storedWords(phone)).not.toContain(RESIDENT_PHONE)
    expect([engine.cases()[0]?.row.resident, statusOf(engine, unsent)]).toEqual([null, 'saved'])
    await engine.sync()
    expect(engine.cases()[0]?.row.resident?.phone).toBe(RESIDENT_PHONE)
    expect(storedWords(phone)).not.toContain(RESIDENT_PHONE)
    expect([statusOf(engine, unsent), engine.status().broken]).toEqual(['delivered', 0])
  })

  test('is cleaned after a kill at any write, and by the next opening at the latest', async () => {
    for (let writes = 0; writes < 5; writes++) {
      const { phone, unsent } = await phoneOf2()
      const { open } = phone.disk
      phone.disk.open = () => {
        const handle = open()
        const { killAfter } = handle
        handle.killAfter = () => killAfter(writes)
        return handle
      }
      try {
        phone.engine()
      } catch {
        // Killed.
      }
      phone.disk.open = open
      phone.kill()
      expect(statusOf(phone.engine(), unsent)).toBe('saved')
      expect(storedWords(phone)).not.toContain(RESIDENT_PHONE)
    }
  })

  test('keeps its buildings and its place in the feed where there was no resident', async () => {
    const { phone } = setUp()
    await phone.engine().sync()
    await phone.engine().hold(house(1))
    phone.kill()
    phone.disk.values.set('q/qfy/qfy-s1/schema', '2')
    const before = phone.disk.values.get('q/qfy/qfy-s1/index')
    expect(phone.engine().doors(house(1))).not.toBeNull()
    expect(phone.disk.values.get('q/qfy/qfy-s1/index')).toBe(before)
  })
})

test('a storage written by a newer app is refused with a reason, and nothing is touched', () => {
  const { phone } = setUp()
  phone.disk.values.set('q/qfy/qfy-s1/schema', '5')
  phone.disk.values.set('q/qfy/qfy-s1/o/new', 'what this app does not know')
  const before = [...phone.disk.values]
  let refused: unknown
  try {
    phone.engine()
  } catch (error) {
    refused = error
  }
  expect(refused).toBeInstanceOf(StorageRefused)
  expect(refused).toMatchObject({ problem: { code: 1004 } })
  expect([...phone.disk.values]).toEqual(before)
})

test('a full storage opens all the same', async () => {
  const { phone } = setUp({ limit: 10 })
  expect(phone.engine().save(visit(1, 1)).kind).toBe('storage-full')
  await phone.engine().sync()
  expect(phone.engine().records()).toEqual([])
})
