import { addDays, dayOf } from '#domain/time'
import type { Engine } from '#sync/engine-api'
import { attempt, dispatchedCase, takePhoto } from '../support/case-drafts'
import type { Phone } from '../support/phone'
import { house, worker } from '../support/small-town'
import { idOf, START, setUp, statusOf } from '../support/sync-set-up'

const stored = (phone: Phone) => [...phone.lying()].map((entry) => entry.join(' ')).join('\n')
const knows = (engine: Engine) => [engine.cases().length, engine.stock().length, engine.doors(house(1)) !== null]

/** A worker's phone with all that it may hold: a case, leaflets, doors; a record and a photo not sent, a form and its photo. */
async function full() {
  const made = setUp()
  made.cloud.issue(worker(1), 'flyer', 10)
  const { id } = await dispatchedCase(made)
  const { phone } = made
  const engine = phone.engine()
  await engine.sync()
  await engine.hold(house(1))
  const named = takePhoto(phone, id, '已记')
  engine.keepPhoto(named)
  const unsent = idOf(engine.save(attempt(id, { photos: [{ sha256: named.sha256, bytes: named.bytes }] })))
  engine.saveForm('attempt-x', { note: '王某说' })
  const ofForm = takePhoto(phone, id, '未记')
  engine.keepPhoto(ofForm)
  expect(knows(engine)).toEqual([1, 1, true])
  return { ...made, engine, id, unsent, named, ofForm }
}

describe('with another role', () => {
  test('what the old one knew goes with the pull that tells it, and so does a form with its photo', async () => {
    const { engine, phone, cloud, unsent, ofForm } = await full()
    phone.fates.push('not-sent')
    await engine.sync()
    expect(engine.form('attempt-x')).not.toBeNull()
    cloud.setRole(worker(1), 'secretary')
    cloud.setScope(worker(1), [])
    await engine.sync()
    expect(engine.cases()).toEqual([])
    expect(engine.form('attempt-x')).toBeNull()
    expect(stored(phone)).not.toMatch(/"sealed"|王某说|"doors":\[\{/)
    expect(phone.disk.files.has(ofForm.path)).toBe(false)
    expect(statusOf(engine, unsent)).not.toBe('gone')
  })

  test('and the same buildings, the cases of the old one go all the same; a form that is begun in it stays', async () => {
    const { engine, cloud } = await full()
    cloud.setRole(worker(1), 'secretary')
    await engine.sync()
    expect(knows(engine)).toEqual([0, 1, true])
    engine.saveForm('standing', { words: '横幅' })
    await engine.sync()
    expect([engine.form('standing'), engine.forms()]).toEqual([{ words: '横幅' }, 1])
  })

  test('it all goes wherever the app is killed meanwhile', async () => {
    let writes = 0
    for (let killed = true; killed; writes++) {
      const { phone, cloud } = await full()
      cloud.setRole(worker(1), 'secretary')
      cloud.setScope(worker(1), [])
      phone.handle().killAfter(writes)
      await phone
        .engine()
        .sync()
        .catch(() => undefined)
      killed = phone.handle().dead()
      phone.kill()
      await phone.engine().sync()
      expect(stored(phone)).not.toMatch(/"sealed"|王某说|"doors":\[\{/)
    }
    expect(writes).toBeGreaterThan(10)
  })
})

test('buildings taken from a worker go with their doors; his case, his form and the others stay', async () => {
  const { engine, cloud } = await full()
  cloud.setScope(worker(1), [house(2)])
  await engine.sync()
  expect([engine.doors(house(1)), engine.cases().length, engine.form('attempt-x')]).toEqual([
    null,
    1,
    { note: '王某说' },
  ])
})

test('after the last day a form goes with the rest, and what is unsent stays until it was sent or told', async () => {
  const { engine, cloud, world, phone, unsent } = await full()
  cloud.endService(worker(1), addDays(dayOf(START), -1))
  phone.fates.push('not-sent')
  await engine.sync()
  expect(statusOf(engine, unsent)).toBe('saved')
  await engine.sync()
  expect([engine.cases(), engine.buildings(), engine.stock(), engine.forms()]).toEqual([[], [], [], 0])
  expect(statusOf(engine, unsent)).toMatch(/delivered|rejected/)
  expect(world.now).toBeGreaterThan(START)
})

test('at sign-out the forms go with the copy, and the photo of a form; the record and its photo stay', async () => {
  const { engine, phone, unsent, named, ofForm } = await full()
  engine.clearCopy()
  await new Promise(setImmediate)
  expect([knows(engine), engine.forms(), statusOf(engine, unsent)]).toEqual([[0, 0, false], 0, 'saved'])
  expect([phone.disk.files.has(named.path), phone.disk.files.has(ofForm.path)]).toEqual([true, false])
  expect(stored(phone)).not.toMatch(/"sealed"|王某说/)
})

test('the next person on the same phone reads nothing of the one before, and sends nothing of his', async () => {
  const { engine, phone, phoneOf, unsent } = await full()
  engine.clearCopy()
  engine.stop()
  phone.disk.keys.delete(worker(1))
  const next = phoneOf(2, 2, phone.disk)
  await next.engine().sync()
  expect([next.engine().records(), next.engine().photos(), next.engine().cases(), next.engine().forms()]).toEqual([
    [],
    [],
    [],
    0,
  ])
  expect(JSON.stringify(next.calls)).not.toContain(unsent)
  phone.kill()
  await phone.engine().sync()
  expect(statusOf(phone.engine(), unsent)).toBe('delivered')
})
