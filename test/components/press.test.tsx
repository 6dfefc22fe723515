import TestUtils from '@tarojs/test-utils-react'
import { Press } from '#components/press'

const pressed = jest.fn()
const held = jest.fn()
let utils: TestUtils

beforeEach(async () => {
  pressed.mockClear()
  held.mockClear()
  utils = new TestUtils()
  await utils.mount(() => (
    <Press id="floor" label="3层" onPress={pressed} onLongPress={held}>
      3F
    </Press>
  ))
})
afterEach(() => utils.unmout())

const floor = () => {
  const found = document.getElementById('floor')
  if (found === null) throw new Error('no press')
  return found
}
const touch = (type: string) => floor().dispatchEvent(new Event(type, { bubbles: true }))
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('is one plain element that a reader and a keyboard find', () => {
  expect(floor().outerHTML).toBe('<div id="floor" class="press " role="button" aria-label="3层" tabindex="0">3F</div>')
})

test('a finger that stays presses long, and its lift is no tap', async () => {
  touch('touchstart')
  await wait(400)
  touch('touchend')
  floor().click()
  expect([held.mock.calls.length, pressed.mock.calls.length]).toEqual([1, 0])
})

test.each(['touchmove', 'touchend', 'touchcancel'])('a finger that ends by %s does not', async (end) => {
  touch('touchstart')
  touch(end)
  await wait(400)
  floor().click()
  expect([held.mock.calls.length, pressed.mock.calls.length]).toEqual([0, 1])
})

test.each(['Enter', ' '])('the key %j presses', (key) => {
  floor().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  expect(pressed).toHaveBeenCalledTimes(1)
})
