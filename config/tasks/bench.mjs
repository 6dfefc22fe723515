// npm run bench -- [suite …] [engine …] [--smoke] [--full]: measures what the project promises about speed and memory (test/bench/README.md).
import { ensureBenchInstalled, ensureInstalled } from './ensure-installed.mjs'
import { main, runNode } from './lib/run.mjs'

ensureInstalled()
ensureBenchInstalled()

await main(async () => {
  const { code } = await runNode('--import', ['tsx', 'test/bench/main.ts', ...process.argv.slice(2)], { show: true })
  process.exitCode = code
})
