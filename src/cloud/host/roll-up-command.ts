import { ConfigError, envToConfig, readEnv } from '#cloud/config'
import { migrate } from '#cloud/db/migrate'
import { countAnew } from '#cloud/operations/count-anew'
import { systemContext, systemLog } from '#cloud/system'
import { openStopped } from './open-stopped'

/** `npm run roll-up`: every unit's figures by channel from the records, once after an update from before there were any. */
async function run(): Promise<void> {
  const config = envToConfig(readEnv())
  const log = systemLog(config)
  const database = await openStopped(config, '重新汇总', (error) => log.warn({ err: error }, 'idle connection lost'))
  try {
    await migrate(database.kysely)
    const context = systemContext(config, database, log)
    const units = await context.db.selectFrom('unit').select(['unit_id', 'name']).orderBy('unit_id').execute()
    for (const { unit_id, name } of units) {
      const days = await countAnew(context, unit_id)
      if (days > 0) console.log(`${name}：${days} 天已重新汇总。`)
    }
  } finally {
    await database.close()
  }
}

run().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
})
