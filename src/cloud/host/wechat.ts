import { randomBytes } from 'node:crypto'
import { ConfigError, envToConfig, readEnv } from '#cloud/config'
import type { Context } from '#cloud/context'
import { databaseOn } from '#cloud/db/database'
import { servingLimits } from '#cloud/db/limits'
import { migrateServer } from '#cloud/db/migrate-server'
import { openPostgres } from '#cloud/db/open-postgres'
import { guarded, newRequestId } from '#cloud/handlers/guarded'
import { bodyWithToken, type Handler, refusal } from '#cloud/handlers/handler'
import { troubleOf } from '#cloud/handlers/trouble-of'
import type { Messenger } from '#cloud/notices/messenger'
import { systemContext, systemLog } from '#cloud/system'
import { masterKeys } from '#cloud/vault/keys'
import { problem } from '#contract/problem'
import { guardMode, NoKeys } from './guard-mode'
import { runtimeOpenid } from './runtime-openid'

/**
 * What WeChat's runtime calls: the body of `callFunction` is the event, who calls is the runtime's own word. A timer's trigger calls
 * with an event of its own, and nobody is behind it. `messenger`: of the one function that sends, for it brings WeChat's SDK with it.
 */
export function onWechat(
  name: string,
  handler: Handler,
  messenger: Messenger | null = null,
): (event: Record<string, unknown>) => Promise<object> {
  return async (event) => {
    const requestId = newRequestId(randomBytes(6))
    try {
      const { token, userInfo: _, ...body } = event
      const call = {
        context: await contextOfInstance(messenger),
        body,
        token: typeof token === 'string' ? token : null,
        openid: runtimeOpenid(process.env),
        from: null,
      }
      return bodyWithToken(await guarded(handler, call, name, requestId))
    } catch (error) {
      // The context's own log may be what could not be made. What is wrong with the configuration is said in a sentence that holds no data.
      const log = systemLog({ logLevel: 'error' })
      if (error instanceof ConfigError) log.error({ function: name, requestId }, error.message)
      else log.error({ err: error, function: name, requestId }, 'call failed')
      return refusal(problem(codeOf(error), `编号 ${requestId}`)).body
    }
  }
}

function codeOf(error: unknown) {
  if (error instanceof NoKeys) return 5032
  return troubleOf(error)
}

let opened: Promise<Context> | undefined

/** One database a warm instance, opened at its first call; a failure is forgotten, so that the next call tries again. */
function contextOfInstance(messenger: Messenger | null): Promise<Context> {
  opened ??= openContext(messenger).catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

async function openContext(messenger: Messenger | null): Promise<Context> {
  const config = envToConfig(readEnv())
  if (config.database.engine !== 'postgres') {
    throw new ConfigError(
      'DATABASE_URL is unset, but a cloud function needs postgres://user:password@host:port/database.',
    )
  }
  const log = systemLog(config)
  const { url } = config.database
  const onLost = (error: Error) => log.warn({ err: error }, 'idle connection lost')
  await migrateServer(url, onLost)
  const database = databaseOn(openPostgres(url, onLost, servingLimits), 'postgres')
  try {
    const context = systemContext(config, database, log, messenger)
    await guardMode(context, masterKeys(config, context.random) !== null)
    return context
  } catch (error) {
    await database.close()
    throw error
  }
}
