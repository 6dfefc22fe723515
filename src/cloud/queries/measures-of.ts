import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Measure } from '#domain/campaign'
import type { UnitId } from '#domain/ids'
import { type Measured, measured } from '#domain/measure'
import { dayOf } from '#domain/time'
import { type Asked, measureRows } from './measure-rows'

export type FiguresOfUnits = ReadonlyMap<UnitId, ReadonlyMap<Measure, Measured>>

/** Each unit's figure of each of these measures. No units: nothing is asked of the database. */
export async function measuresOf(
  db: Kysely<Tables>,
  measures: readonly Measure[],
  asked: Asked,
): Promise<FiguresOfUnits> {
  const figures = new Map<UnitId, Map<Measure, Measured>>(asked.units.map(({ id }) => [id, new Map()]))
  if (asked.units.length === 0) return figures
  for (const measure of new Set(measures)) {
    const rows = await measureRows(db, measure, asked)
    for (const [unit, of] of figures)
      of.set(measure, measured(measure, rows.get(unit) ?? [], asked.window, dayOf(asked.now)))
  }
  return figures
}
