import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '#cloud/config'
import type { Random } from '#cloud/world'

/** Keys that the database never sees. */
export interface MasterKeys {
  /** The first one wraps; the others still unwrap what they wrapped. 32 bytes each. */
  readonly wrapping: readonly { readonly id: string; readonly key: Uint8Array }[]
  /** For blind indexes and digests: it never changes, or nobody is found again. */
  readonly index: Uint8Array
}

/**
 * From `FIELD_KEYS` (`k2:<base64>,k1:<base64>`) and `INDEX_KEY`. Where the data is a folder they are made there once, readable by
 * their owner alone. Null: a server's database without keys, so that no two instances ever make up two.
 */
export function masterKeys(config: Config, random: Random): MasterKeys | null {
  if (config.fieldKeys !== undefined && config.indexKey !== undefined)
    return { wrapping: config.fieldKeys, index: config.indexKey }
  if (config.database.engine !== 'pglite') return null
  const folder = path.join(config.database.folder, 'keys')
  return {
    wrapping: [{ id: 'k1', key: madeOnce(path.join(folder, 'field.key'), random) }],
    index: madeOnce(path.join(folder, 'index.key'), random),
  }
}

/** The keys that are there already; none is made. */
export function keysThere(config: Config): MasterKeys | null {
  const { database, fieldKeys } = config
  const made = (name: string) => database.engine === 'pglite' && existsSync(path.join(database.folder, 'keys', name))
  return fieldKeys !== undefined || (made('field.key') && made('index.key')) ? masterKeys(config, never) : null
}

const never: Random = {
  bytes() {
    throw new Error('A key was to be made where one was to be read')
  },
}

/** 32 bytes under that name, made at the first asking. */
function madeOnce(file: string, random: Random): Uint8Array {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, Buffer.from(random.bytes(32)).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new Error(`${file} holds no key of 32 bytes`)
  return key
}
