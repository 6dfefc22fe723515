// npm run test:hard: sends the functions many more hostile bodies than `npm test` does. HARD_RUNS: how many of each kind (5000);
// HARD_SEED: which ones, printed at the start, so that a run that found something is repeated.
import { randomInt } from 'node:crypto'
import { ensureInstalled } from './ensure-installed.mjs'
import { main, runNode } from './lib/run.mjs'

ensureInstalled()

await main(async () => {
  const { HARD_RUNS = '5000', HARD_SEED = String(randomInt(1e9)) } = process.env
  console.log(`HARD_SEED=${HARD_SEED} HARD_RUNS=${HARD_RUNS} npm run test:hard`)
  const { code } = await runNode('config/tasks/test.mjs', ['cloud-pglite', 'test/cloud/hard/'], {
    env: { HARD_RUNS, HARD_SEED },
    show: true,
  })
  process.exitCode = code
})
