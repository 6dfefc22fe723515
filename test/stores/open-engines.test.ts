import type { KeyPlace } from '#platform/keyring'
import { createRecordKeys } from '#platform/record-keys'
import { engine, engineIfAny, formsNow, lockedNow, statusNow } from '#stores/field-store'
import { askForRecordKey } from '#stores/open-engines'
import { provide, services } from '#stores/services'
import { useSession } from '#stores/session-store'
import { createEngine } from '#sync/engine'
import type { TransportResult } from '#sync/ports'
import { countedBytes, memoryPlace } from '../support/key-places'
import { createDisk, type Disk } from '../support/memory-store'
import { operationIds } from '../support/operation-ids'
import { plainServices } from '../support/plain-services'
import { device, unit, worker } from '../support/small-town'
import { START, visit } from '../support/sync-set-up'
import { createTestSealer } from '../support/test-sealer'

const KEY = 'ab'.repeat(32)
const person = (number: number) => ({
  id: worker(number),
  unitId: unit,
  unitName: '青枫苑社区',
  name: '王芳',
  role: 'grid' as const,
  number: '07',
  gridName: null,
  from: null,
  to: null,
  serves: [],
})
const signedIn = (number: number, recordKey: string | null) => ({
  session: null,
  token: 't',
  demo: false,
  staff: person(number),
  recordKey,
  expiresAt: START,
  serverTime: START,
})

interface Device {
  readonly disk: Disk
  readonly place: KeyPlace | null
  /** What `me` is answered; null: there is no network. */
  me: { readonly recordKey: string | null; readonly staff?: number } | null
  asked: number
  /** The next start of the app. */
  start(): void
}

function device1(place: KeyPlace | null = memoryPlace()): Device {
  const disk = createDisk()
  const ids = operationIds(1)
  const made: Device = {
    disk,
    place,
    me: null,
    asked: 0,
    start() {
      useSession.setState({ session: null })
      const handle = disk.open()
      const keys = createRecordKeys(handle, place, countedBytes)
      const transport = {
        async call(name: string): Promise<TransportResult> {
          if (name !== 'session' || made.me === null) return { kind: 'not-sent' }
          made.asked++
          const { recordKey, staff = 1 } = made.me
          return { kind: 'answer', body: { demo: false, staff: person(staff), recordKey, serverTime: START } }
        },
      }
      provide(
        plainServices({
          store: keys.store,
          recordKeys: keys,
          now: () => START,
          device: device(1),
          transport,
          openEngine: (account) =>
            createEngine(account, {
              store: keys.store,
              transport,
              files: { ...handle.files, put: async () => ({ kind: 'no-answer' }) },
              clock: { now: () => START, elapsed: () => 0 },
              ids: { operation: ids },
              timers: { after: () => ({ cancel: () => undefined }) },
              lock: disk.lockFor(handle),
              sealer: Promise.resolve(createTestSealer()),
              random: () => 0.5,
            }),
        }),
      )
    },
  }
  made.start()
  return made
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))
const enter = (number: number, recordKey: string | null) =>
  useSession.getState().enterAs(signedIn(number, recordKey) as never)
const records = () => engine().records().length
const openTexts = ({ disk }: Device) =>
  [...disk.values.entries()].filter(([key, text]) => /\/[of]\//.test(key) && !text.startsWith('~'))

/** A device that was restarted without a network, with a record and a form of the person who is signed in. */
async function restarted(place?: KeyPlace | null): Promise<Device> {
  const made = device1(place)
  enter(1, KEY)
  await settle()
  engine().save(visit(1, 1))
  engine().saveForm('alert', { name: '陈阿婆' })
  made.start()
  useSession.getState().load()
  return made
}

afterEach(async () => {
  await useSession.getState().signOut()
})

test('a start without a network reads the key first, and only then says what is there', async () => {
  const made = await restarted()
  expect([engineIfAny(), useSession.getState().session?.staff.id]).toEqual([null, worker(1)])
  await settle()
  expect([records(), statusNow().pending, formsNow(), lockedNow()]).toEqual([1, 1, 1, 0])
  expect(engine().form('alert')).toEqual({ name: '陈阿婆' })
  expect(openTexts(made)).toEqual([])
})

test('nothing of one’s own on the device: it opens at once', () => {
  device1()
  enter(1, KEY)
  expect(records()).toBe(0)
})

test('what was stored before the key had come is sealed as soon as it is there', async () => {
  const made = device1()
  made.me = null
  enter(1, null)
  await settle()
  engine().save(visit(1, 1))
  expect(openTexts(made)).toHaveLength(1)
  made.me = { recordKey: KEY }
  const before = engine()
  await askForRecordKey()
  expect([openTexts(made), records(), made.asked]).toEqual([[], 1, 1])
  // One that reads all of it is not replaced: it may be in the middle of its first pull.
  expect(engine()).toBe(before)
  await askForRecordKey()
  expect(made.asked).toBe(1)
})

test('signed out, nobody reads what was not sent; signing in again brings it back', async () => {
  const made = await restarted()
  await settle()
  await useSession.getState().signOut()
  expect([...(made.place as ReturnType<typeof memoryPlace>).kept.keys()]).toEqual([])
  made.start()
  enter(2, 'cd'.repeat(32))
  await settle()
  expect(records()).toBe(0)
  await useSession.getState().signOut()
  enter(1, KEY)
  await settle()
  expect([records(), statusNow().pending]).toEqual([1, 1])
  // A form goes with the session.
  expect(engine().form('alert')).toBeNull()
})

test.each([
  ['has gone', async (place: KeyPlace) => place.remove(`record-key/${worker(1)}`)],
  [
    'is another',
    async (place: KeyPlace) => {
      await place.remove(`record-key/${worker(1)}`)
      await place.keep(`record-key/${worker(1)}`, 'ef'.repeat(32))
    },
  ],
])(
  'a key that %s: what it sealed is counted, the rest works, and the cloud brings all of it back',
  async (_, spoil) => {
    const made = await restarted()
    await settle()
    await spoil(made.place as KeyPlace)
    made.start()
    useSession.getState().load()
    await settle()
    expect([records(), lockedNow() > 0]).toEqual([0, true])
    engine().save(visit(1, 2))
    // Another person's answer is not for this one.
    made.me = { recordKey: KEY, staff: 2 }
    await askForRecordKey()
    expect(records()).toBe(1)
    made.me = { recordKey: KEY }
    await askForRecordKey()
    expect([records(), lockedNow(), engine().form('alert')]).toEqual([2, 0, { name: '陈阿婆' }])
    made.start()
    useSession.getState().load()
    await settle()
    expect(records()).toBe(2)
  },
)

test('a cloud that keeps no keys is asked once, and nothing is sealed', async () => {
  const made = device1()
  made.me = { recordKey: null }
  enter(1, null)
  await settle()
  engine().save(visit(1, 1))
  await askForRecordKey()
  expect([made.asked, openTexts(made).length]).toEqual([1, 1])
})

test('a platform that keeps no keys asks for none, and finds its records at a start without a network', async () => {
  const made = await restarted(null)
  expect([records(), made.asked, lockedNow()]).toEqual([1, 0, 0])
})

test('who signs in again while his device is still being left keeps his key', async () => {
  const place = memoryPlace()
  const { remove } = place
  const answers: (() => void)[] = []
  await restarted(place)
  await settle()
  place.remove = () => new Promise<void>((resolve) => answers.push(resolve))
  const leaving = useSession.getState().ended({ code: 4011, title: '登录已失效' })
  enter(1, KEY)
  await settle()
  for (const answer of answers) answer()
  place.remove = remove
  await leaving
  expect([services().recordKeys.has(worker(1)), records()]).toEqual([true, 1])
})

test('who signs out while the key is being read is not signed in by it', async () => {
  await restarted()
  await useSession.getState().signOut()
  await settle()
  expect([engineIfAny(), useSession.getState().session]).toEqual([null, null])
  expect(services().recordKeys.has(worker(1))).toBe(false)
})
