import { type Engine, engines } from './engines'

export const suites = [
  'street-year',
  'export-memory',
  'push',
  'single-records',
  'one-client',
  'record-cost',
  'simulate',
  'first-sync',
  'cold-start',
  'phone',
  'odk',
] as const
export type Suite = (typeof suites)[number]

export interface Arguments {
  readonly suites: readonly Suite[]
  /** Empty: all that this machine has. */
  readonly engines: readonly Engine[]
  readonly smoke: boolean
  readonly full: boolean
  /** The folder of an ODK Central that is installed; without it the suite `odk` can't run. */
  readonly odk: string | null
}

const flags = ['--smoke', '--full'] as const
const ODK = '--odk'

export const usage = `npm run bench -- [${suites.join('] [')}] [${engines.join('] [')}] [${flags.join('] [')}] [${ODK} FOLDER]
Nothing named: every suite, on every engine that this machine has. --smoke: small numbers that only prove that it works. --full: also what
takes hours. ${ODK}, or ODK_CENTRAL in the environment: an ODK Central for the suite odk, which is left out of "every suite" without it.`

/** What was asked for, or the word that nobody understands. */
export function readArguments(
  all: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Arguments | { readonly unknown: string } {
  const { odk, words } = withoutFolder(all)
  const known = (word: string) => [...suites, ...engines, ...flags].some((name) => name === word)
  const unknown = words.find((word) => !known(word))
  if (unknown !== undefined) return { unknown }
  const asked = suites.filter((name) => words.includes(name))
  const folder = odk ?? environment.ODK_CENTRAL ?? null
  return {
    suites: asked.length > 0 ? asked : suites.filter((name) => name !== 'odk' || folder !== null),
    engines: engines.filter((name) => words.includes(name)),
    smoke: words.includes('--smoke'),
    full: words.includes('--full'),
    odk: folder,
  }
}

/** `--odk` without a folder behind it stays among the words, which nobody understands. */
function withoutFolder(all: readonly string[]): { readonly odk?: string; readonly words: readonly string[] } {
  const at = all.indexOf(ODK)
  const odk = at < 0 ? undefined : all[at + 1]
  return odk === undefined ? { words: all } : { odk, words: [...all.slice(0, at), ...all.slice(at + 2)] }
}
