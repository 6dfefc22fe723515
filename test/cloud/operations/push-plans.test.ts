import * as v from 'valibot'
import { createField, type Field, testContext } from '../../support/field-fixture'
import { recordedDatabase } from '../../support/recorded-database'
import type { Statement } from '../../support/recording-pool'

/** What a push asks again and again is planned once, without its values, maybe while its tables are empty. */

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string | undefined
  readonly 'Index Name'?: string | undefined
  readonly Plans?: readonly Node[] | undefined
}
const node: v.GenericSchema<Node> = v.object({
  'Node Type': v.string(),
  'Relation Name': v.optional(v.string()),
  'Index Name': v.optional(v.string()),
  Plans: v.optional(v.array(v.lazy(() => node))),
})
const explained = v.tuple([v.object({ 'QUERY PLAN': v.tuple([v.object({ Plan: node })]) })])

const recorded = recordedDatabase()
let sent: readonly Statement[]
let field: Field

beforeAll(async () => {
  const context = testContext(recorded.database)
  field = await createField(context)
  const [building] = field.buildings
  const visits = field.doors(building).map((doorId) =>
    field.operation('visit.log', {
      doorId,
      startedAt: context.clock.time - 60_000,
      outcome: 'met',
      leaflets: 1,
    }),
  )
  sent = (await recorded.pool.recorded(() => field.push(visits))).filter(({ sql }) => sql.includes('/* again */'))
})

test('a push of visits plans four statements once: the head, what it loads, what it stores, the days with their facts', () => {
  expect(sent.length).toBeGreaterThanOrEqual(4)
})

test('no plan of a push reads a table of records from its beginning to its end, however full that will be', async () => {
  const connection = await recorded.pool.connect()
  try {
    await connection.query("set plan_cache_mode = 'force_generic_plan'", [])
    const whole: string[] = []
    let read = 0
    for (const [index, { sql, parameters }] of sent.entries()) {
      await connection.query(`prepare asked_${index} as ${sql}`, [])
      const values = parameters.map(literal).join(', ')
      const { rows } = await connection.query(`explain (format json) execute asked_${index}(${values})`, [])
      const [{ 'QUERY PLAN': plans }] = v.parse(explained, rows)
      for (const one of plans.flatMap(({ Plan }) => nodesOf(Plan))) {
        if (one['Index Name'] !== undefined) read += 1
        if (one['Node Type'] === 'Seq Scan' && growing.has(one['Relation Name'] ?? ''))
          whole.push(`${one['Relation Name']}`)
      }
    }
    expect(whole).toEqual([])
    expect(read).toBeGreaterThan(5)
  } finally {
    connection.release()
  }
})

const growing = new Set([
  'operation',
  'visit',
  'door',
  'hand_out',
  'activity',
  'attempt',
  'dissuasion',
  'paper',
  'held',
])

function nodesOf(plan: Node): readonly Node[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** As `execute` takes it: texts, numbers and lists of both. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return literal(`{${value.map((one) => JSON.stringify(one)).join(',')}}`)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return `'${String(value).replaceAll("'", "''")}'`
}
