import { sql } from 'kysely'
import { verifyChain } from '../../../src/cloud/operations/verify-chain'
import { testContext } from '../../support/field-fixture'
import { type Engine, openBenchDatabase } from '../engines'
import { load } from '../machine'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { fill } from './fill'
import { type Measured, measure } from './measure'
import { prove } from './proof'
import { asked } from './questions'
import type { Scale } from './scale'

export interface StreetYear {
  readonly suite: 'street-year'
  readonly engine: Engine
  readonly version: string
  readonly scale: Scale
  /** Of the whole database after the fill. */
  readonly visits: number
  readonly logBytes: number
  readonly fillSeconds: number
  readonly proofRows: number
  readonly load: number
  readonly queries: readonly Measured[]
}

export async function streetYear(engine: Engine, scale: Scale, say: (line: string) => void): Promise<StreetYear> {
  const database = await openBenchDatabase(engine)
  try {
    const context = testContext(database)
    const proofRows = await prove(context)
    say(`${proofRows} rows are the same, written and pushed`)
    const started = performance.now()
    const year = await fill(context, scale, say)
    const fillSeconds = (performance.now() - started) / 1000
    const chain = await verifyChain(context.db, asked(year).unit.id)
    if (chain.kind !== 'intact') throw new Error(`The log does not hold: ${JSON.stringify(chain)}`)
    // A server's autovacuum would have by now; PGlite has none and is asked as it is.
    if (engine === 'postgres') await sql`vacuum analyze`.execute(context.db)
    const { rows } = await sql<{ visits: number; log_bytes: number }>`
      select (select count(*) from visit) as visits,
        (select round(avg(pg_column_size(one.*)))::int8 from (select * from operation where type = 'visit.log' limit 10000) one) as log_bytes
    `.execute(context.db)
    const [counted] = rows
    const loadBefore = load()
    say(`measuring at a load of ${loadBefore}`)
    return {
      suite: 'street-year',
      engine,
      version: database.version,
      scale,
      visits: counted?.visits ?? 0,
      logBytes: counted?.log_bytes ?? 0,
      fillSeconds,
      proofRows,
      load: loadBefore,
      queries: await measure(database, context, year, scale.runs),
    }
  } finally {
    await database.close()
  }
}

export function groundOf({ version, scale, visits, logBytes, fillSeconds, proofRows, load }: StreetYear): string {
  const { communities, days, runs } = scale
  return [
    `${version}: ${communities} communities, ${days} days, ${visits} visits, ${logBytes} bytes each in the log`,
    `filled in ${Math.round(fillSeconds)} s; ${proofRows} rows written in bulk equal those of pushes; ${runs} runs at a load of ${load}`,
  ].join('\n')
}

export function verdictsOf({ engine, queries }: StreetYear): readonly Verdict[] {
  return queries.flatMap(({ name, time, target }) =>
    target === null
      ? []
      : [{ promise: `${name}, p95 on ${engine}`, value: time.p95, unit: 'ms', target, wanted: 'at most' as const }],
  )
}

export function tableOf({ queries }: StreetYear): string {
  const head = [
    'query',
    'p50 ms',
    'p95 ms',
    'target',
    '',
    'bare SQL',
    '× bare',
    '× select 1',
    'statements',
    'rows read',
    'KB read',
    'KB told',
  ]
  return textTable(
    head,
    queries.map(({ name, time, bare, nothing, target, statements, rowsRead, fromDatabase, bytes }) => [
      name,
      figure(time.p50),
      figure(time.p95),
      target === null ? '' : `${target}`,
      target === null ? '' : time.p95 <= target ? '✓' : '✗',
      figure(bare.p50),
      figure(time.p50 / bare.p50),
      figure(time.p50 / nothing.p50),
      `${statements}`,
      `${rowsRead}`,
      figure(fromDatabase / 1024),
      figure(bytes / 1024),
    ]),
  )
}
