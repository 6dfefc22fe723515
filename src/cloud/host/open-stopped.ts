import { type Config, ConfigError } from '#cloud/config'
import type { Database } from '#cloud/db/database'
import { openDatabase } from '#cloud/db/open-database'

/** A command's database. Two processes in one folder would ruin it, so the folder is locked: most likely by the running server. */
export async function openStopped(
  config: Config,
  what: string,
  onLostConnection: (error: Error) => void,
): Promise<Database> {
  try {
    return await openDatabase(config.database, onLostConnection)
  } catch (error) {
    if (!(error instanceof ConfigError) || config.database.engine !== 'pglite') throw error
    throw new ConfigError(
      `数据目录正在使用中，多半是服务（npm start）还在运行：请先停止它，再${what}。\n${error.message}`,
    )
  }
}
