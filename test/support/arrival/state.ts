import { sql } from 'kysely'
import { listTables } from '#cloud/backup/table-list'
import type { ArrivalGround } from './ground'

/** Where and when something arrived, or what is drawn at random. */
const OF_THE_ARRIVAL =
  /^(seq|version_seq|hash|content_hash|token_hash|session_id|received_at|receivedAt|heard_at|decided_at|.*_index)$/
/** Of what comes days later also when the cloud told somebody of it or took it in, and what is counted of what came in time. */
const OF_LATENESS = /^(late|.*in_time.*|inTime|made_at|due_at|entered_at|drawnAt|.*edAt|at|asOf|.*Hash|seen)$/
const skipped = ['session', 'data_key', 'device', 'guess', 'operation', 'invitation', 'export_job']

/** All rows of the community, its street and station but the log itself, without what differs from one telling to the next. */
export async function stateOf(
  { context, field, id, campaign }: ArrivalGround,
  steps: number,
  late: boolean,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {}
  const names = new Map<string, string>([[campaign, 'the campaign']])
  for (let nth = 0; nth < steps; nth += 1) names.set(id(nth), `step ${nth}`)
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return value
    if ('box' in value || '$sealed' in value) return 'sealed'
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !OF_THE_ARRIVAL.test(name))
        .filter(([name]) => !late || !OF_LATENESS.test(name))
        .map(([name, inner]) => [name, plain(inner)]),
    )
  }
  for (const { name, columns } of await listTables(context.db)) {
    if (skipped.includes(name)) continue
    const key = columns.some((column) => column.name === 'unit_id') ? 'unit_id' : 'street_id'
    const { rows } = await sql<object>`select * from ${sql.table(name)}
      where ${sql.ref(key)} like ${`${field.unit}%`} and ${sql.ref(key)} ~ ${`^${field.unit}(st|p1|p2)?$`}`.execute(
      context.db,
    )
    found[name] = rows
      .filter((row) => !isEmptyDay(row))
      .map((row) =>
        [...names]
          .reduce((text, [uuid, word]) => text.replaceAll(uuid, word), JSON.stringify(plain(row)))
          .replaceAll(new RegExp(`${field.unit}(?=st|p1|p2|-|")`, 'g'), 'U')
          .replaceAll(/(社区|街道|派出所)\d+/g, '$1')
          .replaceAll(new RegExp(`"${field.unit.toUpperCase()}(?=\\d{3}")`, 'g'), '"U')
          .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id'),
      )
      .sort()
  }
  return found
}

/** A day on which something was and is undone has a row of zeros, and one on which it never was has none: the same to whoever reads it. */
function isEmptyDay(row: object): boolean {
  return 'day' in row && Object.entries(row).every(([name, value]) => name.endsWith('_id') || isNothing(name, value))
}

function isNothing(name: string, value: unknown): boolean {
  if (['day', 'channel', 'seq', 'policy_version'].includes(name)) return true
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return Number(value) === 0
}
