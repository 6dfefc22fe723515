import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Machine } from './machine'
import type { Verdict } from './verdict'

/** What a suite found, as numbers, as a table and as promises held or not. */
export interface Outcome {
  readonly result: { readonly suite: string }
  readonly table: string
  readonly verdicts: readonly Verdict[]
}

/** Beside what the other tests leave behind. */
const folder = path.resolve(__dirname, '../../test-results/bench')

/** One file a suite and engine, so that a run of one leaves the others' figures. Gives the file's name. */
export function keep({ result, verdicts }: Outcome, name: string, machine: Machine, smoke: boolean): string {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${name}${smoke ? '-smoke' : ''}.json`)
  writeFileSync(file, `${JSON.stringify({ machine, smoke, ...result, verdicts }, null, 2)}\n`)
  return path.relative(process.cwd(), file)
}
