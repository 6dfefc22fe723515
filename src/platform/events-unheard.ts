/**
 * A browser tells of a finger a dozen times before the click, and React asks its whole tree each time who listens. Nothing in a page listens to
 * these; touches, clicks, keys and focus are heard.
 */
const UNHEARD = [
  'pointerdown',
  'pointerover',
  'pointerout',
  'pointermove',
  'pointerup',
  'gotpointercapture',
  'lostpointercapture',
  'mouseover',
  'mouseout',
  'mousemove',
  'mousedown',
  'mouseup',
] as const

/** On the web: they end at the window, whose own listeners hear them. What the browser itself does on them (focus, hover) it does all the same. */
export function leaveEventsUnheard(): void {
  if (process.env.TARO_ENV !== 'h5') return
  for (const type of UNHEARD) window.addEventListener(type, (event) => event.stopPropagation(), true)
}
