import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeBackup } from '#cloud/backup/backup-file'
import { makeBackup } from '#cloud/backup/make-backup'
import { keysThere } from '#cloud/vault/keys'
import { backupKey, photoFolder } from './backup-arguments'
import { runCommand } from './command'
import { fileArgument, UsageError, valuesOf } from './command-arguments'

const usage = `用法：npm run backup -- --out <备份文件>

把全部数据和照片写进一个加密的文件，可恢复到 PGlite 或 PostgreSQL。用 BACKUP_KEY 加密：openssl rand -base64 32 给出的密钥，
或不少于 16 个字的口令；没有它就打不开。密钥（FIELD_KEYS、INDEX_KEY、ROSTER_KEY 或 DATA_DIR/keys）不在备份里，请另外保存。`

runCommand(usage, '备份', async ({ argv, config, open }) => {
  const { out } = valuesOf(argv, { out: { type: 'string' } })
  if (out === undefined) throw new UsageError('请用 --out 写明要写到哪个文件。')
  const file = fileArgument(out)
  if (existsSync(file)) throw new UsageError(`${file} 已经存在，请换一个名字。`)
  const secret = backupKey(config)
  const { kysely } = await open()
  const source = { db: kysely, keys: keysThere(config), photos: photoFolder(config), now: Date.now() }
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const told = await writeBackup(file, secret, random, (write) => makeBackup(source, write))
  const rows = told.manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`已备份到 ${file}：${told.manifest.tables.length} 张表 ${rows} 行，${told.photos} 张照片。`)
  for (const { unit, caseId, sha256 } of told.missing)
    console.error(`照片缺失或已损坏，没有备份：${unit}/${caseId}/${sha256}`)
  if (config.photos?.kind === 's3') console.log('照片在 S3 桶里，不在备份中：请用桶自己的备份。')
  return 0
})
