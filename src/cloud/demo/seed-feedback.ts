import type { Context } from '#cloud/context'
import type { FeedbackKind } from '#domain/feedback'
import type { Role } from '#domain/staff'
import { DAY, HOUR } from '#domain/time'
import { pushAs } from './push-as'
import { random } from './random'
import type { Town } from './town'

/** Its own, so that what else chance decided stays as it is. */
const SEED = 20210412

interface Said {
  readonly unit: string
  readonly role: Role
  readonly kind: FeedbackKind
  readonly words: string
  /** Hours ago. */
  readonly ago: number
  readonly answer?: string
}

const all: readonly Said[] = [
  {
    unit: 'qfy',
    role: 'grid',
    kind: 'fault',
    words: '在地下车库里登记的走访，出来以后一直显示“发送中”，要退出重开才送达。',
    ago: 6 * 24,
    answer: '已查明是信号切换时的等待时间过长，新版本已改为自动重试，请更新后再看。记录没有丢失。',
  },
  {
    unit: 'qfy',
    role: 'volunteer',
    kind: 'suggestion',
    words: '周末上门时不少住户问养老理财是不是骗局，希望话术里加一张卡片。',
    ago: 30,
  },
  {
    unit: 'blq',
    role: 'grid',
    kind: 'complaint',
    words: '邻里中心物业不让进商铺发资料，说要盖章的函。\n请街道协调。',
    ago: 52,
  },
  {
    unit: 'htn',
    role: 'secretary',
    kind: 'suggestion',
    words: '宣传单发得快，希望月初一次领足，不用每周来取。',
    ago: 4 * 24,
    answer: '同意。从下月起按户数一次配足，领取时间另行通知。',
  },
]

/** 投诉建议 of the demonstration: two that wait, two that were answered; none where nothing can be sealed. */
export async function seedFeedback(context: Context, towns: readonly Town[]): Promise<void> {
  const clerk = towns.flatMap(({ staff }) => staff).find(({ role }) => role === 'street')
  if (clerk === undefined) return
  const rng = random(SEED)
  const now = context.clock.now()
  for (const { unit, role, kind, words, ago, answer } of all) {
    const town = towns.find((one) => one.unit.id === unit)
    const author = town?.staff.find((person) => person.role === role)
    if (town === undefined || author === undefined) continue
    if ((await context.vault.open(context.db, town.unit.id)) === null) return
    const push = (at: number) => pushAs({ ...context, clock: { now: () => at } }, town.unit.id, rng)
    const at = now - ago * HOUR
    const paperId = await push(at)(author, 'feedback.send', { kind, words })
    if (answer !== undefined) await push(at + DAY)(clerk, 'feedback.answer', { paperId, words: answer })
  }
}
