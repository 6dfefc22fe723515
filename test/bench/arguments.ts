import { type Engine, engines } from './engines'

export const suites = [
  'street-year',
  'export-memory',
  'push',
  'single-records',
  'one-client',
  'record-cost',
  'first-sync',
  'cold-start',
] as const
export type Suite = (typeof suites)[number]

export interface Arguments {
  readonly suites: readonly Suite[]
  /** Empty: all that this machine has. */
  readonly engines: readonly Engine[]
  readonly smoke: boolean
  readonly full: boolean
}

const flags = ['--smoke', '--full'] as const

export const usage = `npm run bench -- [${suites.join('] [')}] [${engines.join('] [')}] [${flags.join('] [')}]
Nothing named: every suite, on every engine that this machine has. --smoke: small numbers that only prove that it works. --full: also what
takes hours.`

/** What was asked for, or the word that nobody understands. */
export function readArguments(words: readonly string[]): Arguments | { readonly unknown: string } {
  const known = (word: string) => [...suites, ...engines, ...flags].some((name) => name === word)
  const unknown = words.find((word) => !known(word))
  if (unknown !== undefined) return { unknown }
  const asked = suites.filter((name) => words.includes(name))
  return {
    suites: asked.length > 0 ? asked : suites,
    engines: engines.filter((name) => words.includes(name)),
    smoke: words.includes('--smoke'),
    full: words.includes('--full'),
  }
}
