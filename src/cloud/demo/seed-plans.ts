import type { Context } from '#cloud/context'
import type { OperationOf } from '#contract/operation'
import type { UnitId } from '#domain/ids'
import { addDays, daysBetween, HOUR, type LocalDate, startOfDay } from '#domain/time'
import { pushAs } from './push-as'
import type { Random } from './random'
import type { Town } from './town'

type Item = OperationOf<'plan.submit'>['body']['items'][number]

/** Day after the plan's last day, how, what, where. */
type Thing = readonly [after: number, channel: Item['channel'], title: string, place: string]
const things: readonly Thing[] = [
  [3, 'lecture', '老年大学防骗课', '社区活动室'],
  [8, 'street-stall', '周末广场咨询', '小区东门'],
  [14, 'banner', '主出入口横幅', '小区北门'],
  [20, 'loudspeaker', '早晚广播', '小区内'],
  [27, 'meeting', '楼道居民会', '社区会议室'],
  [36, 'school-visit', '给家长的一封信', '学校报告厅'],
  [45, 'lecture', '刷单返利怎么骗人', '社区活动室'],
  [58, 'street-stall', '集市咨询', '小区东门'],
  [70, 'performance', '反诈小戏', '小区广场'],
  [84, 'lecture', '暑期防骗课', '社区活动室'],
]

/** Some of what the unit has done since: its plan foresaw that, so that the calendar shows plans that came true beside some that did not. */
async function done({ db }: Context, unit: UnitId, planDue: LocalDate): Promise<readonly Thing[]> {
  const rows = await db
    .selectFrom('activity')
    .select(['from_day', 'channel', 'place'])
    .where('unit_id', '=', unit)
    .where('from_day', '>', planDue)
    .where('undone', '=', false)
    .orderBy('from_at')
    .orderBy('activity_id')
    .execute()
  return rows
    .filter((_, index) => index % 4 === 0)
    .map(({ from_day: day, channel, place }) => [daysBetween(planDue, day), channel, `反诈宣传 · ${place}`, place])
}

/**
 * Publicity plans of the demonstration's first campaign in every state: received, waiting for the street, late, sent back, and one
 * that never came, by the very operations that make real ones.
 */
export async function seedPlans(context: Context, towns: readonly Town[], rng: Random): Promise<void> {
  const [row] = await context.db.selectFrom('campaign').selectAll().orderBy('campaign_id').execute()
  const clerk = towns.flatMap(({ staff }) => staff).find(({ role }) => role === 'street')
  if (row === undefined || clerk === undefined) return
  const { id, planDue, to } = row.content
  const writing = towns.filter(({ unit }) => unit.kind !== 'street' && unit.kind !== 'station')
  for (const [nth, town] of writing.entries()) {
    const author = town.staff.find(({ role }) => role === 'secretary')
    // One of the last never came: its unit is told by the timer as any other.
    if (author === undefined || nth === writing.length - 1) continue
    const at = startOfDay(addDays(planDue, nth === 2 ? 1 : -1)) + 15 * HOUR
    if (at > context.clock.now()) continue
    const push = pushAs({ ...context, clock: { now: () => at } }, town.unit.id, rng)
    const items = [...(await done(context, town.unit.id, planDue)), ...things]
      .map(([after, channel, title, place], index) => ({
        id: `${index + 1}`,
        day: addDays(planDue, after),
        channel,
        title,
        place,
        responsible: author.name,
        audience: '',
      }))
      .filter(({ day }: { readonly day: LocalDate }) => day <= to)
    await push(author, 'plan.submit', { campaignId: id, base: 0, items })
    const street = pushAs({ ...context, clock: { now: () => at + 20 * HOUR } }, town.unit.id, rng)
    if (nth === 1) await street(clerk, 'plan.return', { campaignId: id, version: 1, reason: '请写明每一场的负责人' })
    else if (nth !== 2) await street(clerk, 'plan.accept', { campaignId: id, version: 1 })
  }
}
