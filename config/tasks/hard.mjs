// npm run test:hard: what `npm test` tries shortly, for long: thousands of hostile bodies for every function, and whatever may break around
// the server (killed, no room, a database that is slow, gone or crowded). A table of what held is printed at the end.
// HARD_RUNS: how many bodies of each kind (5000); HARD_SEED: which ones, printed at the start, so that a run that found something is
// repeated. Words behind it choose files: npm run test:hard -- killed full-disk
import { randomInt } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureInstalled } from './ensure-installed.mjs'
import { main, runNode } from './lib/run.mjs'

ensureInstalled()

/** Files whose promise is about the engine; the others ask the same of both, and PGlite is there without a service. */
const OF_THE_ENGINE = ['killed', 'full-disk', 'slow-database', 'arrival-matrix']

await main(async () => {
  const { HARD_RUNS = '5000', HARD_SEED = String(randomInt(1e9)) } = process.env
  const chosen = process.argv.slice(2)
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-hard-'))
  const env = { HARD_RUNS, HARD_SEED, HARD_REPORT: path.join(folder, 'report') }
  console.log(`HARD_SEED=${HARD_SEED} HARD_RUNS=${HARD_RUNS} npm run test:hard`)
  const files = (names) => names.map((name) => `test/cloud/hard/${name}`)
  const ofEngine = chosen.length === 0 ? OF_THE_ENGINE : chosen
  const parts = [
    ['cloud-pglite', ...files(chosen.length === 0 ? [''] : chosen)],
    ['cloud-postgres', ...files(ofEngine)],
  ]
  let failed = 0
  for (const part of parts) {
    const { code } = await runNode('config/tasks/test.mjs', part, { env, show: true })
    if (code !== 0) failed += 1
  }
  printTable(env.HARD_REPORT)
  rmSync(folder, { recursive: true, force: true })
  process.exitCode = failed
})

/** Only what a test saw hold is in it: one that failed has no line. */
function printTable(file) {
  if (!existsSync(file)) return
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  console.log('\n| engine | what broke | what came of it |\n|---|---|---|')
  for (const line of lines) {
    const { engine, fault, figure } = JSON.parse(line)
    console.log(`| ${engine} | ${fault} | ${figure} |`)
  }
}
