import { ensureInstalled } from '../ensure-installed.mjs'
import { inRoot } from './root.mjs'
import { main, runNode } from './run.mjs'

/** Bundles a command that works on the server's data and runs it with what was typed; its exit code is this process's. */
export async function hostCommand(name) {
  ensureInstalled()
  const { buildHost } = await import('../build-host.mjs')
  const { serverEnvironment } = await import('./server-environment.mjs')
  await main(async () => {
    await buildHost(name)
    const command = inRoot('dist/host', `${name}.cjs`)
    const { code } = await runNode('--enable-source-maps', [command, ...process.argv.slice(2)], {
      env: serverEnvironment(),
      show: true,
    })
    process.exitCode = code
  })
}
