import { readFileSync } from 'node:fs'
import { audit } from '#cloud/audit/audit'
import { verdictText } from '#cloud/audit/audit-words'
import { type HeadsFile, parseHeads } from '#cloud/audit/heads'
import { markOf } from '#cloud/audit/mark-of'
import { keysThere } from '#cloud/vault/keys'
import { runCommand } from './command'
import { fileArgument, UsageError, unitArgument, valuesOf } from './command-arguments'

const usage = `用法：npm run audit:verify [-- --unit <编号>] [--heads <链头.json>]

逐条重算每个单位的操作日志链，指出第一条不对的记录；只读，不改动任何数据。有问题时退出码为 1。
  --unit   只核对这个单位
  --heads  与 npm run audit:heads 导出的链头对照：日志被截尾或整段重写，只有这样才能发现`

runCommand(usage, '核对', async ({ argv, config, open }) => {
  const values = valuesOf(argv, { unit: { type: 'string' }, heads: { type: 'string' } })
  const only = values.unit === undefined ? null : unitArgument(values.unit)
  const known = values.heads === undefined ? null : headsOf(values.heads)
  const { kysely } = await open()
  let units = 0
  let broken = 0
  for await (const unit of audit(kysely, known?.heads, only, markOf(keysThere(config)))) {
    units += 1
    if (unit.verdict.kind === 'broken') broken += 1
    console.log(verdictText(unit))
  }
  if (units === 0)
    throw new UsageError(only === null ? '库中还没有单位，没有可核对的。' : `没有编号为 ${only} 的单位。`)
  const compared = known === null ? '' : `，并与 ${new Date(known.exportedAt).toISOString()} 导出的链头对照`
  console.log(`\n${units} 个单位已核对${compared}，${broken === 0 ? '全部完好。' : `${broken} 个有问题。`}`)
  return broken === 0 ? 0 : 1
})

function headsOf(argument: string): HeadsFile {
  const file = fileArgument(argument)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`读不了 ${file}。`)
  }
  const heads = parseHeads(text)
  if (heads === undefined) throw new UsageError(`${file} 不是 npm run audit:heads 导出的链头文件。`)
  return heads
}
