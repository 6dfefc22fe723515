import type { Context } from '#cloud/context'
import type { OperationOf } from '#contract/operation'
import { addDays, HOUR, startOfDay } from '#domain/time'
import { pushAs } from './push-as'
import { random } from './random'
import type { Town, TownPerson } from './town'

/** Its own, so that what else chance decided stays as it is. */
const SEED = 20210312

type Duty = Omit<OperationOf<'duty.set'>['body'], 'campaignId' | 'base'>

const ofCommunity = {
  duties: ['入户宣传全覆盖，楼栋、商铺、集宿区不留死角', '每天宣传不少于 60 分钟', '配合派出所见面劝阻'],
  measures: ['网格员包楼栋，志愿者周末上门', '主出入口挂横幅，早晚广播各一次', '每月一场防骗课'],
}
const ofOthers = {
  duties: ['本单位职工逐人宣传', '办事窗口摆放宣传资料'],
  measures: ['每周例会讲一个案例', '新员工入职先上防骗课'],
}

/**
 * What the units of the demonstration's first campaign answer for: most of them whole, one put right by the street, one without 专人,
 * one named that has no account, two that never wrote anything.
 */
export async function seedDuties(context: Context, towns: readonly Town[]): Promise<void> {
  const [row] = await context.db.selectFrom('campaign').selectAll().orderBy('campaign_id').execute()
  const clerk = towns.flatMap(({ staff }) => staff).find(({ role }) => role === 'street')
  if (row === undefined || clerk === undefined) return
  const rng = random(SEED)
  const { id: campaignId, planDue } = row.content
  const writing = towns.filter(({ unit }) => unit.kind !== 'street' && unit.kind !== 'station')
  const at = startOfDay(addDays(planDue, -7)) + 10 * HOUR
  if (at + 48 * HOUR > context.clock.now()) return
  for (const [nth, { unit, staff }] of writing.entries()) {
    if (unit.id === 'lhd' || unit.id === 'xgwl') continue
    const set = async (author: TownPerson, base: number, duty: Duty) => {
      const push = pushAs({ ...context, clock: { now: () => at + (nth + base * 24) * HOUR } }, unit.id, rng)
      await push(author, 'duty.set', { campaignId, base, ...duty })
    }
    const head = staff.find(({ role }) => role === 'secretary')
    const community = unit.kind === 'community'
    const area = community ? unit.compounds.map(({ name }) => name).join('、') : ''
    const words = community ? ofCommunity : ofOthers
    if (head === undefined) {
      await set(clerk, 0, { area, ...words, contact: { kind: 'named', name: '贺敏', post: '综合科科长' } })
      continue
    }
    const contact =
      unit.id === 'jlw' ? null : { kind: 'staff' as const, staffId: head.id, post: community ? '书记' : '' }
    await set(head, 0, { area, ...words, contact })
    if (nth === 1) await set(clerk, 1, { area: `${area}，含邻里中心周边`, ...words, contact })
  }
}
