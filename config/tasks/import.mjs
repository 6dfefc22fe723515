// npm run import -- <arguments>: reads a ledger, a roster or alerts into the server's database.
import { ensureInstalled } from './ensure-installed.mjs'
import { inRoot } from './lib/root.mjs'
import { main, runNode } from './lib/run.mjs'

ensureInstalled()
const { buildHost } = await import('./build-host.mjs')
const { serverEnvironment } = await import('./lib/server-environment.mjs')

await main(async () => {
  await buildHost('import-command')
  const command = inRoot('dist/host/import-command.cjs')
  const { code } = await runNode('--enable-source-maps', [command, ...process.argv.slice(2)], {
    env: serverEnvironment(),
    show: true,
  })
  process.exitCode = code
})
