import * as v from 'valibot'
import { staffId } from '#contract/scalars'
import { createSealedStore } from '#platform/sealed-store'
import { dropDeskDrafts } from '#stores/desk-draft-keys'
import type { Sealer } from '#sync/ports'
import { createDisk } from '../support/memory-store'
import { createTestSealer } from '../support/test-sealer'

const [mei, li] = ['qfy-s1', 'qfy-s2'].map((id) => v.parse(staffId, id)) as [never, never]
const RECORD = 'q/qfy/qfy-s1/o/0192'
const FORM = 'q/qfy/qfy-s1/f/alert'
const words = '{"name":"王秀英","phone":"13912345678"}'

function setUp() {
  const disk = createDisk()
  const keys = new Map<string, Sealer>([
    [mei, createTestSealer()],
    [li, createTestSealer()],
  ])
  const open = () => createSealedStore(disk.open(), (staff) => [keys.get(staff) ?? []].flat())
  return { disk, keys, open, lying: () => JSON.stringify([...disk.values]) }
}

test.each([
  ['a record', RECORD],
  ['a form', FORM],
  ['what could not be read back', 'q/qfy/qfy-s1/broken/o/0192'],
  ['what is written at a desk', 'feedback-draft/qfy-s1/own'],
])('%s lies sealed, and reads as it was written, also by the next start', (_, key) => {
  const { open, lying } = setUp()
  const store = open()
  store.set(key, words)
  expect(lying()).not.toMatch(/王|139/)
  expect([store.get(key), open().get(key)]).toEqual([words, words])
  expect(store.keys()).toEqual([key])
})

test.each([
  'q/qfy/qfy-s1/version',
  'q/qfy/qfy-s1/index',
  'q/qfy/qfy-s1/b/qfy-b1',
  'q/qfy/qfy-s1/p/c/5',
  'session',
  'device',
])('%s lies as it is: it is wanted before any key is there, or says nothing of anybody', (key) => {
  const { open, disk } = setUp()
  open().set(key, words)
  expect(disk.values.get(key)).toBe(words)
})

test('nobody opens what is another’s', () => {
  const { open, keys } = setUp()
  open().set(RECORD, words)
  keys.set(mei, createTestSealer())
  expect(open().get(RECORD)).toBeNull()
})

test('without its key a text is as if it were absent, is counted, and is there again with the key', () => {
  const { open, keys } = setUp()
  const key = keys.get(mei) as Sealer
  open().set(RECORD, words)
  keys.delete(mei)
  const store = open()
  expect([store.get(RECORD), store.hasSealed(mei), store.locked(mei), store.locked(li)]).toEqual([null, true, 1, 0])
  expect(store.keys()).toEqual([RECORD])
  keys.set(mei, key)
  expect([store.get(RECORD), store.locked(mei)]).toEqual([words, 0])
})

test('a key that opens nothing is found out by reading, and what it can’t open is counted', () => {
  const { open, keys } = setUp()
  open().set(RECORD, words)
  open().set(FORM, words)
  keys.set(mei, createTestSealer())
  const store = open()
  expect(store.get(RECORD)).toBeNull()
  expect(store.locked(mei)).toBe(2)
})

test.each(['without a key', 'with another key'])(
  'what could not be opened (%s) is never written over: it goes aside',
  (how) => {
    const { open, keys, disk } = setUp()
    const key = keys.get(mei) as Sealer
    open().set(FORM, words)
    if (how === 'without a key') keys.delete(mei)
    else keys.set(mei, createTestSealer())
    const store = open()
    expect(store.get(FORM)).toBeNull()
    store.set(FORM, '{"name":"新的"}')
    expect(store.get(FORM)).toBe('{"name":"新的"}')
    keys.set(mei, key)
    const aside = [...disk.values.keys()].filter((name) => name !== FORM)
    expect(aside.map((name) => open().get(name))).toEqual([words])
  },
)

test('what lies aside is not written over either', () => {
  const { open, keys, disk } = setUp()
  const held: Sealer[] = []
  for (const text of ['"1"', '"2"', '"3"']) {
    const sealer = createTestSealer()
    held.push(sealer)
    keys.set(mei, sealer)
    const store = open()
    store.get(FORM)
    store.set(FORM, text)
  }
  const aside = held.map((sealer) => {
    keys.set(mei, sealer)
    const store = open()
    return [...disk.values.keys()].flatMap((name) => store.get(name) ?? [])
  })
  expect(aside).toEqual([['"1"'], ['"2"'], ['"3"']])
})

test('what was stored before there was a key is sealed once it is there, and reads the same all the while', () => {
  const { open, keys, lying } = setUp()
  const key = keys.get(mei) as Sealer
  keys.delete(mei)
  const store = open()
  store.set(RECORD, words)
  expect([store.get(RECORD), store.hasSealed(mei)]).toEqual([words, false])
  keys.set(mei, key)
  // As the next start finds it, too.
  const next = open()
  next.get(RECORD)
  next.sealOpen(mei)
  expect(lying()).not.toMatch(/王|139/)
  expect([store.get(RECORD), next.get(RECORD)]).toEqual([words, words])
})

test('sealing what lies open never brings back what another tab has changed or removed meanwhile', () => {
  const { open, keys } = setUp()
  const key = keys.get(mei) as Sealer
  keys.delete(mei)
  const store = open()
  store.set(RECORD, words)
  store.set(FORM, words)
  const other = open()
  other.set(RECORD, '{"name":"改过"}')
  other.remove(FORM)
  keys.set(mei, key)
  store.sealOpen(mei)
  expect([store.get(RECORD), store.get(FORM)]).toEqual(['{"name":"改过"}', null])
})

test('on a full storage what lies open stays open and whole', () => {
  const { open, keys, disk } = setUp()
  const key = keys.get(mei) as Sealer
  keys.delete(mei)
  const store = open()
  store.set(RECORD, words)
  disk.limit = disk.bytes()
  keys.set(mei, key)
  store.sealOpen(mei)
  expect(store.get(RECORD)).toBe(words)
  disk.limit = Number.POSITIVE_INFINITY
  store.sealOpen(mei)
  expect(disk.values.get(RECORD)).toMatch(/^~/)
})

test('what is written at a desk leaves with its person, sealed or not', () => {
  const { open } = setUp()
  const store = open()
  store.set('feedback-draft/qfy-s1/own', words)
  store.set('feedback-draft/qfy-s2/own', words)
  dropDeskDrafts(store, mei)
  expect(store.keys()).toEqual(['feedback-draft/qfy-s2/own'])
})

test('a text is opened once, however often it is asked for', () => {
  const { open, keys } = setUp()
  const key = keys.get(mei) as Sealer
  let times = 0
  const counted = (sealed: string) => {
    times++
    return key.open(sealed)
  }
  keys.set(mei, { ...key, open: counted })
  open().set(RECORD, words)
  const store = open()
  for (let at = 0; at < 5; at++) store.get(RECORD)
  expect(times).toBe(1)
})
