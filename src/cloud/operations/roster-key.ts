import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Context } from '#cloud/context'

/**
 * The key of the hash by which a roster knows a person again. Given by `ROSTER_KEY` (at least 16 characters); where the data is a
 * folder it is made there once, readable by its owner alone. Undefined: a server's database without a key, so that no two
 * instances ever make up two keys for the same people.
 */
export function rosterKey({ config, random }: Pick<Context, 'config' | 'random'>): Uint8Array | undefined {
  if (config.rosterKey !== undefined) return new TextEncoder().encode(config.rosterKey)
  if (config.database.engine !== 'pglite') return undefined
  const file = path.join(config.database.folder, 'keys', 'roster.key')
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, Buffer.from(random.bytes(32)).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length < 32) throw new Error(`${file} holds no key of 32 bytes`)
  return key
}
