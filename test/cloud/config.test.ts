import { ConfigError, envToConfig, readEnv } from '#cloud/config'

const config = (source: Record<string, string>) => envToConfig(readEnv(source))
const sentence = (source: Record<string, string>): string => {
  try {
    config(source)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')

test('nothing set is a demonstration in a folder, on port 8080', () => {
  expect(config({})).toMatchObject({
    port: 8080,
    mode: 'demo',
    database: { engine: 'pglite', folder: '.data' },
    logLevel: 'info',
  })
})

test('a server’s database means the real thing, unless a demonstration is asked for', () => {
  expect(config({ DATABASE_URL })).toMatchObject({ mode: 'real', database: { engine: 'postgres', url: DATABASE_URL } })
  expect(config({ DATABASE_URL, QIAOMEN_MODE: 'demo' }).mode).toBe('demo')
})

test('browsers are bound to TLS only where somebody says that there is any', () => {
  expect(config({}).behindTls).toBe(false)
  expect(config({ BEHIND_TLS: 'yes' }).behindTls).toBe(true)
})

test('an empty variable is an unset one', () => {
  expect(config({ PORT: '', DATABASE_URL: ' ', QIAOMEN_MODE: '' })).toEqual(config({}))
})

test.each([
  [{ PORT: '80a' }, 'PORT is "80a", but it must be a whole number from 0 (any free port) to 65535.'],
  [{ PORT: '65536' }, 'PORT is "65536", but it must be a whole number from 0 (any free port) to 65535.'],
  [{ QIAOMEN_MODE: 'production' }, 'QIAOMEN_MODE is "production", but it must be one of: demo, real.'],
  [{ BEHIND_TLS: '1' }, 'BEHIND_TLS is "1", but it must be one of: yes, no.'],
  [{ FIELD_CIPHER: 'des' }, 'FIELD_CIPHER is "des", but it must be one of: aes-256-gcm, sm4-gcm.'],
  [
    { FIELD_KEYS: `k1:${key(1)},k1:${key(2)}`, INDEX_KEY: key(3) },
    'FIELD_KEYS names k1 twice: give each key an id of its own.',
  ],
  [
    { LOG_LEVEL: 'loud' },
    'LOG_LEVEL is "loud", but it must be one of: fatal, error, warn, info, debug, trace, silent.',
  ],
])('%j stops the start with a sentence that names it', (source, expected) => {
  expect(sentence(source as Record<string, string>)).toBe(expected)
})

test('the sentence about a database’s address does not tell its password', () => {
  const told = sentence({ DATABASE_URL: 'mysql://root:secret@db/x' })
  expect(told).toContain('mysql://root:…@db/x')
  expect(told).not.toContain('secret')
})

const bucket = {
  PHOTO_STORE: 's3',
  S3_ENDPOINT: 'https://cos.example.com',
  S3_BUCKET: 'photos',
  S3_REGION: 'ap-shanghai',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
}
const DATABASE_URL = 'postgres://u:p@h/d'

test('photos lie beside the data where that is a folder, in a folder or a bucket where one is named, else nowhere', () => {
  expect(config({ DATA_DIR: 'data' }).photos).toEqual({ kind: 'folder', folder: 'data/photos' })
  expect(config({ DATA_DIR: 'data', PHOTO_DIR: 'pictures' }).photos).toEqual({ kind: 'folder', folder: 'pictures' })
  expect(config({ DATABASE_URL, PHOTO_DIR: 'pictures' }).photos).toEqual({ kind: 'folder', folder: 'pictures' })
  expect(config({ DATABASE_URL }).photos).toBeNull()
  expect(config({ DATABASE_URL, ...bucket }).photos).toMatchObject({ kind: 's3', bucket: 'photos' })
})

test.each([
  [
    { ...bucket, S3_REGION: '' },
    'PHOTO_STORE is "s3", but S3_REGION is unset: it needs S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY.',
  ],
  [
    { ...bucket, PHOTO_STORE: '' },
    'S3_ENDPOINT is set, but PHOTO_STORE is not "s3": set PHOTO_STORE=s3, or unset S3_ENDPOINT.',
  ],
  [
    { ...bucket, S3_ENDPOINT: 'https://x.example; img-src *' },
    'S3_ENDPOINT is "https://x.example; img-src *", but it must be https://host without a path.',
  ],
  [{ PHOTO_STORE: 'ftp' }, 'PHOTO_STORE is "ftp", but it must be one of: folder, s3.'],
  [
    { DATABASE_URL, PHOTO_STORE: 'folder' },
    'PHOTO_STORE is "folder", but with DATABASE_URL there is no data folder: set PHOTO_DIR.',
  ],
])('photos: %j stops the start with a sentence that names it', (source, expected) => {
  expect(sentence(source as Record<string, string>)).toBe(expected)
})

test('subscribe messages have no templates until they are named, and a mistake in them stops the start', () => {
  expect(config({}).templates).toEqual({})
  const id = 'a_template-id-of-WeChat-0123456789'
  expect(config({ SUBSCRIBE_TEMPLATES: JSON.stringify({ dispatched: id }) }).templates.dispatched?.id).toBe(id)
  expect(sentence({ SUBSCRIBE_TEMPLATES: '{"dispatch":"x"}' })).toBe(
    'SUBSCRIBE_TEMPLATES must be JSON like {"dispatched":"<template id>"}; src/cloud/notices/README.md lists the kinds.',
  )
})

test('a key for backups or a token for metrics that could be guessed stops the start, and the sentence does not tell it', () => {
  expect(config({})).not.toHaveProperty('backupKey')
  expect(config({ BACKUP_KEY: '一口气敲开两千扇门，不漏一户人家' }).backupKey).toBe('一口气敲开两千扇门，不漏一户人家')
  for (const name of ['BACKUP_KEY', 'METRICS_TOKEN']) {
    expect(sentence({ [name]: 'secret' })).toMatch(new RegExp(`^${name} .*16 characters`))
    expect(sentence({ [name]: 'secret' })).not.toContain('secret')
  }
})
