import { HOUR, type LocalDate, MINUTE, type Milliseconds } from '../../../src/domain/time'
import type { Engine } from '../engines'

/** Any day will do, as long as it is the same one each time. */
export const SIMULATED_DAY = '2026-06-17' as LocalDate

export interface SimulateOptions {
  readonly units: number
  readonly workers: number
  /** Of the day, ms after midnight: phones do nothing before and after. */
  readonly from: Milliseconds
  readonly to: Milliseconds
  /** So many simulated seconds are one of the clock on the wall. */
  readonly speed: number
  readonly seed: number
  /** Of the clock on the wall: whatever is left then is left. */
  readonly longest: Milliseconds
  /** Processes that serve. */
  readonly servers: number
  /** Residential ones of a worker, of 44 doors each. */
  readonly buildings: number
  readonly engine: Engine
  /** No server: only what phones and pages would ask of one. */
  readonly demand: boolean
}

export const smallDay: SimulateOptions = {
  units: 20,
  workers: 200,
  from: 18.5 * HOUR,
  to: 19.5 * HOUR,
  speed: 180,
  seed: 1,
  longest: 60_000,
  servers: 1,
  buildings: 1,
  engine: 'postgres',
  demand: false,
}

/** A fiftieth of a province's phones at fifty times their speed: its calls a second. */
export const evening: SimulateOptions = { ...smallDay, units: 80, workers: 800, speed: 50, longest: 5 * MINUTE }

export const simulateUsage = `npm run simulate -- --units 10000 --workers 100000 [--day | --from 18:30 --to 19:00] [--speed 1] [--seed 1] [--minutes 30]
                    [--servers 1] [--buildings 1] [--engine postgres|pglite] [--demand]
--day: from 8 to 22. --speed: simulated seconds in one. --minutes: it ends then, whatever is left. --buildings: of each worker, 44 doors each.
--demand: no server, only how many calls it would be.`

const flags: Readonly<Record<string, Partial<SimulateOptions>>> = {
  '--day': { from: 8 * HOUR, to: 22 * HOUR },
  '--demand': { demand: true },
}

/** What was asked for, or the word that nobody understands. */
export function readOptions(words: readonly string[]): SimulateOptions | { readonly unknown: string } {
  let options: SimulateOptions = { ...smallDay, speed: 1, longest: 30 * MINUTE }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const flag = flags[word]
    if (flag !== undefined) {
      options = { ...options, ...flag }
      continue
    }
    at += 1
    const read = reader(word, words[at] ?? '')
    if (read === undefined) return { unknown: `${word} ${words[at] ?? ''}` }
    options = { ...options, ...read }
  }
  return options.to > options.from ? options : { unknown: '--to before --from' }
}

function reader(word: string, value: string): Partial<SimulateOptions> | undefined {
  if (word === '--engine') return value === 'postgres' || value === 'pglite' ? { engine: value } : undefined
  if (word === '--from' || word === '--to') {
    const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(value) ?? []
    if (hour === undefined || minute === undefined) return undefined
    return { [word.slice(2)]: Number(hour) * HOUR + Number(minute) * MINUTE }
  }
  const number = Number(value)
  if (value === '' || !(number > 0)) return undefined
  switch (word) {
    case '--units':
      return Number.isInteger(number) && number <= 99_999 ? { units: number } : undefined
    case '--workers':
    case '--seed':
    case '--servers':
    case '--buildings':
      return Number.isInteger(number) ? { [word.slice(2)]: number } : undefined
    case '--speed':
      return { speed: number }
    case '--minutes':
      return { longest: number * MINUTE }
    default:
      return undefined
  }
}
