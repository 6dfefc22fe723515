import { attempt, dispatchedCase } from '../support/case-drafts'
import { idOf, setUp, statusOf, visit } from '../support/sync-set-up'

const WORDS = /陈阿婆|13912345678|不要开门|"outcome"|flyer/

test('a record, its every state, and a form never lie in the storage as they are, not for one write', async () => {
  const { phone } = setUp()
  const texts: string[] = []
  const set = phone.disk.values.set.bind(phone.disk.values)
  phone.disk.values.set = (key, value) => {
    texts.push(`${key} ${value}`)
    return set(key, value)
  }
  const engine = phone.engine()
  engine.saveForm('alert', { name: '陈阿婆', phone: '13912345678' })
  const id = idOf(engine.save(visit(1, 1, 'refused', { note: '不要开门' })))
  phone.fates.push('cut')
  await engine.sync()
  expect(statusOf(engine, id)).toBe('unconfirmed')
  phone.kill()
  await phone.engine().sync()
  expect(statusOf(phone.engine(), id)).toBe('delivered')
  expect(texts.length).toBeGreaterThan(5)
  const open = texts.filter((text) => !/\/(b|journal|index|fetch)/.test(text))
  expect(open.filter((text) => WORDS.test(text))).toEqual([])
  expect(phone.engine().form('alert')).toEqual({ name: '陈阿婆', phone: '13912345678' })
})

test('a lost key loses nothing: what it sealed does not show, new records are sent meanwhile, and with the key each is delivered once', async () => {
  const made = setUp()
  const { phone, cloud } = made
  const first = idOf(phone.engine().save(visit(1, 1)))
  phone.engine().saveForm('alert', { name: '陈阿婆' })
  phone.kill()

  phone.keyLost = true
  const without = phone.engine()
  expect([without.records(), without.form('alert'), without.forms()]).toEqual([[], null, 1])
  const second = idOf(without.save(visit(1, 2)))
  await without.sync()
  expect([statusOf(without, second), without.status().broken, cloud.logLength()]).toEqual(['delivered', 0, 1])
  phone.kill()

  phone.keyLost = false
  const engine = phone.engine()
  expect([statusOf(engine, first), statusOf(engine, second)]).toEqual(['saved', 'delivered'])
  expect(engine.form('alert')).toEqual({ name: '陈阿婆' })
  await engine.sync()
  expect([statusOf(engine, first), cloud.logLength()]).toEqual(['delivered', 2])
})

test('the record of a photo that can’t be read for now takes no photo with it', async () => {
  const made = setUp()
  const { phone } = made
  const { id } = await dispatchedCase(made)
  const engine = phone.engine()
  await engine.sync()
  const photo = { caseId: id, sha256: 'a'.repeat(64), bytes: 3, path: 'p1' }
  phone.disk.files.set('p1', new Uint8Array([1, 2, 3]))
  engine.keepPhoto(photo)
  const { type, body } = attempt(id) as Extract<ReturnType<typeof attempt>, { type: 'dissuasion.attempt' }>
  engine.save({ type, body: { ...body, photos: [{ sha256: photo.sha256, bytes: photo.bytes }] } })
  engine.saveForm('alert', {})
  phone.kill()
  phone.keyLost = true
  // Signing out lets go of the photos that no record names.
  phone.engine().clearCopy()
  await new Promise((resolve) => setImmediate(resolve))
  expect(phone.disk.files.has('p1')).toBe(true)
})
