// Makes sure that node_modules holds what package-lock.json names. Node built-ins only: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { inRoot, root } from './lib/root.mjs'

export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  // 20.15 is the first with `crc32`.
  if (major < 20 || (major === 20 && minor < 15)) {
    console.error(`Node.js 20.15 or newer is needed; this is ${process.versions.node}.`)
    process.exit(1)
  }
  ensureFolder(root, 'Installing packages (npm ci; about a minute, once) …', ['--include=dev'])
}

/** What the bench compares with has a folder and a lockfile of its own, so that it weighs on nobody who builds the app. */
export function ensureBenchInstalled() {
  ensureFolder(inRoot('test/bench'), 'Installing what the bench compares with (npm ci, once) …', [])
}

function ensureFolder(folder, saying, more) {
  const marker = path.join(folder, 'node_modules/.installed-lockfile')
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return
  if (!installedByHand(folder)) {
    console.log(saying)
    const windows = process.platform === 'win32'
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...more]
    const result = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: folder, stdio: 'inherit', shell: windows })
    if (result.status !== 0) {
      console.error('npm ci failed. Its message is above; the log that it names has the whole story.')
      process.exit(1)
    }
  }
  writeFileSync(marker, wanted)
}

/** npm keeps its own account of node_modules; where it agrees with the lockfile somebody has installed already. */
function installedByHand(folder) {
  const account = path.join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(account)) return false
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages
  const installed = read(account)
  return Object.entries(read(path.join(folder, 'package-lock.json'))).every(
    ([place, entry]) => place === '' || entry.optional || entry.peer || installed[place]?.version === entry.version,
  )
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) ensureInstalled()
