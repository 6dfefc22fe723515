import { writeFileSync } from 'node:fs'
import { type HeadsFile, readHeads } from '#cloud/audit/heads'
import { hasCode } from '#cloud/db/errors'
import { runCommand } from './command'
import { fileArgument, UsageError, valuesOf } from './command-arguments'

const usage = `用法：npm run audit:heads -- --out <链头.json>

写下每个单位日志链此刻的末尾（单位、序号、哈希、时间；没有任何内容）。请存到管理数据库的人改不到的地方，
以后用 npm run audit:verify -- --heads <链头.json> 对照。`

runCommand(usage, '导出', async ({ argv, open }) => {
  const { out } = valuesOf(argv, { out: { type: 'string' } })
  if (out === undefined) throw new UsageError('请用 --out 写明要写到哪个文件。')
  const file = fileArgument(out)
  const heads: HeadsFile = {
    kind: 'qiaomen-heads',
    version: 1,
    exportedAt: Date.now(),
    heads: await readHeads((await open()).kysely),
  }
  try {
    // An older export is evidence: it is never written over.
    writeFileSync(file, `${JSON.stringify(heads, null, 2)}\n`, { flag: 'wx' })
  } catch (error) {
    if (hasCode(error, ['EEXIST'])) throw new UsageError(`${file} 已经存在，请换一个名字。`)
    throw error
  }
  console.log(`${heads.heads.length} 个单位的链头已写入 ${file}。`)
  return 0
})
