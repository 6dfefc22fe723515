import { readAnew } from '#stores/field-store'
import Building from '../../src/pages/building/index'
import { door } from '../support/small-town'
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
