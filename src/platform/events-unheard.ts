/**
 * A browser tells of a finger a dozen times before the click, and React asks its whole tree each time who listens. Nothing here listens to
 * these; `pointerdown` is heard (`police/use-watch.ts`), touches, clicks, keys and focus are.
 */
const UNHEARD = [
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

/** On the web: they end at the window. What the browser itself does on them (focus, hover) it does all the same. */
export function leaveEventsUnheard(): void {
  if (process.env.TARO_ENV !== 'h5') return
  for (const type of UNHEARD) window.addEventListener(type, (event) => event.stopPropagation(), true)
}
