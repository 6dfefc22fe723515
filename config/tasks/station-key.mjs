// npm run station-key -- <station> "<system>" [--revoke]: a key by which another system enters a station's alerts.
import { ensureInstalled } from './ensure-installed.mjs'
import { inRoot } from './lib/root.mjs'
import { main, runNode } from './lib/run.mjs'

ensureInstalled()
const { buildHost } = await import('./build-host.mjs')
const { serverEnvironment } = await import('./lib/server-environment.mjs')

await main(async () => {
  await buildHost('station-key-command')
  const command = inRoot('dist/host/station-key-command.cjs')
  const { code } = await runNode('--enable-source-maps', [command, ...process.argv.slice(2)], {
    env: serverEnvironment(),
    show: true,
  })
  process.exitCode = code
})
