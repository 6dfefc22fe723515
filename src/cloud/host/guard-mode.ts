import { ConfigError } from '#cloud/config'
import type { Context } from '#cloud/context'

/** A real server, or a function of the cloud, without keys. */
export class NoKeys extends ConfigError {}

/**
 * What a server may not begin with, and no function of the cloud. Demonstration sign-in asks for no proof of who one is, so it never runs on a database that holds
 * a real unit; and a real server without keys could keep nothing that is said of residents, which is better said now than at the
 * first alert.
 */
export async function guardMode({ config, db }: Pick<Context, 'config' | 'db'>, hasKeys: boolean): Promise<void> {
  if (config.mode === 'real') {
    if (hasKeys) return
    throw new NoKeys(
      'FIELD_KEYS and INDEX_KEY are unset, but a real server seals what is said of residents: set FIELD_KEYS=k1:<key> and INDEX_KEY=<key>, each from: openssl rand -base64 32',
    )
  }
  const real = await db.selectFrom('unit').select('name').where('demo', '=', false).limit(1).executeTakeFirst()
  if (real === undefined) return
  throw new ConfigError(
    `QIAOMEN_MODE is "demo", but the database holds "${real.name}", which is no demonstration unit: set it to "real", or use another database.`,
  )
}
