import { atTheDoor, inCloud, logWith, onceIn, statuses } from '../support/at-the-door'
import { takePhoto } from '../support/case-drafts'
import type { Fate, Phone } from '../support/phone'
import { worker } from '../support/small-town'
import { statusOf } from '../support/sync-set-up'

describe('killed while photos are sent', () => {
  /** Two photos on their way; killed as given; then opened again and left in peace. */
  async function survive(arm: (phone: Phone) => void): Promise<'killed' | 'lived'> {
    const made = await atTheDoor()
    const { phone, id } = made
    const photos = [takePhoto(phone, id, '一'), takePhoto(phone, id, '二')]
    const record = logWith(phone.engine(), ...photos)
    const app = phone.handle()
    arm(phone)
    await phone
      .engine()
      .sync()
      .catch(() => undefined)
    const died = app.dead()
    if (died) phone.kill()
    app.killAfter(null)
    phone.fates.length = 0
    // What is shown as delivered is there; what is not yet is still on the phone.
    for (const view of phone.engine().photos()) {
      if (view.status.kind === 'delivered') expect(inCloud(made, view)?.arrivals).toBe(1)
      else if (inCloud(made, view)?.arrivals !== 1) expect(phone.disk.files.has(view.path)).toBe(true)
    }
    await phone.engine().sync()
    await phone.engine().sync()
    expect(statusOf(phone.engine(), record)).toBe('delivered')
    expect(statuses(phone.engine())).toEqual(['delivered', 'delivered'])
    for (const photo of photos) expect(inCloud(made, photo)).toEqual(onceIn(photo))
    expect(phone.disk.files.size).toBe(0)
    expect(made.cloud.cases(worker(1))[0]?.attempts).toBe(1)
    return died ? 'killed' : 'lived'
  }

  test('at any write or removal, each photo is in the cloud exactly once and none lies forgotten', async () => {
    let writes = 0
    while ((await survive((phone) => phone.handle().killAfter(writes))) === 'killed') writes++
    expect(writes).toBeGreaterThan(12)
  })

  test.each<Fate>(['dies', 'dies-after'])('at any call (%s), each photo is in the cloud exactly once', async (fate) => {
    let calls = 0
    while ((await survive((phone) => phone.fates.push(...Array<Fate>(calls).fill('ok'), fate))) === 'killed') calls++
    // push, pull, and three calls a photo.
    expect(calls).toBe(8)
  })

  test('at any write of a discard, the photo is gone in the end, its file too', async () => {
    let writes = 0
    for (let died = true; died; writes++) {
      const { phone, id } = await atTheDoor()
      const photo = takePhoto(phone, id)
      phone.engine().keepPhoto(photo)
      const app = phone.handle()
      app.killAfter(writes)
      try {
        phone.engine().discardPhoto(id, photo.sha256)
        await new Promise(setImmediate)
      } catch {
        // Killed before the tap returned.
      }
      died = app.dead()
      if (died) phone.kill()
      app.killAfter(null)
      const asked = phone.engine().photos().length
      if (asked > 0) phone.engine().discardPhoto(id, photo.sha256)
      expect(phone.engine().photos()).toEqual([])
      await phone.engine().sync()
      expect([...phone.disk.values.keys()].filter((key) => key.includes('/p/'))).toEqual([])
      expect(phone.disk.files.size).toBe(0)
    }
    expect(writes).toBeGreaterThan(3)
  })
})
