import * as v from 'valibot'
import { staffId } from '#contract/scalars'
import type { KeyPlace } from '#platform/keyring'
import { createRecordKeys } from '#platform/record-keys'
import { countedBytes, failingPlace, memoryPlace } from '../support/key-places'
import { createDisk } from '../support/memory-store'

const [mei, li] = ['qfy-s1', 'qfy-s2'].map((id) => v.parse(staffId, id)) as [never, never]
const RECORD = 'q/qfy/qfy-s1/o/0192'
const KEY = 'ab'.repeat(32)
const OTHER = 'cd'.repeat(32)
const words = '{"name":"王秀英"}'

function setUp(place: KeyPlace | null = memoryPlace()) {
  const disk = createDisk()
  return { disk, place, start: () => createRecordKeys(disk.open(), place, countedBytes) }
}

test('what the cloud told at the sign-in serves the next start without a network', async () => {
  const { start } = setUp()
  const before = start()
  await before.take(mei, KEY)
  before.store.set(RECORD, words)
  const keys = start()
  expect([keys.has(mei), keys.mustOpen(mei), keys.mustOpen(li)]).toEqual([false, true, false])
  await keys.read(mei)
  expect([keys.has(mei), keys.mustOpen(mei), keys.locked(mei)]).toEqual([true, false, 0])
  expect(keys.store.get(RECORD)).toBe(words)
})

test('after a sign-out nothing opens what was left, and signing in again opens all of it', async () => {
  const { start, place } = setUp()
  const keys = start()
  await keys.take(mei, KEY)
  keys.store.set(RECORD, words)
  await keys.drop(mei)
  // What has to be tidied is still read meanwhile.
  expect(keys.store.get(RECORD)).toBe(words)
  keys.close(mei)
  expect([keys.store.get(RECORD), (place as ReturnType<typeof memoryPlace>).kept.size]).toEqual([null, 0])
  const next = start()
  await next.read(mei)
  await next.take(li, OTHER)
  expect([next.store.get(RECORD), next.locked(mei)]).toEqual([null, 1])
  await next.take(mei, KEY)
  expect(next.store.get(RECORD)).toBe(words)
})

test('the cloud’s word counts where another key lies, and what that one sealed is still read', async () => {
  const { start, disk } = setUp()
  const FORM = 'q/qfy/qfy-s1/f/alert'
  const before = start()
  await before.take(mei, OTHER)
  before.store.set(FORM, words)
  const keys = start()
  await keys.take(mei, KEY)
  keys.store.set(RECORD, words)
  const next = start()
  await next.read(mei)
  expect([next.store.get(RECORD), next.store.get(FORM)]).toEqual([words, words])
  // Read, it is sealed anew by the one that the cloud tells.
  next.sealOpen(mei)
  await next.drop(mei)
  next.close(mei)
  const last = start()
  await last.take(mei, KEY)
  expect([last.store.get(RECORD), last.store.get(FORM), disk.values.size]).toEqual([words, words, 2])
})

test('a place that fails costs no record: its key serves until the app ends, and comes again with the next sign-in', async () => {
  const { start } = setUp(failingPlace)
  const keys = start()
  await keys.read(mei)
  await keys.take(mei, KEY)
  keys.store.set(RECORD, words)
  await keys.drop(mei)
  const next = start()
  await next.read(mei)
  expect([next.store.get(RECORD), next.locked(mei)]).toEqual([null, 1])
  await next.take(mei, KEY)
  expect(next.store.get(RECORD)).toBe(words)
})

test('a platform that keeps no keys seals nothing: a restart without a network must find its records', async () => {
  const { start, disk } = setUp(null)
  const keys = start()
  await keys.take(mei, KEY)
  keys.store.set(RECORD, words)
  expect([keys.none, keys.has(mei), disk.values.get(RECORD)]).toEqual([true, false, words])
})

test('what is no key opens and seals nothing', async () => {
  const { start } = setUp()
  const keys = start()
  await keys.take(mei, 'zz')
  expect(keys.has(mei)).toBe(false)
})

test('a place that never answers holds nobody up for more than five seconds', async () => {
  jest.useFakeTimers()
  const silence = () => new Promise<never>(() => {})
  const { start } = setUp({ keep: silence, find: silence, remove: silence })
  const keys = start()
  const all = Promise.all([keys.read(mei), keys.take(li, KEY), keys.drop(mei)])
  await jest.advanceTimersByTimeAsync(5_000)
  await all
  expect([keys.has(mei), keys.has(li)]).toEqual([false, true])
  jest.useRealTimers()
})
