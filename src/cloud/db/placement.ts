import type { Tables } from './tables'

type Name = keyof Tables

/**
 * Where a table's rows lie on a sharded database: `everywhere` is a reference table, whole on each node (the organisation: small, read
 * with everything, seldom written), `by-unit` is cut by `unit_id`, and on the `coordinator` alone lies what is minutes old and of no unit.
 * The type asks it of every table.
 */
const placements: Readonly<Record<Name, 'everywhere' | 'by-unit' | 'coordinator'>> = {
  // In the order of their foreign keys.
  unit: 'everywhere',
  grid: 'everywhere',
  staff: 'everywhere',
  campaign: 'everywhere',
  invitation: 'everywhere',
  application: 'everywhere',
  guess: 'coordinator',
  scan_ticket: 'coordinator',
  unit_head: 'by-unit',
  operation: 'by-unit',
  held: 'by-unit',
  device: 'by-unit',
  session: 'by-unit',
  session_token: 'by-unit',
  card: 'by-unit',
  building: 'by-unit',
  door: 'by-unit',
  visit: 'by-unit',
  hand_out: 'by-unit',
  stock: 'by-unit',
  activity: 'by-unit',
  staff_day: 'by-unit',
  unit_day: 'by-unit',
  channel_day: 'by-unit',
  data_key: 'by-unit',
  key_rotation: 'by-unit',
  account_key: 'by-unit',
  dissuasion: 'by-unit',
  attempt: 'by-unit',
  police_note: 'by-unit',
  photo: 'by-unit',
  notice: 'by-unit',
  paper: 'by-unit',
  legal_hold: 'by-unit',
  retention_run: 'by-unit',
  export_job: 'by-unit',
}

const names = Object.keys(placements) as readonly Name[]

export const referenceTables = names.filter((name) => placements[name] === 'everywhere')
export const distributedTables = names.filter((name) => placements[name] === 'by-unit')

/** Whose shards all the others lie beside. */
export const shardAnchor = 'unit_head' satisfies Name

export function isReference(name: string): boolean {
  return referenceTables.some((one) => one === name)
}
