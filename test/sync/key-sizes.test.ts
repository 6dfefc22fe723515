import { createKeySizes } from '#sync/key-sizes'

const never = () => {
  throw new Error('measured what is known')
}

test('the sum follows what is written, written over and removed', () => {
  const sizes = createKeySizes()
  sizes.set('a', 10)
  sizes.set('b', 5)
  sizes.set('a', 3)
  sizes.agree(new Set(['a', 'b']), never)
  expect(sizes.sum()).toBe(8)
  sizes.delete('b')
  sizes.delete('never there')
  sizes.agree(new Set(['a']), never)
  expect(sizes.sum()).toBe(3)
})

test('keys that another tab wrote are measured, those that it removed no longer count', () => {
  const sizes = createKeySizes()
  sizes.set('a', 10)
  sizes.set('b', 5)
  const asked: string[] = []
  sizes.agree(new Set(['b', 'c', 'd']), (key) => {
    asked.push(key)
    sizes.set(key, 100)
  })
  expect(asked).toEqual(['c', 'd'])
  expect(sizes.sum()).toBe(205)
})
