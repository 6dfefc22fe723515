import type { Context } from '#cloud/context'
import { crimeOf } from '#cloud/operations/crime-paper'
import type { PaperRow } from '#cloud/operations/working-set'
import { touchesOf } from '#cloud/queries/touches'
import { gapOfRecords, type ReviewGap } from '#domain/case-review'
import { gapsBefore, reachKnown } from '#domain/crime-touches'
import { addDays, dayOf, daysBetween, HOUR, type LocalDate, startOfDay } from '#domain/time'
import { pushAs } from './push-as'
import { type Random, random } from './random'
import type { Town, TownPerson } from './town'

/** Its own, so that what else chance decided stays as it is. */
const SEED = 20210420
/** Of one community an older crime was never answered: its review is late. */
const LATE = { community: 1, nth: 3 }

/**
 * The reviews of the demonstration's crimes: in each community the newest waits for its answer, the next was sent back yesterday, the
 * third waits for the street; older ones are closed, one is late. What the units say agrees with what the records show. By the very
 * operations that a secretary and the clerk send.
 */
export async function seedReviews(context: Context, towns: readonly Town[]): Promise<void> {
  const rng = random(SEED)
  const clerk = towns.flatMap(({ staff }) => staff).find(({ role }) => role === 'street')
  if (clerk === undefined) return
  const late = towns.filter(({ unit }) => unit.kind === 'community')[LATE.community]
  for (const town of towns) {
    const secretary = town.staff.find(({ role }) => role === 'secretary')
    if (secretary === undefined) continue
    const papers = await crimesOf(context, town)
    const states = town.unit.kind === 'community' ? newest : []
    for (const [nth, paper] of papers.entries())
      if (!(town === late && nth === LATE.nth))
        await review(context, town, { secretary, clerk }, paper, states[nth] ?? 'closed', rng)
  }
}

/** Of a community's crimes that are not left open, newest first; what is older is closed. */
const newest = ['returned', 'answered'] as const
type Becomes = (typeof newest)[number] | 'closed'

/** Those that count, newest first, but for the few newest while there is still time to answer: nobody has yet. */
async function crimesOf({ db, clock }: Context, { unit }: Town): Promise<readonly PaperRow[]> {
  const papers = await db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', '=', unit.id)
    .where('kind', '=', 'crime')
    .orderBy('at', 'desc')
    .orderBy('paper_id', 'desc')
    .execute()
  const counted = papers.filter((paper) => crimeOf(paper).counts)
  const days = (paper: PaperRow) => daysBetween(dayOf(crimeOf(paper).enteredAt), dayOf(clock.now()))
  return counted.filter((paper, nth) => days(paper) > (nth === 0 ? DAYS_OPEN : DAYS_FRESH))
}

/** So long a crime is too new to be answered, and the newest of a community may wait. */
const DAYS_FRESH = 2
const DAYS_OPEN = 6

interface People {
  readonly secretary: TownPerson
  readonly clerk: TownPerson
}

/** One in five of the closed ones had come back once. */
async function review(
  context: Context,
  { unit }: Town,
  { secretary, clerk }: People,
  paper: PaperRow,
  becomes: Becomes,
  rng: Random,
): Promise<void> {
  const today = dayOf(context.clock.now())
  const entered = dayOf(crimeOf(paper).enteredAt)
  // What waits was said yesterday, however old the crime is.
  const first = becomes === 'closed' ? addDays(entered, 1) : addDays(today, -1)
  const at = (days: number) => pushAs(atTime(context, addDays(first, days)), unit.id, rng)
  const paperId = paper.paper_id
  const answer = { paperId, ...(await answerOf(context, paper, first, rng)) }
  const back = becomes === 'returned' || (becomes === 'closed' && rng.chance(0.2))
  await at(0)(secretary, 'review.answer', back ? { ...answer, measure: '已加强宣传' } : answer)
  if (back) await at(1)(clerk, 'review.return', { paperId, reason: '措施太笼统，请写明哪天、谁、做了什么' })
  if (becomes !== 'closed') return
  if (back) await at(2)(secretary, 'review.answer', answer)
  await at(3)(clerk, 'review.close', { paperId })
}

/** At ten in the morning, never after the demonstration's now. */
function atTime(context: Context, day: LocalDate): Context {
  const time = Math.min(startOfDay(day) + 10 * HOUR, context.clock.now())
  return { ...context, clock: { now: () => time } }
}

const measureOf: Readonly<Record<ReviewGap, string>> = {
  'not-visited': '当晚由网格员上门，讲清这一类骗局；这一户列入下周必访，同单元未走访的一并走完',
  'not-met': '改在晚上七点后上门，已见到本人并装好国家反诈中心应用',
  'other-topic': '补讲这一类骗局，楼栋群里转发本案情形；下次上门按类型逐条讲',
  warned: '与家属约好，大额转账前先打给社区；由志愿者每周回访一次',
  'alert-missed': '与派出所核对接单时间，值班表改为双人；以后半小时内接单',
  'not-resident': '与房东、单位核实居住情况，已转当事人实际居住地社区',
}

/** What the records leave open is chance's; what they know is not contradicted. */
async function answerOf(context: Context, paper: PaperRow, today: LocalDate, rng: Random) {
  const { place, person, alert } = crimeOf(paper)
  const doorId = place.kind === 'door' ? place.doorId : null
  const buildingId = place.kind === 'address' ? null : place.buildingId
  const touches = await touchesOf(context.db, paper.unit_id, { doorId, buildingId, person, alert }, paper.at)
  const gap =
    gapOfRecords(gapsBefore(touches, paper.at, doorId !== null)) ?? rng.pick(['other-topic', 'warned'] as const)
  const asked = reachKnown(touches, paper.at) ? {} : { reachedOn: null }
  const done = gap !== 'not-visited'
  const rectified = done ? { kind: 'done' as const, on: today } : { kind: 'due' as const, by: addDays(today, 12) }
  return { ...asked, gap, measure: measureOf[gap], rectified }
}
