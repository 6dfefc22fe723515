import { showPresses } from '#platform/show-presses'

showPresses()

const touch = (selector: string, type: string) =>
  document.querySelector(selector)?.dispatchEvent(new Event(type, { bubbles: true }))
const down = () => [...document.querySelectorAll('.press-down')].map(({ id }) => id)
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

beforeEach(() => {
  document.body.innerHTML = `<div id="door" class="press"><div id="room">301</div></div>
    <div id="off" class="press press-off"></div>`
})

test('a finger that stays a moment presses what it is on, and for a moment after its lift', async () => {
  touch('#room', 'touchstart')
  await wait(20)
  expect(down()).toEqual([])
  await wait(70)
  expect(down()).toEqual(['door'])
  touch('#room', 'touchend')
  expect(down()).toEqual(['door'])
  await wait(100)
  expect(down()).toEqual([])
})

test.each(['touchmove', 'touchend', 'touchcancel'])('one that ends sooner, by %s, changes nothing', async (end) => {
  touch('#room', 'touchstart')
  touch('#room', end)
  await wait(90)
  expect(down()).toEqual([])
})

test('what can’t be pressed now does not look pressed', async () => {
  touch('#off', 'touchstart')
  await wait(90)
  expect(down()).toEqual([])
})
