import { sql } from 'kysely'
import { functions } from '../../../src/cloud/handlers/registry'
import { staffOf } from '../../../src/cloud/operations/working-set'
import { tokenOf } from '../../support/calls'
import type { TestContext } from '../../support/field-fixture'
import type { Statement } from '../../support/recording-pool'
import { rowsRead } from '../../support/rows-read'
import type { BenchDatabase } from '../engines'
import { type Spread, spreadOf, timed } from '../percentiles'
import type { Year } from './fill'
import { type Question, questionsOf, whoAsks } from './questions'

/** Of one question. Times in ms, of the server alone: from the parsed body to the answer's text. */
export interface Measured {
  readonly name: string
  readonly target: number | null
  readonly time: Spread
  /** Its statements sent as they are, one after the other, their rows thrown away: what the database takes of it. */
  readonly bare: Spread
  /** `select 1`, in the same minute. */
  readonly nothing: Spread
  readonly statements: number
  readonly rowsRead: number
  /** Bytes of JSON: what the database answers, and what then goes to the page. */
  readonly fromDatabase: number
  readonly bytes: number
}

/** Runs that nobody counts: code and pages are warm afterwards, as they are on a server that people use. */
const WARM_UP = 5

export async function measure(
  database: BenchDatabase,
  context: TestContext,
  year: Year,
  runs: number,
): Promise<readonly Measured[]> {
  const measured: Measured[] = []
  for (const question of await questionsOf(context, year)) {
    const ask = await asking(context, year, question)
    for (let run = 0; run < WARM_UP; run += 1) await ask()
    let bytes = 0
    const statements = await database.pool.recorded(async () => {
      bytes = await ask()
    })
    const [times, bare, nothing]: [number[], number[], number[]] = [[], [], []]
    // In turns, so that whatever else the machine does falls on all three.
    for (let run = 0; run < runs; run += 1) {
      times.push(await timed(ask))
      bare.push(await timed(() => send(database, statements)))
      nothing.push(await timed(() => sql`select 1`.execute(context.db)))
    }
    const connection = await database.pool.connect()
    const read = await rowsRead(connection, statements).finally(() => connection.release())
    measured.push({
      name: question.name,
      target: question.target,
      time: spreadOf(times),
      bare: spreadOf(bare),
      nothing: spreadOf(nothing),
      statements: statements.length,
      rowsRead: read,
      fromDatabase: statements.reduce((sum, statement) => sum + statement.bytes, 0),
      bytes,
    })
  }
  return measured
}

/** Asks as the wire does, and gives the answer's bytes. */
async function asking(
  context: TestContext,
  year: Year,
  { name, who, request }: Question,
): Promise<() => Promise<number>> {
  const { id, unitId } = whoAsks(year, who)
  const row = await context.db
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('staff_id', '=', id)
    .executeTakeFirstOrThrow()
  const token = await tokenOf(context, staffOf({ ...row }))
  const query = functions.get('query')
  if (query === undefined) throw new Error('no function query')
  return async () => {
    const { status, body } = await query.handler({ context, body: request, token, openid: null })
    const text = JSON.stringify(body)
    if (status !== 200) throw new Error(`${name}: ${text}`)
    return Buffer.byteLength(text)
  }
}

async function send(database: BenchDatabase, statements: readonly Statement[]): Promise<void> {
  const connection = await database.pool.connect()
  try {
    for (const { sql: text, parameters } of statements) await connection.query(text, parameters)
  } finally {
    connection.release()
  }
}
