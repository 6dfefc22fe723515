import { existsSync } from 'node:fs'
import { audit } from '#cloud/audit/audit'
import { verdictText } from '#cloud/audit/audit-words'
import { markOf } from '#cloud/audit/mark-of'
import { readBackup } from '#cloud/backup/backup-file'
import { BackupRefused } from '#cloud/backup/refused'
import { checkBackup, restoreBackup, whyNot } from '#cloud/backup/restore-backup'
import { keysThere } from '#cloud/vault/keys'
import { backupKey, photoFolder } from './backup-arguments'
import { runCommand } from './command'
import { fileArgument, UsageError, valuesOf } from './command-arguments'

const usage = `用法：npm run restore -- --from <备份文件>

把备份恢复到空的数据库（DATA_DIR 或 DATABASE_URL），再核对每个单位的日志链。需要制作备份时的 BACKUP_KEY，
以及原来的密钥：DATA_DIR/keys，或 FIELD_KEYS、INDEX_KEY（和 ROSTER_KEY）。备份不完整或被改动过，就什么也不写。`

runCommand(usage, '恢复', async ({ argv, config, open }) => {
  const { from } = valuesOf(argv, { from: { type: 'string' } })
  if (from === undefined) throw new UsageError('请用 --from 写明备份文件。')
  const file = fileArgument(from)
  if (!existsSync(file)) throw new UsageError(`没有 ${file} 这个文件。`)
  const secret = backupKey(config)
  // To its end first: what is not whole is refused before a database is even opened.
  const checked = await readBackup(file, secret, checkBackup)
  const { kysely } = await open()
  const target = { db: kysely, keys: keysThere(config), photos: photoFolder(config) }
  const refused = await whyNot(checked, target)
  if (refused !== undefined) throw new BackupRefused(refused)
  await readBackup(file, secret, (plain) => restoreBackup(plain, target))
  const rows = checked.manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const made = new Date(checked.manifest.madeAt).toISOString()
  console.log(`已恢复 ${made} 的备份：${checked.manifest.tables.length} 张表 ${rows} 行，${checked.photos} 张照片。`)
  const real = await kysely.selectFrom('unit').select('name').where('demo', '=', false).limit(1).executeTakeFirst()
  if (real !== undefined && config.mode === 'demo')
    console.log(`“${real.name}”是正式单位：请以 QIAOMEN_MODE=real 启动服务。`)
  let broken = 0
  for await (const unit of audit(kysely, checked.manifest.heads, null, markOf(target.keys))) {
    if (unit.verdict.kind === 'intact') continue
    broken += 1
    console.error(verdictText(unit))
  }
  if (broken === 0) console.log(`${checked.manifest.heads.length} 个单位的日志链已核对，全部完好。`)
  else console.error(`${broken} 个单位的日志链有问题：数据与备份一致，问题在制作备份之前就有了。`)
  return broken === 0 ? 0 : 1
})
