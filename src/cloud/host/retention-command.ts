import type { Context } from '#cloud/context'
import type { Database } from '#cloud/db/database'
import { previewUnit } from '#cloud/retention/preview'
import { purgeUnit } from '#cloud/retention/purge-unit'
import { systemContext, systemLog } from '#cloud/system'
import type { UnitId } from '#domain/ids'
import type { RetentionKind } from '#domain/retention'
import { dayOf } from '#domain/time'
import { runCommand } from './command'
import { UsageError, unitArgument, valuesOf } from './command-arguments'

const usage = `用法：npm run retention [-- --dry-run] [--unit <编号>]

按保存期限删除到期的个人信息（服务运行时每天自动做一次）。依法保留的案件一律不动；删了什么记入单位日志，只有种类、数量和编号。
  --dry-run  只列出会删除什么：按单位、种类和日期，不显示任何个人信息，也不改动任何数据
  --unit     只做这个单位`

const kindWord: Readonly<Record<RetentionKind, string>> = {
  case: '已结案任务中的住户信息与文字',
  photo: '案件照片',
  crime: '已办结案件的地址、电话与倒查文字',
  feedback: '已答复的投诉建议',
  words: '走访、活动等记录中的备注与原因',
  location: '定位',
  volunteer: '离任志愿者的姓名与账号',
  session: '已结束的登录',
  key: '离任人员的设备密钥',
  application: '过期的申请与邀请码',
  held: '等不到前一条的记录',
  notice: '提醒',
}

runCommand(usage, '清理', async ({ argv, config, open }) => {
  const { unit, 'dry-run': dry = false } = valuesOf(argv, { unit: { type: 'string' }, 'dry-run': { type: 'boolean' } })
  const only = unit === undefined ? null : unitArgument(unit)
  const database = await open()
  const context = systemContext(config, database, systemLog(config))
  const units = (await unitsOf(database)).filter(({ id }) => only === null || id === only)
  if (units.length === 0) throw new UsageError(only === null ? '库中还没有单位。' : `没有编号为 ${only} 的单位。`)
  let count = 0
  for (const each of units) count += dry ? await tell(context, each) : await purge(context, each)
  console.log(
    count === 0
      ? '没有到期的。'
      : dry
        ? `\n会删除 ${count} 项；没有改动任何数据。`
        : `\n已删除 ${count} 项，并记入各单位的日志。`,
  )
  return 0
})

interface Unit {
  readonly id: UnitId
  readonly name: string
}

async function unitsOf({ kysely }: Database): Promise<readonly Unit[]> {
  return kysely.selectFrom('unit').select(['unit_id as id', 'name']).orderBy('unit_id').execute()
}

async function tell(context: Context, { id, name }: Unit): Promise<number> {
  const due = await previewUnit(context, id)
  for (const { kind, count, oldest, newest } of due)
    console.log(`${name}（${id}）：${kindWord[kind]} ${count} 项，起算于 ${dayOf(oldest)} 至 ${dayOf(newest)}`)
  return due.reduce((sum, { count }) => sum + count, 0)
}

async function purge(context: Context, { id, name }: Unit): Promise<number> {
  const { kinds } = await purgeUnit(context, id, 'command')
  for (const [kind, count] of kinds) console.log(`${name}（${id}）：${kindWord[kind]} ${count} 项`)
  return [...kinds.values()].reduce((sum, count) => sum + count, 0)
}
