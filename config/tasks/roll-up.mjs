// npm run roll-up: counts every unit’s figures anew from its records.
import { ensureInstalled } from './ensure-installed.mjs'
import { inRoot } from './lib/root.mjs'
import { main, runNode } from './lib/run.mjs'

ensureInstalled()
const { buildHost } = await import('./build-host.mjs')
const { serverEnvironment } = await import('./lib/server-environment.mjs')

await main(async () => {
  await buildHost('roll-up-command')
  const command = inRoot('dist/host/roll-up-command.cjs')
  const { code } = await runNode('--enable-source-maps', [command, ...process.argv.slice(2)], {
    env: serverEnvironment(),
    show: true,
  })
  process.exitCode = code
})
