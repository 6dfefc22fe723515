// npm start: from a fresh clone to a running server. The server prints its address itself, as the last line.
import { ensureInstalled } from './ensure-installed.mjs'
import { inRoot } from './lib/root.mjs'
import { main, runNode, step } from './lib/run.mjs'

ensureInstalled()
const { buildTaro } = await import('./build-taro.mjs')
const { buildHost } = await import('./build-host.mjs')
const { serverEnvironment } = await import('./lib/server-environment.mjs')

await main(async () => {
  await step('web app', () => buildTaro('h5'))
  await step('server', () => buildHost('main'))
  const server = inRoot('dist/host/main.cjs')
  const { code, signal } = await runNode('--enable-source-maps', [server, ...process.argv.slice(2)], {
    env: serverEnvironment(),
    show: true,
  })
  process.exitCode = signal ? 0 : code
})
