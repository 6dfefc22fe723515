// Builds the app for one of its two ends, and only when something that it is made of has changed.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { constants, gzipSync } from 'node:zlib'
import { fingerprint, forget, isFresh, remember } from './lib/fingerprint.mjs'
import { withLock } from './lib/lock.mjs'
import { inRoot, tool } from './lib/root.mjs'
import { runNode, TaskError } from './lib/run.mjs'

const inputs = [
  'src',
  'types/build.d.ts',
  'config/index.ts',
  'config/babel.cjs',
  'config/aria-plugin.ts',
  'config/own-components.cjs',
  'package.json',
  'package-lock.json',
  'project.config.json',
]
const proof = { h5: 'dist/h5/index.html', weapp: 'dist/weapp/app.json' }

const currentFingerprint = () => {
  const { BUILD_VERSION = '', TARO_APP_TEMPLATES = '' } = process.env
  return fingerprint(inputs, { skip: ['src/cloud'], salt: `${BUILD_VERSION}${TARO_APP_TEMPLATES}` })
}

export async function buildTaro(target, { always = false } = {}) {
  return withLock(target, async () => {
    const wanted = currentFingerprint()
    if (!always && isFresh(target, wanted) && existsSync(inRoot(proof[target]))) return 'nothing changed'
    forget(target)
    const { code, output } = await runNode(tool('@tarojs/cli/bin/taro'), ['build', '--type', target, '--no-check'], {
      env: { NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    if (code !== 0 || !existsSync(inRoot(proof[target]))) throw new TaskError(readable(output))
    if (target === 'h5') packForBrowsers()
    remember(target, wanted)
  })
}

/** Beside each script and style, once and for all: a server need not pack it at each visit, and what went plain was three times as much. */
function packForBrowsers() {
  for (const folder of ['dist/h5/js', 'dist/h5/css'])
    for (const name of readdirSync(inRoot(folder)).filter((file) => /\.(js|css)$/.test(file))) {
      const file = path.join(inRoot(folder), name)
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }))
    }
}

/** Taro paints a progress bar with cursor movements; what is left when they go is the message. */
function readable(output) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  const plain = output.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
  const lines = plain.split('\n').filter((line) => line.trim() !== '' && !/█|^ (babel-loader|\w+Plugin)/.test(line))
  return lines.slice(-60).join('\n')
}
