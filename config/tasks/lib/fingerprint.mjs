import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot, root } from './root.mjs'

function* filesUnder(file, skip) {
  if (skip.some((name) => file === inRoot(name))) return
  if (!existsSync(file)) return
  if (!statSync(file).isDirectory()) {
    yield file
    return
  }
  for (const entry of readdirSync(file).sort()) yield* filesUnder(path.join(file, entry), skip)
}

/** A hash of file names and contents: times mean nothing after a clone. */
export function fingerprint(inputs, { skip = [], salt = '' } = {}) {
  const hash = createHash('sha256').update(salt)
  for (const input of inputs) {
    for (const file of filesUnder(inRoot(input), skip)) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

// Beside the outputs, not in them: Taro empties its folder.
const stamp = (name) => inRoot('dist/.fingerprints', name)

export const isFresh = (name, value) => existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === value

export function forget(name) {
  rmSync(stamp(name), { force: true })
}

export function remember(name, value) {
  mkdirSync(path.dirname(stamp(name)), { recursive: true })
  writeFileSync(stamp(name), value)
}
