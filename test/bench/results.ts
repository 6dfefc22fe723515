import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ExportMemory } from './export-memory/suite'
import type { Machine } from './machine'
import type { StreetYear } from './street-year/suite'

export type Result = StreetYear | ExportMemory

/** Beside what the other tests leave behind. */
const folder = path.resolve(__dirname, '../../test-results/bench')

/** One file a suite and engine, so that a run of one leaves the others' figures. Gives the file's name. */
export function keep(result: Result, machine: Machine, smoke: boolean): string {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${result.suite}-${result.engine}${smoke ? '-smoke' : ''}.json`)
  writeFileSync(file, `${JSON.stringify({ machine, smoke, ...result }, null, 2)}\n`)
  return path.relative(process.cwd(), file)
}
