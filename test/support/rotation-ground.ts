import { type Kysely, sql } from 'kysely'
import { envToConfig, readEnv } from '#cloud/config'
import type { Tables } from '#cloud/db/tables'
import { masterKeys } from '#cloud/vault/keys'
import type { Sealed } from '#cloud/vault/sealed'
import { changeSealed, sealedKey, sealedTables } from '#cloud/vault/sealed-columns'
import { createVault } from '#cloud/vault/unit-vault'
import type { UnitId } from '#domain/ids'
import { type TestContext, testKeys } from './field-fixture'

const KEYS: Readonly<Record<string, string>> = {
  k1: testKeys.FIELD_KEYS,
  k2: wrapping('k2', 11),
  k3: wrapping('k3', 13),
}
function wrapping(id: string, byte: number): string {
  return `${id}:${Buffer.alloc(32, byte).toString('base64')}`
}

/** The variables of a server with these wrapping keys, the first one first. */
export function keysNamed(...ids: readonly ('k1' | 'k2' | 'k3')[]) {
  return { FIELD_KEYS: ids.map((id) => KEYS[id]).join(','), INDEX_KEY: testKeys.INDEX_KEY }
}

/** Another process on the same database, with a memory and keys of its own. */
export function anotherServer(context: TestContext, env: Readonly<Record<string, string>>) {
  const config = { ...envToConfig(readEnv(env)), mode: context.config.mode }
  const keys = masterKeys(config, context.random)
  if (keys === null) throw new Error('no keys')
  const { clock, random } = context
  const server: TestContext = {
    ...context,
    config,
    vault: createVault(keys, { clock, random, cipher: config.fieldCipher }),
  }
  return { context: server, keys }
}

/** Everything sealed that the database has of a unit. */
async function sealedOf(db: Kysely<Tables>, unit: UnitId) {
  const found: { readonly where: string; readonly place: string; readonly sealed: Sealed }[] = []
  for (const table of sealedTables) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where unit_id = ${unit}`.execute(db)
    for (const row of rows)
      changeSealed(table, row, (sealed, place) => {
        found.push({ where: `${table} ${row[sealedKey(table)]}`, place, sealed })
        return sealed
      })
  }
  return found
}

/** What opens of it, by where it lies; throws where anything does not. */
export async function openedBy({ db, vault }: TestContext, unit: UnitId): Promise<ReadonlyMap<string, unknown>> {
  vault.forget(unit)
  const opened = await vault.open(db, unit)
  const all = await sealedOf(db, unit)
  return new Map(
    all.map(({ where, place, sealed }) => [`${where} ${place} ${sealed.$sealed}`, opened?.unseal(place, sealed)]),
  )
}

/** Which data keys, and which ciphers, its boxes are closed by. */
export async function closedBy(db: Kysely<Tables>, unit: UnitId): Promise<readonly string[]> {
  const all = await sealedOf(db, unit)
  const ways = all.flatMap(({ sealed: { key, box } }) => (box === null ? [] : [`${key} ${box.split('.')[0]}`]))
  return [...new Set(ways)].sort()
}
