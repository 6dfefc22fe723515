import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Config, envToConfig, readEnv } from '#cloud/config'
import { keyFileOf, keysThere, makeNextKey, masterKeys } from '#cloud/vault/keys'
import { testKeys } from '../../support/field-fixture'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
let folder: string
let config: Config
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-keys-'))
  config = envToConfig(readEnv({ DATA_DIR: folder }))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const files = () => readdirSync(path.join(folder, 'keys')).sort()

test('in a data folder keys are made once, for their owner alone, and found again', () => {
  expect(keysThere(config)).toBeNull()
  const made = masterKeys(config, random)
  expect(made?.wrapping.map(({ id }) => id)).toEqual(['k1'])
  expect(files()).toEqual(['field.key', 'index.key'])
  for (const file of files()) expect(statSync(path.join(folder, 'keys', file)).mode & 0o777).toBe(0o600)
  expect(masterKeys(config, random)).toEqual(made)
  expect(keysThere(config)).toEqual(made)
})

test('the next key comes first, the one before still opens, and may go when it is not needed: it is not made anew', () => {
  const before = masterKeys(config, random)
  expect(makeNextKey(config, random)).toBe(path.join(folder, 'keys', 'field-2.key'))
  const both = masterKeys(config, random)
  expect(both?.wrapping.map(({ id }) => id)).toEqual(['k2', 'k1'])
  expect(both?.wrapping[1]).toEqual(before?.wrapping[0])
  expect(both?.index).toEqual(before?.index)
  rmSync(keyFileOf(config, 'k1') ?? '')
  expect(masterKeys(config, random)?.wrapping).toEqual([both?.wrapping[0]])
  expect(files()).toEqual(['field-2.key', 'index.key'])
  for (let count = 3; count <= 11; count += 1) makeNextKey(config, random)
  expect(masterKeys(config, random)?.wrapping[0]?.id).toBe('k11')
})

test('where the environment gives the keys no file is made', () => {
  const given = envToConfig(readEnv({ ...testKeys, DATA_DIR: folder }))
  expect(makeNextKey(given, random)).toBeUndefined()
  expect(masterKeys(given, random)?.wrapping.map(({ id }) => id)).toEqual(['k1'])
  expect(readdirSync(folder)).toEqual([])
})
