import { inPages, type Place } from '#cloud/export/keyset-pages'

const rows = Array.from({ length: 7 }, (_, at) => ({ at, id: `${at}` }))
const behind = (after: Place | null) => rows.filter(({ at }) => after === null || at > after.at).slice(0, 3)

test('the next page is asked for while this one is written, and one only', async () => {
  let asked = 0
  const pages = inPages(3, async (after) => {
    asked += 1
    return behind(after)
  })
  const seen: number[] = []
  for await (const page of pages) seen.push(page.length, asked)
  expect(seen).toEqual([3, 2, 3, 3, 1, 3])
})

test('what is there ends with a page that is not full, be it empty', async () => {
  const six: (readonly Place[])[] = []
  for await (const page of inPages(3, async (after) => behind(after).filter(({ at }) => at < 6))) six.push(page)
  expect(six).toEqual([rows.slice(0, 3), rows.slice(3, 6), []])
})

test('a page that fails fails in its turn, after the rows before it, and disturbs nobody who stopped reading', async () => {
  const failing = () =>
    inPages(3, async (after) => {
      if (after !== null) throw new Error('the connection broke')
      return behind(after)
    })
  const unheard: unknown[] = []
  const hear = (error: unknown) => unheard.push(error)
  process.on('unhandledRejection', hear)
  try {
    for await (const page of failing()) {
      expect(page).toHaveLength(3)
      break
    }
    const read = failing()
    expect((await read.next()).value).toHaveLength(3)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await expect(read.next()).rejects.toThrow('the connection broke')
  } finally {
    process.off('unhandledRejection', hear)
  }
  expect(unheard).toEqual([])
})
