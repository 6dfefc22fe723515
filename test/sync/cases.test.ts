import type { ProblemCode } from '#contract/problem'
import type { OperationId } from '#domain/ids'
import { DAY, MINUTE } from '#domain/time'
import type { Engine } from '#sync/engine-api'
import { accept, alert, attempt, dispatch, dispatchedCase, RESIDENT_PHONE, reveal } from '../support/case-drafts'
import type { Phone } from '../support/phone'
import { house, worker } from '../support/small-town'
import { idOf, START, setUp, statusOf, visit } from '../support/sync-set-up'

const only = (engine: Engine) => {
  const [view] = engine.cases()
  if (view === undefined) throw new Error('no case here')
  return view
}
const stateOf = (engine: Engine) => {
  const { row, waiting } = only(engine)
  return [row.state, row.attempts, row.lastAttempt?.result ?? null, waiting]
}
const storedWords = (phone: Phone) => [...phone.lying().values()].join('\n')

test('who the resident is leaves the device that entered it as soon as the cloud has it', async () => {
  const made = setUp()
  const desk = made.officerPhone(1)
  const engine = desk.engine()
  engine.save(alert())
  expect(storedWords(desk)).toContain(RESIDENT_PHONE)
  await engine.sync()
  expect(engine.cases()).toHaveLength(1)
  expect(storedWords(desk)).not.toContain(RESIDENT_PHONE)
})

describe('a case on the worker’s phone', () => {
  test('comes with the dispatch, and with it what is needed at the door', async () => {
    const made = setUp()
    const { id } = await dispatchedCase(made)
    const engine = made.phone.engine()
    await engine.sync()
    expect(only(engine)).toEqual({ row: made.cloud.cases(worker(1))[0], waiting: null })
    expect(only(engine).row).toMatchObject({ id, part: 'worker', resident: { phone: RESIDENT_PHONE } })
    made.phone.kill()
    expect(only(made.phone.engine()).row.id).toBe(id)
  })

  test('shows the own 接单 and visit at once, without a network, and does not fall back before the pull', async () => {
    const made = setUp()
    const { id } = await dispatchedCase(made)
    const { phone, world, cloud } = made
    const engine = phone.engine()
    await engine.sync()
    expect(stateOf(engine)).toEqual(['dispatched', 0, null, null])
    const tapped = world.now
    engine.save(accept(id))
    expect(stateOf(engine)).toEqual(['accepted', 0, null, 'saved'])
    expect(only(engine).row).toMatchObject({ acceptedBy: worker(1), due: { step: 'meet' } })
    expect(only(engine).row.due?.at).toBeGreaterThanOrEqual(tapped + 120 * MINUTE)
    engine.save(attempt(id, { met: 'nobody', result: 'not-met' }))
    expect(stateOf(engine)).toEqual(['accepted', 1, 'not-met', 'saved'])
    engine.save(attempt(id))
    const after = ['submitted', 2, 'awake']
    expect(stateOf(engine)).toEqual([...after, 'saved'])
    phone.fates.push('ok', 'lost')
    await engine.sync()
    expect(stateOf(engine)).toEqual([...after, null])
    const shown = only(engine).row
    await engine.sync()
    expect(stateOf(engine)).toEqual([...after, null])
    expect(only(engine).row).toEqual(cloud.cases(worker(1))[0])
    expect({ ...only(engine).row, seq: 0 }).toEqual({ ...shown, seq: 0 })
  })

  test('is the same object while nothing changed, and after one tap only that case’s is new', async () => {
    const made = setUp()
    const { id, police } = await dispatchedCase(made)
    const other = idOf(police.save(alert('YJ-2')))
    police.save(dispatch(other))
    await police.sync()
    const engine = made.phone.engine()
    await engine.sync()
    const before = engine.cases()
    expect(engine.cases()).toBe(before)
    engine.saveForm('visit', { words: '在家' })
    await engine.sync()
    expect(engine.cases()).toBe(before)
    engine.save(accept(id))
    const fresh = engine.cases().filter((view) => !before.includes(view))
    expect(fresh.map(({ row }) => row.id)).toEqual([id])
  })

  test('hears that somebody else was first, counts nothing of its own 接单, and keeps the visit all the same', async () => {
    const made = setUp()
    const { id } = await dispatchedCase(made, [worker(1), worker(2)])
    const [first, second] = [made.phone.engine(), made.phoneOf(2, 2).engine()]
    await Promise.all([first.sync(), second.sync()])
    first.save(accept(id))
    await first.sync()
    const late = idOf(second.save(accept(id)))
    expect(only(second).row.acceptedBy).toBe(worker(2))
    await second.sync()
    expect(second.records().find(({ operation }) => operation.id === late)?.status).toMatchObject({
      kind: 'rejected',
      problem: { code: 4092 },
    })
    expect(only(second)).toMatchObject({ row: { state: 'accepted', acceptedBy: worker(1) }, waiting: 'rejected' })
    second.discard(late)
    second.save(attempt(id))
    await second.sync()
    expect(stateOf(second)).toEqual(['submitted', 1, 'awake', null])
  })

  test('lets go of the resident on the screen with the own 转派, and in the storage with the pull, wherever it is killed', async () => {
    let writes = 0
    for (let killed = true; killed; writes++) {
      const made = setUp()
      const { id } = await dispatchedCase(made)
      const { phone } = made
      await phone.engine().sync()
      expect(storedWords(phone)).toContain('"sealed"')
      phone.engine().save({ type: 'dissuasion.transfer', body: { caseId: id, to: worker(2), reason: '不在班' } })
      expect(only(phone.engine()).row).toMatchObject({ part: 'former', resident: null, maskedName: null })
      phone.handle().killAfter(writes)
      await phone.engine().sync()
      killed = phone.handle().dead()
      if (killed) phone.kill()
      else phone.handle().killAfter(null)
      expect(only(phone.engine()).row.resident).toBeNull()
      await phone.engine().sync()
      expect(only(phone.engine()).row).toMatchObject({ part: 'former', gone: { to: '王芳' }, resident: null })
      expect(storedWords(phone)).not.toMatch(/"sealed"|"resident":\{/)
    }
    expect(writes).toBeGreaterThan(5)
  })

  test('tells what was found also after the case went to somebody else: kept with it, moving nothing', async () => {
    const made = setUp()
    const { id, police } = await dispatchedCase(made)
    const engine = made.phone.engine()
    await engine.sync()
    police.save({ type: 'dissuasion.transfer', body: { caseId: id, to: worker(2), reason: '换人' } })
    await police.sync()
    const found = idOf(engine.save(attempt(id)))
    await engine.sync()
    expect(statusOf(engine, found)).toBe('delivered')
    expect(only(engine).row).toMatchObject({ part: 'former', state: 'dispatched', attempts: 1, resident: null })
  })

  test('leaves the device after the last day, everything else with it, and what is unsent stays', async () => {
    const made = setUp()
    const { id } = await dispatchedCase(made)
    const { phone, cloud } = made
    const engine = phone.engine()
    await engine.sync()
    await engine.hold(house(1))
    cloud.endService(worker(1))
    await engine.sync()
    const unsent = idOf(engine.save(reveal(id)))
    expect([engine.cases(), engine.buildings(), engine.stock()]).toEqual([[], [], []])
    expect(storedWords(phone)).not.toMatch(/"sealed"|"resident":\{/)
    expect(statusOf(engine, unsent)).toBe('saved')
  })

  test('is held by a worker who has no buildings, through any number of pulls', async () => {
    const made = setUp()
    made.cloud.setScope(worker(1), [])
    const { id } = await dispatchedCase(made)
    const engine = made.phone.engine()
    await engine.sync()
    const other = made.phoneOf(2, 2).engine()
    other.save(visit(1, 1))
    await other.sync()
    await engine.sync()
    expect(only(engine).row.id).toBe(id)
    made.cloud.setScope(worker(1), [house(1)])
    await engine.sync()
    made.cloud.setScope(worker(1), [])
    await engine.sync()
    expect(only(engine).row.resident).not.toBeNull()
  })

  test('goes with the copy at sign-out, and comes again', async () => {
    const made = setUp()
    await dispatchedCase(made)
    const { phone } = made
    await phone.engine().sync()
    phone.engine().clearCopy()
    expect(phone.engine().cases()).toEqual([])
    expect(storedWords(phone)).not.toMatch(/"sealed"|"resident":\{/)
    await phone.engine().sync()
    expect(phone.engine().cases()).toHaveLength(1)
  })
})

describe('cases on an officer’s phone', () => {
  test('stay though an officer has no buildings, and an old index without any is read', async () => {
    const made = setUp()
    const phone = made.officerPhone(2)
    await phone.engine().sync()
    const key = [...phone.disk.values.keys()].find((name) => name.endsWith('/index')) ?? ''
    const { cases: _, ...before } = JSON.parse(phone.disk.values.get(key) ?? '{}')
    phone.disk.values.set(key, JSON.stringify(before))
    phone.kill()
    const { id } = await dispatchedCase(made)
    const engine = phone.engine()
    expect(engine.cases()).toEqual([])
    for (let pull = 0; pull < 3; pull++) await engine.sync()
    expect(only(engine).row).toMatchObject({ id, part: 'officer', resident: null, maskedName: '王*' })
    expect(engine.status().broken).toBe(0)
  })

  test('open ones come by deadline, closed ones after them, newest first', async () => {
    const made = setUp()
    const engine = made.officerPhone(1).engine()
    const enter = (number: string, level: 'urgent' | 'low', raisedAt: number) =>
      idOf(engine.save(alert(number, { level, raisedAt })))
    const close = (caseId: OperationId) =>
      engine.save({ type: 'dissuasion.close', body: { caseId, reason: 'false-alarm', note: '误报' } })
    const slow = enter('A', 'low', START)
    const old = enter('B', 'urgent', START - DAY)
    const fast = enter('C', 'urgent', START)
    const done = enter('D', 'urgent', START)
    await engine.sync()
    close(old)
    close(done)
    expect(engine.cases().map(({ row }) => row.id)).toEqual([fast, slow, done, old])
    await engine.sync()
    expect(engine.cases().map(({ row }) => row.id)).toEqual([fast, slow, done, old])
  })

  test('closed ones leave thirty days later, and never more than a hundred of them are held', async () => {
    const made = setUp()
    const engine = made.officerPhone(1).engine()
    const ids = Array.from({ length: 120 }, (_, at) => idOf(engine.save(alert(`N-${at}`))))
    for (const caseId of ids.slice(1))
      engine.save({ type: 'dissuasion.close', body: { caseId, reason: 'false-alarm', note: '误报' } })
    await engine.sync()
    const closed = () => engine.cases().filter(({ row }) => row.state === 'closed').length
    expect([engine.cases().length, closed()]).toEqual([101, 100])
    made.world.now += 29 * DAY
    engine.save({ type: 'dissuasion.call', body: { caseId: ids[0] as OperationId, reached: false } })
    await engine.sync()
    expect(closed()).toBe(100)
    made.world.now += 2 * DAY
    engine.save({ type: 'dissuasion.call', body: { caseId: ids[0] as OperationId, reached: false } })
    await engine.sync()
    expect(engine.cases().map(({ row }) => row.id)).toEqual([ids[0]])
  })

  test('a label given to an alert that was refused for its number follows it to its new one, and leaves with it', async () => {
    const made = setUp()
    const phone = made.officerPhone(1)
    const engine = phone.engine()
    const first = idOf(engine.save(alert()))
    const label = idOf(engine.save({ type: 'alert.label', body: { caseId: first, labels: ['prior-record'] } }))
    refuse(made.world, 4090, ({ type }) => type === 'alert.enter')
    await engine.sync()
    // The label waits for an alert that never came.
    expect([statusOf(engine, first), statusOf(engine, label)]).toEqual(['rejected', 'held'])
    const { body } = engine.records().find(({ operation }) => operation.id === first)?.operation ?? {}
    const heir = idOf(engine.edit(first, body as never))
    expect(heir).not.toBe(first)
    const pointsTo = () =>
      engine.records().flatMap(({ operation }) => (operation.type === 'alert.label' ? operation.body.caseId : []))
    expect(pointsTo()).toEqual([heir])
    phone.kill()
    phone.engine().discard(heir)
    expect(phone.engine().records()).toEqual([])
  })
})

/** The cloud refuses operations of a kind, once each. */
function refuse(
  world: ReturnType<typeof setUp>['world'],
  code: ProblemCode,
  which: (operation: { readonly type: string }) => boolean,
): void {
  const { cloud } = world
  Object.assign(world, {
    async cloud(staff: Parameters<typeof cloud>[0], body: { operations?: { type: string }[] }) {
      const { operations } = body
      const hit = operations?.findIndex(which) ?? -1
      if (operations === undefined || hit < 0) return cloud(staff, body)
      const rest = operations.filter((_, at) => at !== hit)
      const answer = await cloud(staff, { ...body, operations: rest })
      if (answer.kind !== 'answer') return answer
      const { outcomes, ...more } = answer.body as { outcomes: unknown[] }
      outcomes.splice(hit, 0, { kind: 'rejected', problem: { code, title: '同一编号已有另一条内容' } })
      return { kind: 'answer', body: { ...more, outcomes } }
    },
  })
}

describe('a device that heard nothing for a month', () => {
  test('holds no case any more, even without a network; its own records stay, and a pull brings what still stands', async () => {
    const made = setUp()
    const { id } = await dispatchedCase(made)
    const { phone, world } = made
    const engine = phone.engine()
    await engine.sync()
    const kept = idOf(engine.save(accept(id)))
    expect(storedWords(phone)).toContain(id)
    world.now += 30 * DAY - MINUTE
    phone.fates.push('not-sent')
    await engine.sync()
    expect(engine.cases()).toHaveLength(1)
    world.now += 2 * MINUTE
    phone.fates.push('not-sent')
    await engine.sync()
    expect(engine.cases()).toEqual([])
    expect(statusOf(engine, kept)).toBe('saved')
    await engine.sync()
    expect(only(engine).row).toMatchObject({ id, state: 'accepted' })
  })
})
