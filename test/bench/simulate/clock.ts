import { readFileSync } from 'node:fs'
import type { Milliseconds } from '../../../src/domain/time'

/** The simulated day's clock, the same in every process: still until `wall`, then so many times as fast. */
export interface SimulatedTime {
  readonly start: Milliseconds
  readonly wall: Milliseconds
  readonly speed: number
}

export const simulatedNow = ({ start, wall, speed }: SimulatedTime): Milliseconds =>
  Math.floor(start + Math.max(0, Date.now() - wall) * speed)

/** As the file says, which is written when everybody is ready; `start` until then. */
export function clockFrom(file: string, start: Milliseconds): () => Milliseconds {
  let time: SimulatedTime | undefined
  return () => {
    time ??= read(file)
    return time === undefined ? start : simulatedNow(time)
  }
}

function read(file: string): SimulatedTime | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
