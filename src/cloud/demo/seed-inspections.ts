import type { Context } from '#cloud/context'
import { inspectionOf } from '#cloud/operations/inspection-paper'
import { addDays, dayOf, HOUR, type LocalDate, MINUTE, startOfDay } from '#domain/time'
import { pushAs } from './push-as'
import { random } from './random'
import type { Town } from './town'

/** Its own, so that what else chance decided stays as it is. */
const SEED = 20210414

/**
 * One inspection under way, drawn this morning or yesterday from the week before, and a finding in each state: overdue, answered,
 * mended. By the very operations that an inspector and a secretary send.
 */
export async function seedInspections(context: Context, towns: readonly Town[]): Promise<void> {
  const rng = random(SEED)
  const inspector = towns.flatMap(({ staff }) => staff).find(({ role }) => role === 'inspector')
  if (inspector === undefined) return
  const today = dayOf(context.clock.now())
  const at = (day: LocalDate, minutes: number) => ({
    ...context,
    clock: { now: () => startOfDay(day) + 9 * HOUR + minutes * MINUTE },
  })
  const yesterday = addDays(today, -1)
  const street = inspector.unitId
  const [from, to] = [addDays(today, -8), addDays(today, -2)]
  const id = await pushAs(at(yesterday, 0), street, rng)(inspector, 'inspection.draw', {
    seed: null,
    from,
    to,
    size: 12,
  })
  const paper = await context.db.selectFrom('paper').select('content').where('paper_id', '=', id).executeTakeFirst()
  const drawn = paper === undefined ? [] : inspectionOf(paper).drawn
  for (const [nth, { record }] of drawn.slice(0, 6).entries())
    await pushAs(at(yesterday, 30 + nth * 20), street, rng)(inspector, 'inspection.check', {
      paperId: id,
      record,
      found: nth === 3 ? 'differs' : 'confirmed',
      ...(nth === 3 ? { note: '住户说只收到宣传单，没有当面讲' } : {}),
    })
  const found = ['东门岗亭的横幅已褪色，没有更换', '宣传栏还是去年的内容', '商铺走访没有留下宣传单']
  const communities = towns.filter(({ unit }) => unit.kind === 'community')
  for (const [nth, what] of found.entries()) {
    const town = communities[nth]
    const secretary = town?.staff.find(({ role }) => role === 'secretary')
    if (town === undefined || secretary === undefined) continue
    const push = (day: LocalDate) => pushAs(at(day, 60), town.unit.id, rng)
    const opened = addDays(today, -6)
    const paperId = await push(opened)(inspector, 'finding.open', {
      what,
      by: addDays(today, -2),
      inspectionId: null,
      signal: null,
    })
    if (nth === 0) continue
    await push(addDays(today, -4))(secretary, 'finding.answer', { paperId, words: '已换新，照片报督导组看过' })
    if (nth === 2) await push(addDays(today, -3))(inspector, 'finding.recheck', { paperId, verdict: 'mended' })
  }
}
