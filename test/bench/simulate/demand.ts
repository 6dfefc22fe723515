import { MINUTE, startOfDay } from '../../../src/domain/time'
import { figure, textTable } from '../text-table'
import { callKinds } from './calls'
import { demandOf } from './day'
import { groundOf } from './ground'
import { SIMULATED_DAY, type SimulateOptions } from './options'

/** A quarter of an hour: the busiest minute alone is chance. */
const BUSY = 15

/** What a day asks of a server: calls of each kind, of a worker and in the busiest quarter of an hour. */
export async function demandTable(options: SimulateOptions): Promise<string> {
  const midnight = startOfDay(SIMULATED_DAY)
  const counts = new Map(callKinds.map((kind) => [kind, new Array<number>((24 * 60 * MINUTE) / MINUTE).fill(0)]))
  const tally = await demandOf(groundOf(options, midnight), options, midnight, (kind, minute) => {
    const own = counts.get(kind)
    if (own !== undefined) own[minute] = (own[minute] ?? 0) + 1
  })
  const kinds = callKinds.filter((kind) => kind !== 'watched day')
  const inQuarter = (minutes: readonly number[], from: number) => sum(minutes.slice(from, from + BUSY))
  const all = Array.from({ length: 24 * 60 }, (_, minute) => sum(kinds.map((kind) => counts.get(kind)?.[minute] ?? 0)))
  const busiest = all.reduce((most, _, from) => (inQuarter(all, from) > inQuarter(all, most) ? from : most), 0)
  const line = (name: string, minutes: readonly number[]) => [
    name,
    `${sum(minutes)}`,
    figure(sum(minutes) / options.workers),
    figure(inQuarter(minutes, busiest) / (BUSY * 60)),
  ]
  const from = `${String(Math.floor(busiest / 60)).padStart(2, '0')}:${String(busiest % 60).padStart(2, '0')}`
  return [
    `${options.units} units, ${options.workers} workers: ${tally.saved} records, ${figure(tally.saved / options.workers)} a worker`,
    textTable(
      ['call', 'in all', 'a worker', `a second, from ${from} on`],
      [...kinds.map((kind) => line(kind, counts.get(kind) ?? [])), line('all', all)],
    ),
  ].join('\n')
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
