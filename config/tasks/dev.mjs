// usage: node config/tasks/dev.mjs h5|weapp
// h5: Taro rebuilds dist/h5 and esbuild the server on every change; the server serves both on one port.
// weapp: Taro rebuilds dist/weapp; open the project in WeChat's developer tools. The functions are built once.
import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureInstalled } from './ensure-installed.mjs'
import { forget } from './lib/fingerprint.mjs'
import { inRoot, root, tool } from './lib/root.mjs'
import { main, step, TaskError } from './lib/run.mjs'

ensureInstalled()
const esbuild = await import('esbuild')
const { buildCloud } = await import('./build-cloud.mjs')
const { hasHost, hostOptions } = await import('./build-host.mjs')
const { serverEnvironment } = await import('./lib/server-environment.mjs')

const children = new Set()

function start(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' })
  children.add(child)
  child.on('close', () => children.delete(child))
  return child
}

function watchTaro(target) {
  // What a watch build leaves behind is a development build: the next npm start must not take it for its own.
  forget(target)
  const taro = start([tool('@tarojs/cli/bin/taro'), 'build', '--type', target, '--watch', '--no-check'], {
    NODE_ENV: 'development',
  })
  taro.on('close', (code) => process.exit(code ?? 0))
}

async function watchServer() {
  if (!hasHost('main')) throw new TaskError('src/cloud/host/main.ts is missing: there is no server to run')
  let server
  const restart = {
    name: 'restart',
    setup(build) {
      build.onEnd(async ({ errors }) => {
        if (errors.length > 0) return
        if (server && server.exitCode === null && server.signalCode === null) {
          const closed = new Promise((resolve) => server.once('close', resolve))
          server.kill('SIGTERM')
          await closed
        }
        server = start(['--enable-source-maps', inRoot('dist/host/main.cjs')], {
          ...serverEnvironment(),
          NODE_ENV: 'development',
        })
      })
    },
  }
  const context = await esbuild.context({ ...hostOptions('main'), logLevel: 'warning', plugins: [restart] })
  await context.watch()
}

await main(async () => {
  const target = process.argv[2]
  if (target === 'weapp') {
    await step('cloud functions', buildCloud)
    watchTaro('weapp')
  } else if (target === 'h5') {
    // Gone first, so that its coming back tells of the watch build.
    rmSync(inRoot('dist/h5/index.html'), { force: true })
    watchTaro('h5')
    await step('first build of the web app', async () => {
      while (!existsSync(inRoot('dist/h5/index.html'))) await sleep(300)
    })
    await watchServer()
  } else throw new TaskError('usage: node config/tasks/dev.mjs h5|weapp')
})

// lib/run.mjs ends the process on a signal; these are the children it does not know.
process.on('exit', () => {
  for (const child of children) child.kill('SIGTERM')
})
