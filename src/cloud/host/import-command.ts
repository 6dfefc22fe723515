import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { ConfigError, envToConfig, readEnv } from '#cloud/config'
import { migrate } from '#cloud/db/migrate'
import { systemContext, systemLog } from '#cloud/system'
import { withKeysOfNow } from '#cloud/vault/stale-vault'
import { UsageError } from './command-arguments'
import { type ImportArguments, readArguments, usage } from './import-arguments'
import { type FileReport, importFiles } from './import-files'
import { ledgerTitle, reportText } from './import-report'
import { openStopped } from './open-stopped'

/** Exit code 0: the good rows are in (or would be); bad rows are reported. 1: nothing was written. */
async function run(argv: readonly string[]): Promise<number> {
  const request = fromHere(readArguments(argv))
  const config = envToConfig(readEnv())
  const log = systemLog(config)
  const database = await openStopped(config, '导入', (error) => log.warn({ err: error }, 'idle connection lost'))
  try {
    await migrate(database.kysely)
    const context = systemContext(config, database, log)
    // One transaction: it has written nothing when keys were rotated in between.
    const outcome = await withKeysOfNow(context, () => importFiles(context, request))
    if (outcome.kind === 'refused') {
      const { title, detail } = outcome.problem
      console.error(`${outcome.fileName} 没有导入：${title}。${detail ?? ''}`)
      return 1
    }
    const where = `${outcome.unitName}（${request.unit}）`
    if (outcome.created) {
      const kind = config.mode === 'demo' ? '演示单位，正式使用请设 QIAOMEN_MODE=real' : '新单位'
      console.log(`${request.dryRun ? '将新建' : '新建'} ${where}，${kind}\n`)
    }
    for (const report of outcome.reports) console.log(`${reportText(report)}\n`)
    if (request.rejects !== null) writeRejectFiles(request.rejects, outcome.reports)
    const added = outcome.reports.some(({ answer }) => answer.added > 0)
    if (request.station !== null) console.log(`${where}${request.dryRun ? '将' : ''}由 ${request.station} 负责。\n`)
    const done = added ? `已导入 ${where}。` : `没有新增，${where}的数据没有改动。`
    if (request.dryRun) console.log('试运行结束，没有写入任何内容。')
    else if (outcome.reports.length > 0) console.log(done)
    return 0
  } finally {
    await database.close()
  }
}

/** Files are named from where the person stands, not from where npm runs the script. */
function fromHere(request: ImportArguments): ImportArguments {
  const here = process.env.INIT_CWD ?? process.cwd()
  const resolve = (file: string | null) => (file === null ? null : path.resolve(here, file))
  return {
    ...request,
    houses: resolve(request.houses),
    roster: resolve(request.roster),
    alerts: resolve(request.alerts),
    rejects: resolve(request.rejects),
  }
}

function writeRejectFiles(target: string, reports: readonly FileReport[]): void {
  const rejected = reports.filter(({ answer }) => answer.rejects !== null)
  for (const { file, answer } of rejected) {
    // One name for all would lose the first.
    const name =
      rejected.length > 1 && file.ledger !== 'houses'
        ? target.replace(/(\.xlsx)?$/i, `-${ledgerTitle(file.ledger)}.xlsx`)
        : target
    writeFileSync(name, Buffer.from(answer.rejects ?? '', 'base64'))
    console.log(`不能导入的行已写入 ${name}\n`)
  }
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`)
    else console.error(error instanceof ConfigError ? error.message : error)
    process.exitCode = 1
  },
)
