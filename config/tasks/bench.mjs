// npm run bench -- [suite …] [engine …] [--smoke]: measures what the project promises about speed and memory (test/bench/README.md).
import { ensureInstalled } from './ensure-installed.mjs'
import { main, runNode } from './lib/run.mjs'

ensureInstalled()

await main(async () => {
  const { code } = await runNode('--import', ['tsx', 'test/bench/main.ts', ...process.argv.slice(2)], { show: true })
  process.exitCode = code
})
