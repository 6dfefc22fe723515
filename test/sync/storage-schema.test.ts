import { StorageRefused } from '#sync/storage-schema'
import { idOf, setUp, statusOf, visit } from '../support/sync-set-up'

/** A storage as schema 1 left it: one saved, one on its way, one refused, one unreadable. */
async function oldPhone() {
  const made = setUp()
  const { phone } = made
  const ids = [1, 2, 3].map((n) => idOf(phone.engine().save(visit(1, n))))
  phone.kill()
  const { values } = phone.disk
  const base = 'q/qfy/qfy-s1/'
  const operations = ids.map((id) => JSON.parse(values.get(`${base}o/${id}`) ?? '{}').operation)
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
    expect(phone.disk.values.get(`${base}schema`)).toBe('2')
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
      expect(values.get(`${base}schema`)).toBe('2')
      expect(values.has(`${base}outbox`)).toBe(false)
    }
  })
})

test('a storage written by a newer app is refused with a reason, and nothing is touched', () => {
  const { phone } = setUp()
  phone.disk.values.set('q/qfy/qfy-s1/schema', '3')
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
