import type { Context } from '#cloud/context'
import type { RosterGroup } from '#domain/roster'
import { DAY } from '#domain/time'
import { pushAs } from './push-as'
import { random } from './random'
import type { Town } from './town'

/** Its own, so that what else chance decided stays as it is. */
const SEED = 20210310

const member = (name: string, part: string, post: string, phone = '') => ({ name, part, post, phone })

/** Invented people; the phones are of no exchange. */
const groups: readonly RosterGroup[] = [
  {
    name: '领导小组',
    members: [
      member('方国强', '组长', '街道党工委书记'),
      member('梁雪梅', '副组长', '街道办事处主任'),
      member('顾振华', '副组长', '党工委副书记'),
      member('李卫国', '成员', '唯亭派出所所长'),
      member('赵宏', '成员', '半岛派出所所长'),
    ],
  },
  {
    name: '党政办（宣传）',
    members: [member('冯雅琴', '联络员', '宣传干事', '0000 1201')],
  },
  {
    name: '社会治理局（司法）',
    members: [
      member('王立群', '组长', '社会治理局副局长', '0000 1300'),
      member('曾小玲', '联络员', '司法所科员', '0000 1302'),
    ],
  },
  { name: '唯亭派出所', members: [member('张晓东', '联络员', '社区警务中队', '0000 1110')] },
  { name: '半岛派出所', members: [] },
]

/** 领导小组 and 专班 of the demonstration's street; one station has not named anybody yet. */
export async function seedRoster(context: Context, towns: readonly Town[]): Promise<void> {
  const clerk = towns.flatMap(({ staff }) => staff).find(({ role }) => role === 'street')
  if (clerk === undefined) return
  const at = context.clock.now() - 20 * DAY
  const push = pushAs({ ...context, clock: { now: () => at } }, clerk.unitId, random(SEED))
  await push(clerk, 'roster.set', { base: 0, groups })
}
