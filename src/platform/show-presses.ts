/** As a mini program has it: a tap that is over sooner changes nothing before its answer, which would only come later for it. */
const FROM = 50
const STAYS = 60

/** On the web: what a finger is on looks pressed. `:active` would begin at once, and a page laid out and painted for it keeps the tap waiting. */
export function showPresses(): void {
  if (process.env.TARO_ENV !== 'h5') return
  let coming: ReturnType<typeof setTimeout> | undefined
  let pressed: Element | null = null
  const lift = (): void => {
    clearTimeout(coming)
    const left = pressed
    pressed = null
    if (left !== null) setTimeout(() => left.classList.remove('press-down'), STAYS)
  }
  const touch = ({ target }: TouchEvent): void => {
    lift()
    const press = target instanceof Element ? target.closest('.press') : null
    if (press === null || press.classList.contains('press-off')) return
    coming = setTimeout(() => {
      pressed = press
      press.classList.add('press-down')
    }, FROM)
  }
  document.addEventListener('touchstart', touch, { passive: true })
  for (const end of ['touchmove', 'touchend', 'touchcancel']) document.addEventListener(end, lift, { passive: true })
}
