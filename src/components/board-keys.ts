import type { Floor } from './board-layout'

const steps: Readonly<Record<string, readonly [floors: number, doors: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Arrows move between doors as the building stands, so that the board is one stop of the Tab key. */
export function moveByArrow(floors: readonly Floor[]): object {
  if (process.env.TARO_ENV !== 'h5') return {}
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const step = steps[event.key]
      const from = event.target instanceof Element ? event.target.id : ''
      const row = floors.findIndex(({ doors }) => doors.some(({ id }) => `door-${id}` === from))
      if (step === undefined || row === -1) return
      event.preventDefault()
      const column = floors[row]?.doors.findIndex(({ id }) => `door-${id}` === from) ?? 0
      const doors = floors[row + step[0]]?.doors ?? []
      const next = doors[Math.min(doors.length - 1, column + step[1])]
      if (next === undefined) return
      document.getElementById(from)?.setAttribute('tabindex', '-1')
      const element = document.getElementById(`door-${next.id}`)
      element?.setAttribute('tabindex', '0')
      element?.focus()
    },
  }
}
