import { readFileSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { hasCode } from '#cloud/db/errors'
import { personText } from '#cloud/export/person-text'
import { erasePerson } from '#cloud/person/erase-person'
import { type FoundIn, findPerson, type Holding, type Wanted } from '#cloud/person/find-person'
import { logAsked } from '#cloud/person/log-asked'
import { personFile } from '#cloud/person/person-file'
import { systemContext, systemLog } from '#cloud/system'
import { phone } from '#contract/dissuasion'
import type { Erasable } from '#domain/retention'
import { dayOf } from '#domain/time'
import { runCommand } from './command'
import { fileArgument, UsageError, unitArgument, valuesOf } from './command-arguments'

const usage = `用法：npm run person -- find|export|erase --phone <号码> | --name <姓名> [--street <街道编号>] [--out <文件>] [--yes]

办理本人查阅、复制、更正、删除个人信息的申请（个人信息保护法第四十四至四十七条）。请先核实申请人身份；每次都记入有关单位的日志（只记号码的摘要）。
  find    在哪些单位有这个人的记录，哪些现在可以删除
  export  把保存的内容、来源和谁看过写成文字文件 --out，交给本人
  erase   删除法律允许删除的；不能删的说明原因。不带 --yes 只试算
  --phone 号码；写 - 则从标准输入读，不留在命令历史里
更正由民警在预警页“更正住户信息”办理，留有原因。`

runCommand(usage, '办理', async ({ argv, config, open }) => {
  const [action, ...rest] = argv
  const values = valuesOf(rest, {
    phone: { type: 'string' },
    name: { type: 'string' },
    street: { type: 'string' },
    out: { type: 'string' },
    yes: { type: 'boolean' },
  })
  const wanted = wantedOf(values.phone, values.name)
  const street = values.street === undefined ? null : unitArgument(values.street)
  if (action !== 'find' && action !== 'export' && action !== 'erase')
    throw new UsageError('请写明 find、export 或 erase。')
  if (action === 'export' && values.out === undefined) throw new UsageError('请用 --out 写明要写到哪个文件。')
  const database = await open()
  const context = systemContext(config, database, systemLog(config))
  if (config.fieldKeys === undefined && config.database.engine !== 'pglite')
    throw new UsageError('没有 FIELD_KEYS、INDEX_KEY，找不到也打不开任何人的记录。')
  if (action === 'erase' && values.yes === true) {
    const { found, gone } = await erasePerson(context, wanted, street)
    const went = new Set(gone.map(({ id }) => id))
    tell(found, ({ id, erasable }) => (went.has(id) ? '已删除' : whyNot(erasable)))
    console.log(`\n已删除 ${gone.length} 项。`)
    return 0
  }
  const found = await findPerson(context, wanted, street)
  await logAsked(context, action === 'export' ? 'person.export' : 'person.find', wanted, found)
  if (action === 'export') {
    const file = fileArgument(values.out ?? '')
    try {
      writeFileSync(file, personText(await personFile(context, found)), { flag: 'wx', mode: 0o600 })
    } catch (error) {
      if (hasCode(error, ['EEXIST'])) throw new UsageError(`${file} 已经存在，请换一个名字。`)
      throw error
    }
    console.log(`已写入 ${file}。里面是个人信息：交给本人后请删除。`)
    return 0
  }
  tell(found, ({ erasable }) => (erasable.kind === 'may' ? '可以删除' : whyNot(erasable)))
  if (action === 'erase') console.log('\n这是试算，没有改动任何数据；确认后加 --yes。')
  return 0
})

function wantedOf(given: string | undefined, name: string | undefined): Wanted {
  if ((given === undefined) === (name === undefined))
    throw new UsageError('请用 --phone 或 --name 写明是谁，二者选一。')
  if (given === undefined) return { kind: 'name', name: (name ?? '').trim() }
  const parsed = v.safeParse(phone, given === '-' ? readFileSync(0, 'utf8').trim() : given)
  if (!parsed.success) throw new UsageError('这个号码不对。')
  return { kind: 'phone', phone: parsed.output }
}

function tell(found: readonly FoundIn[], verdict: (holding: Holding) => string): void {
  if (found.length === 0) console.log('没有找到。')
  for (const { unitId, unitName, holdings, workers } of found) {
    console.log(`${unitName}（${unitId}）`)
    for (const holding of holdings)
      console.log(
        `  ${holding.what === 'case' ? '预警' : '案件'} ${holding.number}，${dayOf(holding.enteredAt)} 录入：${verdict(holding)}`,
      )
    for (const { number, active, to } of workers)
      console.log(
        `  工作人员 ${number}${active && to === null ? '' : '（有期限或已离任）'}：按保存期限处理，不在此删除`,
      )
  }
}

function whyNot(erasable: Erasable): string {
  switch (erasable.kind) {
    case 'hold':
      return '依法保留中，不能删除'
    case 'open':
      return '还没有结案，不能删除'
    case 'too-early':
      return `日志须留存六个月，${dayOf(erasable.from)} 起可以删除`
    case 'may':
      return '这次没有删除：刚刚有了变动，请再试一次'
    default:
      return erasable satisfies never
  }
}
