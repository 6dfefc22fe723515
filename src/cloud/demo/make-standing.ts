import type { OperationOf } from '#contract/operation'
import type { Condition, StandingKind } from '#domain/standing'
import { addDays, DAY, HOUR, type LocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { type Random, random } from './random'
import { type DemoRecord, envelope } from './records'
import type { Town, TownPerson } from './town'

interface Posted {
  readonly kind: StandingKind
  readonly place: string
  readonly words: string
  /** Days from today. */
  readonly from: number
  readonly to: number
  readonly found?: { readonly condition: Condition; readonly note: string; readonly daysAgo: number }
  readonly removedDaysAgo?: number
}

/** One of each state: whole, torn, about to end, over, taken down. */
const posted: readonly Posted[] = [
  { kind: 'banner', place: '东门岗亭', words: '凡是让你转账到安全账户的，都是诈骗', from: -28, to: 0 },
  {
    kind: 'banner',
    place: '菜场南墙',
    words: '刷单就是诈骗，垫钱必被骗',
    from: -20,
    to: 25,
    found: { condition: 'damaged', note: '被风扯破一角', daysAgo: 2 },
  },
  { kind: 'slogan', place: '地下车库入口', words: '不轻信、不透露、不转账', from: -25, to: -2 },
  {
    kind: 'board',
    place: '中心花园宣传栏',
    words: '本月案例与96110',
    from: -15,
    to: 45,
    found: { condition: 'good', note: '已换新一期', daysAgo: 1 },
  },
  { kind: 'screen', place: '南门电子屏', words: '96110来电请接听', from: -10, to: 3 },
  { kind: 'loudspeaker', place: '小区广播', words: '方言版反诈录音', from: -5, to: 30 },
  { kind: 'banner', place: '北门围墙', words: '全民反诈在行动', from: -27, to: 10, removedDaysAgo: 6 },
]

/** What hangs in a community, as its grid workers put it up and go by it. */
export function makeStanding(
  town: Town,
  helpers: readonly TownPerson[],
  today: LocalDate,
  now: Milliseconds,
): readonly DemoRecord[] {
  const rng = random(town.buildings.length + helpers.length)
  const workers = helpers.filter(({ role }) => role === 'grid')
  if (workers.length === 0) return []
  return posted
    .flatMap((item) => told(item, rng.pick(workers), today, rng))
    .filter(({ receivedAt }) => receivedAt < now)
}

function told(item: Posted, worker: TownPerson, today: LocalDate, rng: Random): readonly DemoRecord[] {
  const from = addDays(today, item.from)
  const at = startOfDay(from) + 9 * HOUR + rng.between(0, 90) * MINUTE
  const { kind, place, words } = item
  const post = {
    ...signed(worker, at, rng),
    type: 'standing.post' as const,
    body: { kind, place, words, from, to: addDays(today, item.to) },
  }
  const operations: Deed[] = [post]
  if (item.found !== undefined) {
    const { condition, note, daysAgo } = item.found
    const seen = startOfDay(today) - daysAgo * DAY + 10 * HOUR
    const body = { paperId: post.id, condition, note }
    operations.push({ ...signed(worker, seen, rng), type: 'standing.check', body })
  }
  if (item.removedDaysAgo !== undefined) {
    const gone = startOfDay(today) - item.removedDaysAgo * DAY + 11 * HOUR
    operations.push({ ...signed(worker, gone, rng), type: 'standing.remove', body: { paperId: post.id } })
  }
  return operations.map((operation) => ({ operation, receivedAt: operation.at + 1000 }))
}

const signed = (worker: TownPerson, at: Milliseconds, rng: Random) => envelope(worker, at, at - MINUTE, rng)

type Deed = OperationOf<'standing.post' | 'standing.check' | 'standing.remove'>
