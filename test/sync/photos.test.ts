import { problem } from '#contract/problem'
import { DAY } from '#domain/time'
import type { PhotoFile } from '#sync/engine-api'
import { atTheDoor, inCloud, logWith, named, onceIn, statuses } from '../support/at-the-door'
import { attempt, dispatchedCase, takePhoto } from '../support/case-drafts'
import type { Fate, Phone } from '../support/phone'
import { idOf, type SetUp, statusOf, visit } from '../support/sync-set-up'

const actions = ({ calls }: Phone) => calls.map(({ action }) => action).filter((action) => action !== 'pull')

describe('a photo', () => {
  test('taken offline arrives after a restart, after the record that names it, and leaves the phone', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const photo = takePhoto(phone, id)
    phone.fates.push('not-sent')
    const record = logWith(phone.engine(), photo)
    await phone.engine().sync()
    expect(phone.engine().photos()).toEqual([{ ...photo, status: { kind: 'kept' } }])
    expect(phone.engine().status()).toMatchObject({ photos: 1, pending: 1 })
    phone.kill()
    phone.calls.length = 0
    await phone.engine().sync()
    expect(actions(phone)).toEqual(['push', 'begin', 'put', 'finish'])
    expect(statusOf(phone.engine(), record)).toBe('delivered')
    expect(statuses(phone.engine())).toEqual(['delivered'])
    expect(phone.engine().status()).toMatchObject({ photos: 0, pending: 0 })
    expect(phone.disk.files.size).toBe(0)
    expect(inCloud(made, photo)).toEqual(onceIn(photo))
  })

  test('is one small key, written at once, and a full storage says so and keeps nothing', async () => {
    const { phone, id } = await atTheDoor()
    const engine = phone.engine()
    const photo = takePhoto(phone, id)
    const before = phone.handle().writes.length
    engine.keepPhoto(photo)
    const written = phone.handle().writes.slice(before)
    expect(written.filter(({ key }) => key.includes('/p/'))).toHaveLength(1)
    expect(Math.max(...written.map(({ bytes }) => bytes))).toBeLessThan(512)
    phone.disk.limit = phone.disk.bytes()
    expect(engine.keepPhoto(takePhoto(phone, id, '楼道'))).toBe(false)
    expect(engine.status().problem?.code).toBe(1001)
    expect(statuses(engine)).toEqual(['kept'])
  })

  test('leaves a storage that has no room for anything', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const photo = takePhoto(phone, id)
    logWith(phone.engine(), photo)
    for (const number of ['A', 'B', 'C', 'D']) await dispatchedCase(made, undefined, number)
    phone.disk.limit = phone.disk.bytes()
    await phone.engine().sync()
    // There is no room for the news.
    expect(phone.engine().status().problem?.code).toBe(1001)
    expect(phone.engine().cases()).toHaveLength(1)
    expect(inCloud(made, photo)).toEqual(onceIn(photo))
    expect(phone.engine().status().photos).toBe(0)
  })

  test.each<readonly [string, readonly Fate[]]>([
    ['no network', ['not-sent']],
    ['the answer to its name is lost', ['cut']],
    ['its name never arrives', ['lost']],
    ['the answer can’t be read', ['garbage']],
    ['the upload is lost', ['ok', 'lost']],
    ['the upload arrived, its answer did not', ['ok', 'cut']],
    ['the upload comes much later', ['ok', 'late']],
    ['the place for it refuses', ['ok', { problem: 5033 }]],
    ['the end is lost', ['ok', 'ok', 'lost']],
    ['the end arrived, its answer did not', ['ok', 'ok', 'cut']],
    ['the session has ended', [{ problem: 4011 }]],
    ['the server is in trouble', [{ problem: 5030 }]],
    ['the server asks for patience', [{ problem: 4290 }]],
  ])('stays kept while nothing is certain, and the next run brings it once: %s', async (_, fates) => {
    const made = await atTheDoor()
    const { phone, id } = made
    const photo = takePhoto(phone, id)
    const engine = phone.engine()
    logWith(engine, photo)
    phone.fates.push('ok', 'ok', ...fates)
    await engine.sync()
    expect(statuses(engine)).toEqual(['kept'])
    expect(engine.status().problem).not.toBeNull()
    expect(phone.disk.files.size).toBe(1)
    await engine.sync()
    for (const late of made.world.late.splice(0)) await late()
    expect(statuses(engine)).toEqual(['delivered'])
    expect(engine.status().problem).toBeNull()
    expect(inCloud(made, photo)).toEqual(onceIn(photo))
  })

  test.each([4037, 4038, 4046, 4132, 4156, 4157] as const)(
    'that the cloud will never take (%i) is told so and kept, with its file, until it is discarded or kept again',
    async (code) => {
      const made = await atTheDoor()
      const { phone, id } = made
      const engine = phone.engine()
      const photo = takePhoto(phone, id)
      logWith(engine, photo)
      phone.fates.push('ok', 'ok', { problem: code })
      await engine.sync()
      expect(engine.photos()).toEqual([{ ...photo, status: { kind: 'refused', problem: problem(code) } }])
      expect(engine.status()).toMatchObject({ photos: 0, problem: null })
      phone.calls.length = 0
      await engine.sync()
      expect(actions(phone)).toEqual([])
      expect(phone.disk.files.size).toBe(1)
      engine.keepPhoto(photo)
      await engine.sync()
      expect(inCloud(made, photo)).toEqual(onceIn(photo))
    },
  )

  test('whose file has gone or was cut is told so, and the others go on', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const engine = phone.engine()
    const [gone, cut, whole] = ['一', '二', '三'].map((words) => takePhoto(phone, id, words)) as [
      PhotoFile,
      PhotoFile,
      PhotoFile,
    ]
    logWith(engine, gone, cut, whole)
    phone.disk.files.delete(gone.path)
    phone.disk.files.set(cut.path, new Uint8Array(1))
    await engine.sync()
    const statusOfPhoto = ({ sha256 }: PhotoFile) => engine.photos().find((each) => each.sha256 === sha256)?.status
    expect([gone, cut, whole].map(statusOfPhoto)).toMatchObject([
      { kind: 'refused', problem: { code: 1006 } },
      { kind: 'refused', problem: { code: 1006 } },
      { kind: 'delivered' },
    ])
  })

  test('that can’t be read for now is not taken for gone: it is said, and it goes in the next run', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const photo = takePhoto(phone, id, '一')
    logWith(phone.engine(), photo)
    const { get } = phone.disk.files
    phone.disk.files.get = () => {
      throw new Error('its key is not there')
    }
    await phone.engine().sync()
    expect(phone.engine().status()).toMatchObject({ photos: 1, problem: { code: 1007 } })
    phone.disk.files.get = get
    await phone.engine().sync()
    expect([statuses(phone.engine()), inCloud(made, photo)]).toEqual([['delivered'], onceIn(photo)])
  })

  test('that the server can’t digest lets the others pass in the next run', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const engine = phone.engine()
    const photos = [takePhoto(phone, id, '一'), takePhoto(phone, id, '二')]
    logWith(engine, ...photos)
    const [first] = engine.photos()
    phone.fates.push('ok', 'ok', { problem: 5000 })
    await engine.sync()
    phone.fates.push('ok', 'ok', 'ok', 'ok', { problem: 5000 })
    await engine.sync()
    const still = engine.photos().filter(({ status }) => status.kind === 'kept')
    expect(still.map(({ sha256 }) => sha256)).toEqual([first?.sha256])
  })

  test('of a form half filled stays on the phone and can be taken back; nothing of it has left', async () => {
    const { phone, id } = await atTheDoor()
    const engine = phone.engine()
    const photo = takePhoto(phone, id)
    engine.keepPhoto(photo)
    await engine.sync()
    phone.kill()
    await phone.engine().sync()
    expect([statuses(phone.engine()), phone.engine().status().photos, actions(phone)]).toEqual([['kept'], 0, []])
    phone.engine().discardPhoto(id, photo.sha256)
    await phone.engine().sync()
    expect([phone.disk.files.size, actions(phone)]).toEqual([0, []])
  })

  test('goes also when its record, delivered long ago, has left the phone before it', async () => {
    const made = await atTheDoor()
    const { phone, id, world } = made
    const photo = takePhoto(phone, id)
    const record = logWith(phone.engine(), photo)
    phone.fates.push('ok', 'ok', { problem: 5033 })
    await phone.engine().sync()
    world.now += 3 * DAY
    phone.fates.push('ok', { problem: 5033 })
    await phone.engine().sync()
    expect([statusOf(phone.engine(), record), statuses(phone.engine())]).toEqual(['gone', ['kept']])
    phone.kill()
    expect(phone.engine().status().photos).toBe(1)
    await phone.engine().sync()
    expect(inCloud(made, photo)).toEqual(onceIn(photo))
  })

  test('waits for its record, be it refused or held, and is not thrown away meanwhile', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const engine = phone.engine()
    const photo = takePhoto(phone, id)
    engine.keepPhoto(photo)
    const record = idOf(engine.save({ ...attempt(id, { photos: [named(photo)] }), after: visitNobodyHas(made) }))
    await engine.sync()
    expect([statusOf(engine, record), statuses(engine)]).toEqual(['held', ['kept']])
    expect(actions(phone)).toEqual(['push'])
    expect(phone.timers.filter(({ delay }) => delay < 60_000)).toEqual([])
  })

  test('goes with the record that is discarded, unless another names it too', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const engine = phone.engine()
    const [one, both] = [takePhoto(phone, id, '一'), takePhoto(phone, id, '二')]
    phone.fates.push('not-sent')
    const first = logWith(engine, one, both)
    const second = logWith(engine, both)
    engine.discard(first)
    expect(engine.photos().map(({ sha256 }) => sha256)).toEqual([both.sha256])
    await engine.sync()
    expect([...phone.disk.files.keys()]).toEqual([both.path])
    expect([statusOf(engine, first), statusOf(engine, second)]).toEqual(['gone', 'saved'])
  })

  test('that was discarded while its answer was out does not come back', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const [engine, other] = [phone.engine(), phone.openTab().engine()]
    const photo = takePhoto(phone, id)
    logWith(engine, photo)
    other.photos()
    const discardDuringUpload = () => {
      if (phone.calls.at(-1)?.action === 'put') other.discardPhoto(id, photo.sha256)
      else phone.whileCalling = discardDuringUpload
    }
    phone.whileCalling = discardDuringUpload
    await engine.sync()
    await engine.sync()
    for (const each of [engine, other]) expect(each.photos()).toEqual([])
    expect(phone.disk.files.size).toBe(0)
  })

  test('of two cases is one file, which stays until both are in the cloud', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const { id: second } = await dispatchedCase(made, undefined, 'YJ-2')
    const engine = phone.engine()
    await engine.sync()
    const [a, b] = [takePhoto(phone, id), takePhoto(phone, second)]
    expect(a.path).toBe(b.path)
    logWith(engine, a)
    logWith(engine, b)
    await engine.sync()
    for (const photo of [a, b]) expect(inCloud(made, photo)).toEqual(onceIn(photo))
    expect(phone.disk.files.size).toBe(0)
  })

  test('stays at sign-out while it is unsent; what was delivered is forgotten', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const engine = phone.engine()
    logWith(engine, takePhoto(phone, id, '一'))
    await engine.sync()
    const unsent = takePhoto(phone, id, '二')
    logWith(engine, unsent)
    engine.clearCopy()
    expect(engine.photos()).toEqual([{ ...unsent, status: { kind: 'kept' } }])
  })

  test('is forgotten two days after it was delivered', async () => {
    const made = await atTheDoor()
    const engine = made.phone.engine()
    logWith(engine, takePhoto(made.phone, made.id))
    await engine.sync()
    made.world.now += 3 * DAY
    await engine.sync()
    expect(engine.photos()).toEqual([])
  })

  test('lets a record that is made meanwhile go first', async () => {
    const made = await atTheDoor()
    const { phone, id } = made
    const engine = phone.engine()
    logWith(engine, takePhoto(phone, id, '一'), takePhoto(phone, id, '二'))
    let tapped = false
    const tapDuringUpload = () => {
      if (phone.calls.at(-1)?.action === 'put' && !tapped) {
        tapped = true
        engine.save(visit(1, 1))
      }
      phone.whileCalling = tapDuringUpload
    }
    phone.whileCalling = tapDuringUpload
    await engine.sync()
    await engine.sync()
    expect(actions(phone)).toEqual(['push', 'begin', 'put', 'finish', 'push', 'begin', 'put', 'finish'])
  })

  test('is given to stores as the same list while nothing changed', async () => {
    const { phone, id } = await atTheDoor()
    const engine = phone.engine()
    engine.keepPhoto(takePhoto(phone, id))
    const before = engine.photos()
    engine.save(visit(1, 1))
    expect(engine.photos()).toBe(before)
    const reads = phone.handle().reads
    engine.status()
    engine.photos()
    expect(phone.handle().reads - reads).toBeLessThan(12)
  })
})

/** An id that never arrives. */
function visitNobodyHas({ phoneOf }: SetUp) {
  return idOf(phoneOf(2, 9).engine().save(visit(1, 1)))
}
