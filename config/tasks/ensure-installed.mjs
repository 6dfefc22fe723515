// Makes sure that node_modules holds what package-lock.json names. Node built-ins only: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inRoot, root } from './lib/root.mjs'

const marker = inRoot('node_modules/.installed-lockfile')
const lockfile = inRoot('package-lock.json')
const lockHash = () => createHash('sha256').update(readFileSync(lockfile)).digest('hex')

export function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) {
    console.error(`Node.js 20 or newer is needed; this is ${process.versions.node}.`)
    process.exit(1)
  }
  const wanted = lockHash()
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return
  if (!installedByHand()) {
    console.log('Installing packages (npm ci; about a minute, once) …')
    const windows = process.platform === 'win32'
    const result = spawnSync(
      windows ? 'npm.cmd' : 'npm',
      ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'],
      {
        cwd: root,
        stdio: 'inherit',
        shell: windows,
      },
    )
    if (result.status !== 0) {
      console.error('npm ci failed. Its message is above; the log that it names has the whole story.')
      process.exit(1)
    }
  }
  writeFileSync(marker, wanted)
}

/** npm keeps its own account of node_modules; where it agrees with the lockfile somebody has installed already. */
function installedByHand() {
  const account = inRoot('node_modules/.package-lock.json')
  if (!existsSync(account)) return false
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages
  const installed = read(account)
  return Object.entries(read(lockfile)).every(
    ([place, entry]) => place === '' || entry.optional || entry.peer || installed[place]?.version === entry.version,
  )
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) ensureInstalled()
