import { leaveEventsUnheard } from '#platform/events-unheard'

leaveEventsUnheard()

const heardOf = (type: string): boolean => {
  document.body.innerHTML = '<div id="door"></div>'
  let heard = false
  document.body.addEventListener(type, () => (heard = true), { once: true })
  document.querySelector('#door')?.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }))
  return heard
}

test.each(['pointerdown', 'pointerover', 'pointerup', 'mousemove', 'mousedown', 'mouseup'])(
  'no page is asked who listens to %s',
  (type) => expect(heardOf(type)).toBe(false),
)

test.each(['touchstart', 'touchend', 'click', 'keydown', 'focusin'])('%s is heard', (type) =>
  expect(heardOf(type)).toBe(true),
)

test('the window itself still hears that somebody touched the page', () => {
  let heard = false
  window.addEventListener('pointerdown', () => (heard = true), { capture: true, once: true })
  expect(heardOf('pointerdown')).toBe(false)
  expect(heard).toBe(true)
})
