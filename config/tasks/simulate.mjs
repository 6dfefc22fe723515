// npm run simulate -- --units 10000 --workers 100000 …: an evening of so many phones against the server as it is shipped (test/bench/README.md).
import { ensureInstalled } from './ensure-installed.mjs'
import { main, runNode } from './lib/run.mjs'

ensureInstalled()

await main(async () => {
  const args = ['--max-old-space-size=6144', '--import', 'tsx', 'test/bench/simulate/main.ts', ...process.argv.slice(2)]
  const { code } = await runNode(args[0], args.slice(1), { show: true })
  process.exitCode = code
})
