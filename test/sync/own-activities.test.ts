import { dayOf, MINUTE } from '#domain/time'
import type { Draft } from '#sync/engine-api'
import { idOf, START, setUp, statusOf } from '../support/sync-set-up'

const day = dayOf(START)
const said = (minutes: number) => ({
  channel: 'lecture' as const,
  from: START - 60 * MINUTE,
  to: START - 60 * MINUTE + minutes * MINUTE,
  place: '议事厅',
})
const lecture = (minutes: number): Draft => ({ type: 'activity.log', body: said(minutes) })

describe('an own activity', () => {
  test('counts as it was told last, offline as after the cloud has it', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(lecture(20)))
    await engine.sync()
    engine.save({ type: 'activity.amend', body: { activityId: id, reason: '多讲了', ...said(45) }, after: id })
    expect(engine.minutes(day).activityMinutes).toBe(45)
    await engine.sync()
    expect(engine.minutes(day).activityMinutes).toBe(45)
    expect(cloud.union(day).map(([from, to]) => to - from)).toEqual([45 * MINUTE])
  })

  test('that was made shorter counts less once the cloud has counted it', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(lecture(45)))
    await engine.sync()
    engine.save({ type: 'activity.amend', body: { activityId: id, reason: '没那么久', ...said(15) }, after: id })
    await engine.sync()
    expect(engine.minutes(day).activityMinutes).toBe(15)
  })

  test('taken back before it was sent leaves no minute, and the cloud agrees', async () => {
    const { phone, cloud } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save(lecture(20)))
    engine.save({ type: 'activity.undo', body: { activityId: id }, after: id })
    expect(engine.minutes(day).activityMinutes).toBe(0)
    await engine.sync()
    expect(engine.minutes(day).activityMinutes).toBe(0)
    expect(cloud.union(day)).toEqual([])
  })

  test('takes its amendment along when it is discarded', async () => {
    const { phone } = setUp()
    const engine = phone.engine()
    const id = idOf(engine.save({ type: 'activity.log', body: { ...said(20), to: said(20).from - MINUTE } }))
    await engine.sync()
    expect(statusOf(engine, id)).toBe('rejected')
    const change = idOf(
      engine.save({ type: 'activity.amend', body: { activityId: id, reason: '改', ...said(20) }, after: id }),
    )
    engine.discard(id)
    expect([statusOf(engine, id), statusOf(engine, change)]).toEqual(['gone', 'gone'])
  })
})
