import * as v from 'valibot'
import { ConfigError } from '#cloud/config'
import { migrate } from '#cloud/db/migrate'
import {
  type AdministratorRefusal,
  type AdministratorWanted,
  inviteAdministrator,
} from '#cloud/enrolment/first-administrator'
import { systemContext, systemLog } from '#cloud/system'
import { line } from '#contract/scalars'
import { spellCode } from '#domain/invitation'
import { runCommand } from './command'
import { UsageError, unitArgument, valuesOf } from './command-arguments'

const usage = `用法：npm run first-administrator -- --street <街道编号> --street-name <街道名称> --name <姓名> [--again]

在正式数据库中建好街道和街道专班的第一个人，给他一个登录用的邀请码：只显示这一次，一天内有效，用一次。
  --street       街道编号，小写字母、数字和连字符，如 wtjd
  --street-name  街道名称，如 唯亭街道；街道已建好时不用写
  --name         这个人的姓名
  --again        街道已有专班人员时，仍再给一个：手机丢了，或换了人
已经导入、还不属于任何街道的单位，归这个街道。街道的日志会记下这件事。`

function readArguments(argv: readonly string[]): AdministratorWanted {
  const string = { type: 'string' } as const
  const values = valuesOf(argv, {
    street: string,
    'street-name': string,
    name: string,
    again: { type: 'boolean' },
  })
  if (values.street === undefined) throw new UsageError('请用 --street 写明街道编号。')
  const name = v.safeParse(line(20), values.name)
  if (!name.success) throw new UsageError('请用 --name 写明姓名，最多 20 个字。')
  const streetName = v.safeParse(v.nullable(line(40)), values['street-name'] ?? null)
  if (!streetName.success) throw new UsageError('--street-name 不对，最多 40 个字。')
  return {
    street: unitArgument(values.street),
    streetName: streetName.output,
    name: name.output,
    again: values.again ?? false,
  }
}

function wordsOf(why: AdministratorRefusal, { street }: AdministratorWanted): string {
  switch (why) {
    case 'demo':
      return '这个数据库里有演示单位，不能用于正式街道：请换一个空的数据库。'
    case 'no-name':
      return `还没有编号为 ${street} 的街道。要新建，请加 --street-name <名称>。`
    case 'no-street':
      return `${street} 不是街道：请写街道的编号。`
    case 'has-one':
      return '这个街道已有专班人员。若他进不来了，请加 --again 再给一个邀请码。'
    default:
      return why satisfies never
  }
}

runCommand(usage, '建第一个管理人员', async ({ argv, config, open }) => {
  const wanted = readArguments(argv)
  if (config.mode === 'demo')
    throw new ConfigError('现在是演示模式：请设 QIAOMEN_MODE=real 或 DATABASE_URL，再运行这个命令。')
  const database = await open()
  await migrate(database.kysely)
  const invited = await inviteAdministrator(systemContext(config, database, systemLog(config)), wanted)
  if (typeof invited === 'string') {
    console.error(wordsOf(invited, wanted))
    return 1
  }
  console.log(`${invited.opened ? '已新建' : ''}${invited.streetName}（${wanted.street}）`)
  if (invited.units > 0) console.log(`${invited.units} 个单位已归这个街道。`)
  console.log(`${wanted.name}，工号 ${invited.number}。邀请码只显示这一次，一天内有效：\n`)
  console.log(spellCode(invited.code))
  console.log('\n请他打开网页或小程序，点“我有邀请码”，输入它登录。')
  return 0
})
