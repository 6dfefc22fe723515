import * as v from 'valibot'
import type { Connection } from '#cloud/db/pool'
import type { Statement } from './recording-pool'

const line = v.object({ 'QUERY PLAN': v.string() })

/** How a sharded database carries a statement out. */
export interface Route {
  readonly sql: string
  /** Pieces sent to shards; 0: this node answers by itself. */
  readonly tasks: number
  /** It is read here first, or in steps, and then sent out again. */
  readonly gathered: boolean
}

/** Of each statement that a planner plans; begin and commit are passed over. Nothing is carried out. */
export async function routesOf(connection: Connection, statements: readonly Statement[]): Promise<readonly Route[]> {
  const routes: Route[] = []
  for (const { sql, parameters } of statements) {
    if (!/^\s*(select|with|insert|update|delete)\b/i.test(sql)) continue
    const { rows } = await connection.query(`explain (costs off) ${sql}`, parameters)
    const plan = v
      .parse(v.array(line), rows)
      .map((row) => row['QUERY PLAN'])
      .join('\n')
    const tasks = [...plan.matchAll(/Task Count: (\d+)/g)].map(([, count]) => Number(count))
    routes.push({
      sql: sql.replaceAll(/\s+/g, ' ').trim(),
      tasks: Math.max(0, ...tasks),
      gathered: /Distributed Subplan|pull to coordinator|repartition/.test(plan),
    })
  }
  return routes
}
