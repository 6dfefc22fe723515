import { readAnew } from '#stores/field-store'
import { provide, services } from '#stores/services'
import { useSettings } from '#stores/settings-store'
import Building from '../../src/pages/building/index'
import { door, house } from '../support/small-town'
import { openFieldPage } from './field-stage'

const board = (number: number) => `#door-${door(1, number)}`
const focused = () => document.activeElement?.id

/** Elements of the board that are touched while something is done. */
async function touched(work: () => Promise<void>): Promise<readonly string[]> {
  const found = new Set<string>()
  const watch = (records: readonly MutationRecord[]): void => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement
      const known = element?.closest('#board [id]')
      if (known) found.add(`#${known.id}`)
    }
  }
  const observer = new MutationObserver(watch)
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  await work()
  watch(observer.takeRecords())
  observer.disconnect()
  return [...found]
}

test('a tap on a door and one on an outcome touch that door and no other', async () => {
  const stage = await openFieldPage(Building)
  expect(
    await touched(async () => {
      await stage.press(board(2))
      await stage.press('#outcome-nobody')
    }),
  ).toEqual([board(2)])
})

/** Classes of elements that are made, and that go, while something is done; not of what stands in them. */
async function madeAndGone(work: () => Promise<void>): Promise<readonly [readonly string[], readonly string[]]> {
  const [made, gone]: [string[], string[]] = [[], []]
  const classesOf = (nodes: NodeList) => [...nodes].flatMap((node) => (node instanceof Element ? node.className : []))
  const watch = (records: readonly MutationRecord[]): void => {
    for (const { addedNodes, removedNodes } of records) {
      made.push(...classesOf(addedNodes))
      gone.push(...classesOf(removedNodes))
    }
  }
  const observer = new MutationObserver(watch)
  observer.observe(document.body, { subtree: true, childList: true })
  await work()
  watch(observer.takeRecords())
  observer.disconnect()
  return [made, gone]
}

test('the sheet is made before the first tap: one opens it by a class and words, and makes no element', async () => {
  const stage = await openFieldPage(Building)
  expect([stage.has('.sheet-kept'), stage.has('#sheet')]).toEqual([true, false])
  expect(await madeAndGone(() => stage.press(board(1)))).toEqual([[], []])
  expect([stage.has('.sheet-kept'), stage.has('#sheet')]).toEqual([false, true])
  expect(stage.find('#sheet').textContent).toContain('1幢 1单元 101')
})

test('an outcome makes the bar that offers to take it back, and nothing else; the next door’s tap takes that away', async () => {
  const stage = await openFieldPage(Building)
  await stage.press(board(1))
  expect(await madeAndGone(() => stage.press('#outcome-nobody'))).toEqual([['undo-bar'], []])
  expect(await madeAndGone(() => stage.press(board(2)))).toEqual([[], ['undo-bar']])
})

test('a sheet that is closed changes nothing in it, whatever becomes of records', async () => {
  const stage = await openFieldPage(Building)
  await stage.press(board(1))
  await stage.press('#outcome-nobody')
  const words = stage.find('.sheet-kept').textContent
  await stage.act(() => stage.phone.engine().sync())
  expect(stage.find('.sheet-kept').textContent).toBe(words)
  await stage.press(board(1))
  expect(stage.find('#sheet').textContent).toContain('我记的：无人')
})

test('a sheet that stays is another door’s when it opens: no place of the door before', async () => {
  const found: ((place: { latitude: number; longitude: number; accuracy: number }) => void)[] = []
  const stage = await openFieldPage(Building)
  provide({ ...services(), locate: () => new Promise((resolve) => void found.push(resolve)) })
  await stage.act(() => useSettings.setState({ location: true }))
  await stage.press(board(1))
  await stage.press('.sheet-shade')
  await stage.press(board(2))
  const [before, now] = found
  await stage.act(() => now?.({ latitude: 31.4, longitude: 120.8, accuracy: 15 }))
  await stage.act(() => before?.({ latitude: 31.3, longitude: 120.7, accuracy: 20 }))
  await stage.press('#outcome-met')
  useSettings.setState({ location: false })
  expect(stage.phone.engine().records()[0]?.operation.body).toMatchObject({
    doorId: door(1, 2),
    location: { latitude: 31.4 },
  })
})

test('a sheet that stays says at the next door nothing of a refusal at the one before, and at the same one nothing when it opens anew', async () => {
  const stage = await openFieldPage(Building)
  stage.disk.limit = 0
  await stage.press(board(1))
  await stage.press('#outcome-met')
  expect(stage.has('#sheet .alert')).toBe(true)
  // The board went to make room, and comes again while the sheet stands.
  stage.disk.limit = Number.POSITIVE_INFINITY
  await stage.act(() => stage.phone.engine().hold(house(1)))
  expect(stage.has('#sheet .alert')).toBe(true)
  await stage.press('.sheet-shade')
  stage.world.now += 1000
  await stage.press(board(2))
  expect(stage.has('#sheet .alert')).toBe(false)
  await stage.press('.sheet-shade')
  stage.world.now += 1000
  await stage.press(board(1))
  expect(stage.has('#sheet .alert')).toBe(false)
})

test('between two changes the storage is looked at once: the next door’s sheet reads nothing', async () => {
  const stage = await openFieldPage(Building)
  await stage.press(board(1))
  await stage.press('.sheet-shade')
  const { reads } = stage.phone.handle()
  await stage.press(board(2))
  expect(stage.has('#sheet')).toBe(true)
  expect(stage.phone.handle().reads - reads).toBe(0)
})

test('what another tab has saved stands on the board when it tells', async () => {
  const stage = await openFieldPage(Building)
  const tab = stage.phone.openTab().engine()
  tab.save({ type: 'visit.log', body: { doorId: door(1, 4), outcome: 'refused', startedAt: stage.world.now } })
  await stage.act(readAnew)
  expect(stage.find(board(4)).getAttribute('aria-label')).toBe('104 拒访，已存本机')
  expect(stage.find('#tally').textContent).toContain('1/ 8 户已走访')
})

test('a phone draws no list of the other buildings', async () => {
  const stage = await openFieldPage(Building)
  expect(stage.has('.building-nav')).toBe(false)
})

test('focus goes into the sheet when it stands, on into the one that follows, and back to the door', async () => {
  const stage = await openFieldPage(Building)
  stage.find(board(3)).focus()
  await stage.press(board(3))
  expect(focused()).toBe('sheet')
  stage.find('#with-details').focus()
  await stage.press('#with-details')
  expect(focused()).toBe('sheet')
  expect(stage.find('#sheet').textContent).toContain('保存')
  await stage.act(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })))
  expect(stage.has('#sheet')).toBe(false)
  expect(focused()).toBe(`door-${door(1, 3)}`)
})

test('focus waits for the frame with the sheet', async () => {
  const stage = await openFieldPage(Building)
  const frames: FrameRequestCallback[] = []
  const asked = jest.spyOn(window, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame))
  stage.find(board(1)).focus()
  await stage.press(board(1))
  expect([stage.has('#sheet'), focused()]).toEqual([true, `door-${door(1, 1)}`])
  asked.mockRestore()
  await stage.act(() => {
    for (const frame of frames) frame(0)
  })
  expect(focused()).toBe('sheet')
})
