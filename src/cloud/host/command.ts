import { type Config, ConfigError, envToConfig, readEnv } from '#cloud/config'
import type { Database } from '#cloud/db/database'
import { hasCode, isDiskFull, isUnavailable } from '#cloud/db/errors'
import { systemLog } from '#cloud/system'
import { UsageError } from './command-arguments'
import { openStopped } from './open-stopped'

interface Given {
  readonly argv: readonly string[]
  readonly config: Config
  /** The data; asked for when it is needed, so that what was typed wrong is said before anything is opened or made. */
  open(): Promise<Database>
}

const NO_TABLE = '42P01'

/**
 * One command on the server's data, as it stands: nothing is migrated. `what` it is called where the data is in use; its work's answer is the exit
 * code. A mistake of whoever typed it is a sentence, not a stack.
 */
export function runCommand(usage: string, what: string, work: (given: Given) => Promise<number>): void {
  run(what, work).then(
    (code) => {
      process.exitCode = code
    },
    (error: unknown) => {
      if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`)
      else if (error instanceof ConfigError) console.error(error.message)
      else if (isDiskFull(error))
        console.error('磁盘已满：请腾出空间后再运行一次；没有留下半个文件，已有的数据不受影响。')
      else if (isUnavailable(error)) console.error('连不上 DATABASE_URL 指向的数据库：请先启动它，或改正地址。')
      else if (hasCode(error, [NO_TABLE])) console.error('数据库是空的：服务还没有用它启动过。')
      else console.error(error)
      process.exitCode = 1
    },
  )
}

async function run(what: string, work: (given: Given) => Promise<number>): Promise<number> {
  const config = envToConfig(readEnv())
  const log = systemLog(config)
  let opened: Database | undefined
  const open = async () => {
    opened ??= await openStopped(config, what, (error) => log.warn({ err: error }, 'idle connection lost'))
    return opened
  }
  try {
    return await work({ argv: process.argv.slice(2), config, open })
  } finally {
    await opened?.close()
  }
}
