import { sql } from 'kysely'
import { visitsOf } from '#cloud/export/record-pages'
import { dayOf } from '#domain/time'
import { createField, NOON, testContext } from '../../support/field-fixture'
import { type RecordingPool, recordingPool } from '../../support/recording-pool'
import { rowsRead } from '../../support/rows-read'
import { openTestDatabase } from '../../support/test-database'

const VISITS = 8_000

test('a page reads its own rows and what belongs to them, however many are left', async () => {
  let pool: RecordingPool | undefined
  const database = await openTestDatabase((plain) => {
    pool = recordingPool(plain)
    return pool
  })
  try {
    if (pool === undefined) throw new Error('nothing went through the pool')
    const { kysely: db } = database
    const { unit, buildings, doors, worker } = await createField(testContext(database))
    const [building] = buildings
    await sql`
      insert into visit (unit_id, visit_id, door_id, building_id, staff_id, started_at, at, day, received_at, late, outcome, content_id, content_at, seq)
      select ${unit}, 'v' || lpad(n::text, 7, '0'), ${building} || '-' || (n % ${doors(building).length}::integer + 1), ${building}, ${worker.id},
        ${NOON}::bigint - n, ${NOON}::bigint - n, ${dayOf(NOON)}, ${NOON}::bigint, false, 'met', 'v' || lpad(n::text, 7, '0'), ${NOON}::bigint, n
      from generate_series(1, ${VISITS}::integer) n`.execute(db)
    await sql`analyze`.execute(db)
    const pages = visitsOf(db, { unit, from: dayOf(NOON), to: dayOf(NOON) })
    let rows = 0
    const statements = await pool.recorded(async () => {
      for await (const page of pages) rows += page.length
    })
    expect(rows).toBe(VISITS)
    const connection = await pool.connect()
    try {
      // A visit, its door, its building and who went there.
      for (const one of statements) expect(await rowsRead(connection, [one])).toBeLessThanOrEqual(4_000)
    } finally {
      connection.release()
    }
    // The last page is full, so one more is asked for.
    expect(statements).toHaveLength(VISITS / 1000 + 1)
  } finally {
    await database.close()
  }
})
