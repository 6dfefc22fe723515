import { createKeyList } from '#sync/key-list'

function listOf(...names: string[]) {
  const there = new Set(names)
  let listed = 0
  const keys = () => {
    listed++
    return [...there]
  }
  const list = createKeyList({ keys, count: () => there.size })
  const found: string[] = []
  return { there, list, found, listed: () => listed, tell: () => list.onFound((key) => found.push(key)) }
}

test('what this tab adds and removes is known without going through the storage', () => {
  const { there, list, listed } = listOf('a/1', 'b/1')
  const before = list.under('a/')
  there.add('a/2')
  list.wrote('a/2')
  list.wrote('a/1')
  expect(list.under('a/')).toEqual(['a/1', 'a/2'])
  there.delete('a/1')
  list.removed('a/1')
  list.removed('never there')
  expect(list.under('a/')).toEqual(['a/2'])
  expect(list.under('b/')).toEqual(['b/1'])
  expect(before).toEqual(['a/1'])
  expect(listed()).toBe(1)
})

test('the same list while nothing under the prefix came or went', () => {
  const { there, list } = listOf('a/1', 'b/1')
  const before = list.under('a/')
  list.wrote('a/1')
  there.add('b/2')
  list.wrote('b/2')
  expect(list.under('a/')).toBe(before)
})

test('what somebody else added or removed is found by the count, and told, each key once', () => {
  const { there, list, found, tell } = listOf('a/1', 'b/1')
  list.all()
  tell()
  there.add('a/2')
  expect(list.under('a/')).toEqual(['a/1', 'a/2'])
  there.delete('b/1')
  expect(list.under('b/')).toEqual([])
  list.all()
  expect(found).toEqual(['a/2', 'b/1'])
})

test('one key taken and another one put shows once the list is distrusted', () => {
  const { there, list, found, tell } = listOf('a/1', 'b/1')
  list.all()
  tell()
  there.delete('b/1')
  there.add('a/2')
  list.distrust()
  list.distrust()
  there.add('a/3')
  list.wrote('a/3')
  expect(list.under('a/')).toEqual(['a/1', 'a/2', 'a/3'])
  expect(list.under('b/')).toEqual([])
  expect(found.sort()).toEqual(['a/2', 'a/3', 'b/1'])
})
