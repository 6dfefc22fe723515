import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  const folder = keyFolder(config.database.folder)
  if (keyFiles(folder).length === 0) madeOnce(path.join(folder, 'field.key'), random)
  return {
    wrapping: keyFiles(folder).map(({ id, file }) => ({ id, key: madeOnce(file, random) })),
    index: madeOnce(path.join(folder, 'index.key'), random),
  }
}

/** The keys that are there already; none is made. */
export function keysThere(config: Config): MasterKeys | null {
  const { database, fieldKeys } = config
  const made = () => {
    if (database.engine !== 'pglite') return false
    const folder = keyFolder(database.folder)
    return keyFiles(folder).length > 0 && existsSync(path.join(folder, 'index.key'))
  }
  return fieldKeys !== undefined || made() ? masterKeys(config, never) : null
}

/** Where the keys lie in the data folder, the next one, which wraps from then on; `undefined`: they come from the environment. */
export function makeNextKey(config: Config, random: Random): string | undefined {
  if (config.fieldKeys !== undefined || config.database.engine !== 'pglite') return undefined
  const folder = keyFolder(config.database.folder)
  const newest = Number(keyFiles(folder)[0]?.id.slice(1) ?? 0)
  const file = path.join(folder, `field-${newest + 1}.key`)
  madeOnce(file, random)
  return file
}

/** The file of a wrapping key in the data folder. */
export function keyFileOf({ database }: Config, id: string): string | undefined {
  if (database.engine !== 'pglite') return undefined
  return keyFiles(keyFolder(database.folder)).find((one) => one.id === id)?.file
}

function keyFolder(dataFolder: string): string {
  return path.join(dataFolder, 'keys')
}

/** `field.key` is k1, `field-2.key` k2, …; newest first. */
function keyFiles(folder: string): readonly { readonly id: string; readonly file: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const number = /^field(?:-([2-9]|[1-9]\d+))?\.key$/.exec(name)
      return number === null ? [] : [{ number: Number(number[1] ?? 1), file: path.join(folder, name) }]
    })
    .sort((a, b) => b.number - a.number)
    .map(({ number, file }) => ({ id: `k${number}`, file }))
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
