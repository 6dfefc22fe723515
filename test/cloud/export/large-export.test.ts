import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { type LargeExportGround, largeExportGround } from '../../support/large-export'
import { createDatabase, testEngine } from '../../support/test-database'

const ROWS = 100_000
/** MB: what the file may cost beside what the server needs anyway, and all in all where the database is a process of its own. */
const MOST_MORE = 150
const MOST_MEMORY = 300

let ground: LargeExportGround
let drop = async () => {}

beforeAll(async () => {
  if (testEngine() === 'pglite') {
    ground = await largeExportGround(null, ROWS)
    return
  }
  const database = await createDatabase()
  drop = database.drop
  ground = await largeExportGround(database.url, ROWS)
}, 240_000)
afterAll(async () => {
  await ground?.end()
  await drop()
})

test(`${ROWS} records come out whole, a person hears how far it is, and memory does not grow with them`, async () => {
  const { answer, bytes, heard, before, peak } = await ground.make()
  expect(answer.rows).toBe(ROWS)
  // It answers others meanwhile, and tells each something new.
  expect(heard).toBeGreaterThan(3)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(answer.sha256)
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet2.xml'] ?? new Uint8Array())
  // The header, the rows, the watermark.
  expect(sheet.match(/<row /g)).toHaveLength(ROWS + 2)
  // The sheet alone has 50 MB of text. PGlite inside of the process takes 300 MB before anybody asks for anything.
  expect(sheet.length).toBeGreaterThan(50_000_000)
  expect(peak - before).toBeLessThan(MOST_MORE)
  if (testEngine() === 'postgres') expect(peak).toBeLessThan(MOST_MEMORY)
}, 240_000)
