import path from 'node:path'
import { type LimitConfig, readLimits, usualLimits } from './limits/limit-config'
import { readProxies } from './limits/trusted-proxies'
import { readTemplates, type Templates } from './notices/templates'
import { type CipherId, cipherIds } from './vault/cipher'

export type Mode = 'demo' | 'real'

/** Where the data is: PGlite in a folder, or a PostgreSQL server. */
export type DatabaseConfig =
  | { readonly engine: 'pglite'; readonly folder: string }
  | { readonly engine: 'postgres'; readonly url: string }

/** Where photos lie: a folder of this server's, or a bucket of storage that speaks S3. */
export type PhotoConfig =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 's3'
      readonly endpoint: string
      readonly bucket: string
      readonly region: string
      readonly accessKeyId: string
      readonly secretAccessKey: string
    }

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface Config {
  readonly port: number
  readonly mode: Mode
  readonly database: DatabaseConfig
  /** The web app's files; nothing is served where the folder is missing. */
  readonly webRoot: string
  readonly logLevel: LogLevel
  /** Keys the hash by which a roster knows a person again; undefined: made and kept in the data folder, where there is one. */
  readonly rosterKey?: string
  /** Wrap the units' data keys, the first one new ones; undefined: made and kept in the data folder, where there is one. */
  readonly fieldKeys?: readonly { readonly id: string; readonly key: Uint8Array }[]
  /** Of data keys that are made from now on. */
  readonly fieldCipher: CipherId
  /** Keys the blind indexes. It may never change. */
  readonly indexKey?: Uint8Array
  /** Null: this server keeps no photos. */
  readonly photos: PhotoConfig | null
  /** Seals backups: 32 bytes as base64, or a passphrase; undefined: none is made. */
  readonly backupKey?: string
  /** Opens `/metrics` to whoever says it; undefined: there is no such page. */
  readonly metricsToken?: string
  /** A proxy in front speaks TLS: browsers are told never to come without it again. */
  readonly behindTls: boolean
  /** Addresses and nets of proxies that are believed when they say who called. */
  readonly proxies: readonly string[]
  /** How often somebody may call in a minute. */
  readonly limits: LimitConfig
  /** Of subscribe messages, by what is told; what has none is told by the app alone. */
  readonly templates: Templates
}

/** The raw words of the environment, read in this one place. */
export interface Env {
  readonly PORT: string | undefined
  readonly DATA_DIR: string | undefined
  readonly DATABASE_URL: string | undefined
  readonly QIAOMEN_MODE: string | undefined
  readonly WEB_ROOT: string | undefined
  readonly LOG_LEVEL: string | undefined
  readonly ROSTER_KEY: string | undefined
  readonly FIELD_KEYS: string | undefined
  readonly INDEX_KEY: string | undefined
  readonly FIELD_CIPHER: string | undefined
  readonly PHOTO_STORE: string | undefined
  readonly PHOTO_DIR: string | undefined
  readonly S3_ENDPOINT: string | undefined
  readonly S3_BUCKET: string | undefined
  readonly S3_REGION: string | undefined
  readonly S3_ACCESS_KEY_ID: string | undefined
  readonly S3_SECRET_ACCESS_KEY: string | undefined
  readonly BEHIND_TLS: string | undefined
  readonly TRUSTED_PROXIES: string | undefined
  readonly RATE_LIMITS: string | undefined
  readonly SUBSCRIBE_TEMPLATES: string | undefined
  readonly BACKUP_KEY: string | undefined
  readonly METRICS_TOKEN: string | undefined
}

/** A mistake of whoever starts the server: its message is one sentence for that person, shown without a stack. */
export class ConfigError extends Error {}

export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  // An empty variable is one that nobody set: compose files and panels write them so.
  const read = (name: string) => source[name]?.trim() || undefined
  return {
    PORT: read('PORT'),
    DATA_DIR: read('DATA_DIR'),
    DATABASE_URL: read('DATABASE_URL'),
    QIAOMEN_MODE: read('QIAOMEN_MODE'),
    WEB_ROOT: read('WEB_ROOT'),
    LOG_LEVEL: read('LOG_LEVEL'),
    ROSTER_KEY: read('ROSTER_KEY'),
    FIELD_KEYS: read('FIELD_KEYS'),
    INDEX_KEY: read('INDEX_KEY'),
    FIELD_CIPHER: read('FIELD_CIPHER'),
    PHOTO_STORE: read('PHOTO_STORE'),
    PHOTO_DIR: read('PHOTO_DIR'),
    S3_ENDPOINT: read('S3_ENDPOINT'),
    S3_BUCKET: read('S3_BUCKET'),
    S3_REGION: read('S3_REGION'),
    S3_ACCESS_KEY_ID: read('S3_ACCESS_KEY_ID'),
    S3_SECRET_ACCESS_KEY: read('S3_SECRET_ACCESS_KEY'),
    BEHIND_TLS: read('BEHIND_TLS'),
    TRUSTED_PROXIES: read('TRUSTED_PROXIES'),
    RATE_LIMITS: read('RATE_LIMITS'),
    SUBSCRIBE_TEMPLATES: read('SUBSCRIBE_TEMPLATES'),
    BACKUP_KEY: read('BACKUP_KEY'),
    METRICS_TOKEN: read('METRICS_TOKEN'),
  }
}

export function envToConfig(env: Env): Config {
  const behindTls = oneOf('BEHIND_TLS', env.BEHIND_TLS ?? 'no', ['yes', 'no']) === 'yes'
  return {
    port: portOf(env.PORT ?? '8080'),
    mode: oneOf('QIAOMEN_MODE', env.QIAOMEN_MODE ?? (env.DATABASE_URL === undefined ? 'demo' : 'real'), [
      'demo',
      'real',
    ]),
    database: databaseOf(env),
    webRoot: env.WEB_ROOT ?? 'dist/h5',
    logLevel: oneOf('LOG_LEVEL', env.LOG_LEVEL ?? 'info', logLevels),
    ...(env.ROSTER_KEY === undefined ? {} : { rosterKey: rosterKeyOf(env.ROSTER_KEY) }),
    ...fieldKeysOf(env),
    fieldCipher: oneOf('FIELD_CIPHER', env.FIELD_CIPHER ?? 'aes-256-gcm', cipherIds),
    ...(env.METRICS_TOKEN === undefined ? {} : { metricsToken: metricsTokenOf(env.METRICS_TOKEN) }),
    ...(env.BACKUP_KEY === undefined ? {} : { backupKey: backupKeyOf(env.BACKUP_KEY) }),
    photos: photosOf(env),
    behindTls,
    proxies: proxiesOf(env, behindTls),
    limits: limitsOf(env),
    templates: templatesOf(env),
  }
}

/** Both or neither: a sealed value without an index is never found again. */
function fieldKeysOf({ FIELD_KEYS, INDEX_KEY }: Env): Pick<Config, 'fieldKeys' | 'indexKey'> {
  if (FIELD_KEYS === undefined && INDEX_KEY === undefined) return {}
  if (FIELD_KEYS === undefined || INDEX_KEY === undefined)
    throw new ConfigError('FIELD_KEYS and INDEX_KEY belong together: set both, or neither.')
  const fieldKeys = FIELD_KEYS.split(',').map((part) => {
    const [id = '', text = ''] = part.trim().split(':', 2)
    if (!/^[a-z0-9]{1,16}$/.test(id))
      throw new ConfigError('FIELD_KEYS must read like "k2:<base64>,k1:<base64>", newest first.')
    return { id, key: keyOf('FIELD_KEYS', text) }
  })
  const twice = fieldKeys.find(({ id }, index) => fieldKeys.findIndex((other) => other.id === id) !== index)
  if (twice !== undefined) throw new ConfigError(`FIELD_KEYS names ${twice.id} twice: give each key an id of its own.`)
  return { fieldKeys, indexKey: keyOf('INDEX_KEY', INDEX_KEY) }
}

const s3Names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const

function photosOf(env: Env): PhotoConfig | null {
  const store = env.PHOTO_STORE === undefined ? undefined : oneOf('PHOTO_STORE', env.PHOTO_STORE, ['folder', 's3'])
  if (store === 's3') return s3Of(env)
  const forgotten = s3Names.find((name) => env[name] !== undefined)
  if (forgotten !== undefined)
    throw new ConfigError(
      `${forgotten} is set, but PHOTO_STORE is not "s3": set PHOTO_STORE=s3, or unset ${forgotten}.`,
    )
  if (env.PHOTO_DIR !== undefined) return { kind: 'folder', folder: env.PHOTO_DIR }
  const database = databaseOf(env)
  if (database.engine === 'pglite') return { kind: 'folder', folder: path.join(database.folder, 'photos') }
  if (store === undefined) return null
  throw new ConfigError('PHOTO_STORE is "folder", but with DATABASE_URL there is no data folder: set PHOTO_DIR.')
}

function s3Of(env: Env): PhotoConfig {
  const must = (name: (typeof s3Names)[number]) => {
    const value = env[name]
    if (value !== undefined) return value
    throw new ConfigError(`PHOTO_STORE is "s3", but ${name} is unset: it needs ${s3Names.join(', ')}.`)
  }
  const endpoint = must('S3_ENDPOINT')
  // Of the origin alone: it goes into the pages' security policy as it is.
  if (!/^https?:\/\/[a-z0-9.-]+(:\d+)?\/?$/i.test(endpoint))
    throw new ConfigError(`S3_ENDPOINT is "${withoutPassword(endpoint)}", but it must be https://host without a path.`)
  return {
    kind: 's3',
    endpoint,
    bucket: must('S3_BUCKET'),
    region: must('S3_REGION'),
    accessKeyId: must('S3_ACCESS_KEY_ID'),
    secretAccessKey: must('S3_SECRET_ACCESS_KEY'),
  }
}

function templatesOf({ SUBSCRIBE_TEMPLATES }: Env): Templates {
  const templates = readTemplates(SUBSCRIBE_TEMPLATES ?? '{}')
  if (templates !== undefined) return templates
  throw new ConfigError(
    'SUBSCRIBE_TEMPLATES must be JSON like {"dispatched":"<template id>"}; src/cloud/notices/README.md lists the kinds.',
  )
}

/** Without TLS in front nobody said that there is a proxy, and then everybody may call himself whatever he likes. */
function proxiesOf({ TRUSTED_PROXIES }: Env, behindTls: boolean): readonly string[] {
  if (TRUSTED_PROXIES === 'none') return []
  const proxies = readProxies(TRUSTED_PROXIES ?? 'near')
  if (proxies === undefined)
    throw new ConfigError(
      'TRUSTED_PROXIES must be "near", "none", or addresses and nets like "10.0.0.5,192.168.7.0/24".',
    )
  return behindTls || TRUSTED_PROXIES !== undefined ? proxies : []
}

function limitsOf({ RATE_LIMITS }: Env): LimitConfig {
  const limits = RATE_LIMITS === undefined ? usualLimits : readLimits(RATE_LIMITS)
  if (limits !== undefined) return limits
  throw new ConfigError(
    'RATE_LIMITS must be "off", or calls a minute like "address=12000,device=off"; it knows address, person, device, sign-in, code.',
  )
}

function keyOf(name: string, text: string): Uint8Array {
  const key = Buffer.from(text, 'base64')
  if (key.length === 32) return key
  throw new ConfigError(`${name} must hold 32 bytes as base64, e.g. from: openssl rand -base64 32`)
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new ConfigError(`PORT is "${text}", but it must be a whole number from 0 (any free port) to 65535.`)
}

function rosterKeyOf(text: string): string {
  if (text.length >= 16) return text
  throw new ConfigError(
    'ROSTER_KEY is too short: give at least 16 characters, and keep it, or nobody is recognised again.',
  )
}

function metricsTokenOf(text: string): string {
  if (/^\S{16,}$/.test(text)) return text
  throw new ConfigError('METRICS_TOKEN must be 16 characters or more without a space, e.g. from: openssl rand -hex 16')
}

function backupKeyOf(text: string): string {
  if (text.length >= 16) return text
  throw new ConfigError(
    'BACKUP_KEY is too short: give 32 bytes as base64 (openssl rand -base64 32), or a passphrase of at least 16 characters.',
  )
}

function databaseOf(env: Env): DatabaseConfig {
  if (env.DATABASE_URL === undefined) return { engine: 'pglite', folder: env.DATA_DIR ?? '.data' }
  if (/^postgres(ql)?:\/\/./.test(env.DATABASE_URL)) return { engine: 'postgres', url: env.DATABASE_URL }
  throw new ConfigError(
    `DATABASE_URL is "${withoutPassword(env.DATABASE_URL)}", but it must be postgres://user:password@host:port/database or unset.`,
  )
}

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ':…@')
}

function oneOf<Word extends string>(name: string, text: string, allowed: readonly Word[]): Word {
  const found = allowed.find((word) => word === text)
  if (found !== undefined) return found
  throw new ConfigError(`${name} is "${text}", but it must be one of: ${allowed.join(', ')}.`)
}
