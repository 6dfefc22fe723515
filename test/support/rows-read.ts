import * as v from 'valibot'
import type { Connection } from '#cloud/db/pool'
import type { Statement } from './recording-pool'
import { isCitus } from './test-database'

/** What of a plan's node is needed to count; a filter's rejects are averages over the loops, as the rows are. */
interface Node {
  readonly 'Relation Name'?: string | undefined
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number | undefined
  readonly 'Rows Removed by Index Recheck'?: number | undefined
  readonly Plans?: readonly Node[] | undefined
  /** Of a sharded database: what each shard did. */
  readonly 'Distributed Query'?:
    | {
        readonly Job: { readonly Tasks: readonly { readonly 'Remote Plan': readonly (readonly { Plan: Node }[])[] }[] }
      }
    | undefined
}

const node: v.GenericSchema<Node> = v.object({
  'Relation Name': v.optional(v.string()),
  'Actual Rows': v.number(),
  'Actual Loops': v.number(),
  'Rows Removed by Filter': v.optional(v.number()),
  'Rows Removed by Index Recheck': v.optional(v.number()),
  Plans: v.optional(v.array(v.lazy(() => node))),
  'Distributed Query': v.optional(
    v.object({
      Job: v.object({
        Tasks: v.array(v.object({ 'Remote Plan': v.array(v.array(v.object({ Plan: v.lazy(() => node) }))) })),
      }),
    }),
  ),
})
const EXPLAIN = 'explain (analyze, timing off, format json)'
const explained = v.array(v.object({ Plan: node }))

/**
 * Rows that statements take from tables, those that a filter then throws away included: a cost that is the same on every machine.
 * Statements that read nothing (begin, commit) are passed over; none of them may write. `plannedOnce`: as the database does them once it has
 * stopped to look at their parameters, which it does of what is asked often.
 */
export async function rowsRead(
  connection: Connection,
  statements: readonly Statement[],
  { plannedOnce = false }: { readonly plannedOnce?: boolean } = {},
): Promise<number> {
  let read = 0
  if (isCitus()) await connection.query('set citus.explain_all_tasks to on', [])
  for (const { sql, parameters } of statements) {
    if (!/^\s*(\/\*.*?\*\/)?\s*(select|with)\b/i.test(sql)) continue
    const { rows } = plannedOnce
      ? await explainPrepared(connection, sql, parameters)
      : await connection.query(`${EXPLAIN} ${sql}`, parameters)
    for (const row of v.parse(v.array(v.object({ 'QUERY PLAN': explained })), rows))
      for (const { Plan } of row['QUERY PLAN']) read += ofNode(Plan)
  }
  return read
}

async function explainPrepared(connection: Connection, sql: string, parameters: readonly unknown[]) {
  await connection.query('set plan_cache_mode = force_generic_plan', [])
  await connection.query(`prepare explained as ${sql}`, [])
  const values = parameters.map((value) => literal(value)).join(', ')
  const answer = await connection.query(`${EXPLAIN} execute explained${values === '' ? '' : `(${values})`}`, [])
  await connection.query('deallocate explained', [])
  await connection.query('reset plan_cache_mode', [])
  return answer
}

function literal(value: unknown): string {
  const text = Array.isArray(value) ? `{${value.map((one) => JSON.stringify(one)).join(',')}}` : String(value)
  return `'${text.replaceAll("'", "''")}'`
}

function ofNode(found: Node): number {
  const rejected = (found['Rows Removed by Filter'] ?? 0) + (found['Rows Removed by Index Recheck'] ?? 0)
  const own = found['Relation Name'] === undefined ? 0 : (found['Actual Rows'] + rejected) * found['Actual Loops']
  const remote = found['Distributed Query']?.Job.Tasks.flatMap((task) => task['Remote Plan'].flat()) ?? []
  const below = [...(found.Plans ?? []), ...remote.map(({ Plan }) => Plan)]
  return below.reduce((sum, plan) => sum + ofNode(plan), Math.round(own))
}
