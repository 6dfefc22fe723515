import { verifyChain } from '#cloud/operations/verify-chain'
import { day } from '#cloud/queries/day'
import type { OperationOf, OperationType } from '#contract/operation'
import type { PushOutcome } from '#contract/push'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { DAY, dayOf, HOUR, MINUTE } from '#domain/time'
import { answerOf, fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()

const alert = (number: string, more: Partial<OperationOf<'alert.enter'>['body']> = {}) => ({
  kind: 'dissuade' as const,
  number,
  level: 'urgent' as const,
  fraudType: 'fake-authority' as const,
  source: 'system' as const,
  raisedAt: ground.context.clock.time - MINUTE,
  name: '王秀英',
  phone: '199 1234 1234',
  address: '清枫苑1幢1单元101',
  doorId: ground.doorOf(ground.field.buildings[0], 0),
  clue: '与境外号码通话17分钟',
  ...more,
})

function by<Type extends OperationType>(person: Staff, type: Type, body: OperationOf<Type>['body'], more: object = {}) {
  return ground.field.operation(type, body, { author: person.id, ...more })
}

async function send<Type extends OperationType>(
  person: Staff,
  type: Type,
  body: OperationOf<Type>['body'],
  more: object = {},
): Promise<PushOutcome> {
  const [outcome] = await ground.field.push([by(person, type, body, more)], person)
  if (outcome === undefined) throw new Error('no outcome')
  return outcome
}

async function applied(outcome: Promise<PushOutcome>): Promise<void> {
  expect(await outcome).toMatchObject({ kind: 'applied' })
}

async function refusal(outcome: Promise<PushOutcome>): Promise<{ code: number; detail?: string | undefined }> {
  const found = await outcome
  if (found.kind !== 'rejected') throw new Error(found.kind)
  return found.problem
}

async function enter(more: Partial<OperationOf<'alert.enter'>['body']> = {}, number = 'YJ1'): Promise<OperationId> {
  const operation = by(ground.field.officer, 'alert.enter', alert(number, more))
  await ground.apply([operation], ground.field.officer)
  return operation.id
}

/** Sent to the worker and his colleague, led by the officer, a volunteer along. */
async function dispatched(): Promise<OperationId> {
  const { officer, worker, colleague, volunteer } = ground.field
  const caseId = await enter()
  await applied(
    send(officer, 'dissuasion.dispatch', {
      caseId,
      leader: officer.id,
      workers: [worker.id, colleague.id],
      companions: [volunteer.id],
    }),
  )
  return caseId
}

const met = (caseId: OperationId, minutesAgo = 20) => ({
  caseId,
  startedAt: ground.context.clock.time - minutesAgo * MINUTE,
  met: 'person' as const,
  result: 'awake' as const,
  answers: { transferred: true, 'in-contact': false },
  amount: 5000,
  note: '老人已把对方号码拉黑',
})

const row = async (caseId: OperationId) =>
  ground.database.kysely
    .selectFrom('dissuasion')
    .selectAll()
    .where('unit_id', '=', ground.field.unit)
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
const notices = async (caseId: OperationId) =>
  (
    await ground.database.kysely
      .selectFrom('notice')
      .select(['kind', 'staff_id'])
      .where('unit_id', '=', ground.field.unit)
      .where('case_id', '=', caseId)
      .orderBy('notice_id')
      .execute()
  ).map(({ kind, staff_id }) => `${kind} ${staff_id}`)

test('the whole loop ends confirmed with a follow-up due, and every step is in the chain', async () => {
  const { officer, partner, worker } = ground.field
  const caseId = await dispatched()
  await applied(send(worker, 'dissuasion.accept', { caseId }))
  await applied(send(worker, 'dissuasion.attempt', met(caseId)))
  expect(await row(caseId)).toMatchObject({ state: 'submitted', attempts: 1, due_step: 'confirm' })
  const followUpAt = ground.context.clock.time + DAY
  await applied(send(partner, 'dissuasion.confirm', { caseId, followUpAt }))
  expect(await row(caseId)).toMatchObject({ state: 'confirmed', due_step: 'follow-up', due_at: followUpAt })
  expect(await verifyChain(ground.database.kysely, ground.field.unit)).toEqual({ kind: 'intact', rows: 5 })
  const { colleague, volunteer } = ground.field
  expect((await notices(caseId)).sort()).toEqual(
    [
      `alert ${partner.id}`,
      ...[worker, colleague, volunteer].map(({ id }) => `dispatched ${id}`),
      ...[officer, partner].map(({ id }) => `to-confirm ${id}`),
    ].sort(),
  )
})

describe('rights', () => {
  test('an officer of another station may do nothing here, and hears why', async () => {
    const { elsewhere } = ground.field
    const caseId = await enter()
    expect(await refusal(send(elsewhere, 'alert.enter', alert('YJ2')))).toMatchObject({ code: 4044 })
    expect(await refusal(send(elsewhere, 'dissuasion.call', { caseId, reached: true }))).toMatchObject({ code: 4044 })
    expect(await row(caseId)).toMatchObject({ state: 'entered' })
  })

  test.each(['worker', 'secretary', 'volunteer'] as const)('a %s enters no alert and labels nobody', async (who) => {
    const caseId = await enter()
    expect(await refusal(send(ground.field[who], 'alert.enter', alert('YJ2')))).toMatchObject({ code: 4030 })
    expect(await refusal(send(ground.field[who], 'alert.label', { caseId, labels: ['prior-record'] }))).toMatchObject({
      code: 4030,
    })
  })

  test('a grid worker who was not sent may not accept, nor tell of a visit, nor see the resident', async () => {
    const caseId = await enter()
    const { worker } = ground.field
    for (const outcome of [
      send(worker, 'dissuasion.accept', { caseId }),
      send(worker, 'dissuasion.attempt', met(caseId)),
      send(worker, 'resident.reveal', { caseId, reason: 'call' }),
    ])
      expect(await refusal(outcome)).toMatchObject({ code: 4037 })
  })

  test('the officer who logged an attempt does not confirm it; another one does', async () => {
    const { officer, partner, worker } = ground.field
    const caseId = await dispatched()
    await applied(send(worker, 'dissuasion.accept', { caseId }))
    await applied(send(officer, 'dissuasion.attempt', met(caseId)))
    expect(await refusal(send(officer, 'dissuasion.confirm', { caseId, followUpAt: null }))).toMatchObject({
      code: 4036,
    })
    await applied(send(partner, 'dissuasion.confirm', { caseId, followUpAt: null }))
  })

  test('a volunteer tells what was asked, never an amount or a photo, and concludes nothing', async () => {
    const { volunteer } = ground.field
    const caseId = await dispatched()
    expect(await refusal(send(volunteer, 'dissuasion.attempt', met(caseId)))).toMatchObject({ code: 4038 })
    const { amount: _, ...asked } = met(caseId)
    await applied(send(volunteer, 'dissuasion.attempt', asked))
    expect(await row(caseId)).toMatchObject({ state: 'dispatched', attempts: 1 })
  })

  test('only people of the community and officers of its station are sent', async () => {
    const { officer, elsewhere, worker, secretary, volunteer } = ground.field
    const caseId = await enter()
    const send4226 = (team: { leader: Staff; workers: Staff[]; companions: Staff[] }) =>
      refusal(
        send(officer, 'dissuasion.dispatch', {
          caseId,
          leader: team.leader.id,
          workers: team.workers.map(({ id }) => id),
          companions: team.companions.map(({ id }) => id),
        }),
      )
    for (const team of [
      { leader: elsewhere, workers: [worker], companions: [] },
      { leader: worker, workers: [worker], companions: [] },
      { leader: officer, workers: [secretary], companions: [] },
      { leader: officer, workers: [volunteer], companions: [] },
      { leader: officer, workers: [worker], companions: [worker] },
    ])
      expect(await send4226(team)).toMatchObject({ code: 4226 })
  })
})

test('an officer hears what he may not do in a community, not that nobody is called so', async () => {
  const { officer, worker } = ground.field
  const door = ground.doorOf(ground.field.buildings[0], 0)
  const startedAt = ground.context.clock.time
  expect(await refusal(send(officer, 'visit.log', { doorId: door, startedAt, outcome: 'met' }))).toMatchObject({
    code: 4031,
  })
  const scope = { kind: 'none' } as const
  const assigned = send(officer, 'staff.assign', { staffId: worker.id, scope, from: null, to: null, active: false })
  expect(await refusal(assigned)).toMatchObject({ code: 4031 })
})

test('an alert of tomorrow is refused, one of a clock that runs a little ahead is not', async () => {
  const { officer } = ground.field
  const raisedAt = ground.context.clock.time + DAY
  expect(await refusal(send(officer, 'alert.enter', alert('YJ8', { raisedAt })))).toMatchObject({ code: 4228 })
  await enter({ raisedAt: ground.context.clock.time + 2 * MINUTE })
})

describe('two at once', () => {
  test('accepted on two devices: one has it, the other hears who', async () => {
    const { worker, colleague } = ground.field
    const caseId = await dispatched()
    const outcomes = await Promise.all([
      send(worker, 'dissuasion.accept', { caseId }),
      send(colleague, 'dissuasion.accept', { caseId }),
    ])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['applied', 'rejected'])
    const { standing } = await row(caseId)
    const winner = standing.kind === 'accepted' ? standing.acceptedBy : null
    const [won, lost] = winner === worker.id ? [worker, 1] : [colleague, 0]
    expect(outcomes[lost]).toMatchObject({ problem: { code: 4092, detail: expect.stringContaining(won.name) } })
  })

  test('accepting again after a lost answer is a duplicate, and on a second device of the same person a success', async () => {
    const { worker } = ground.field
    const caseId = await dispatched()
    const once = by(worker, 'dissuasion.accept', { caseId })
    expect((await ground.field.push([once], worker))[0]).toMatchObject({ kind: 'applied' })
    expect((await ground.field.push([once], worker))[0]).toMatchObject({ kind: 'duplicate' })
    await applied(send(worker, 'dissuasion.accept', { caseId }))
  })

  test('what a worker found offline is kept when the case went to somebody else meanwhile, and moves nothing', async () => {
    const { officer, worker, colleague } = ground.field
    const caseId = await dispatched()
    await applied(send(worker, 'dissuasion.accept', { caseId }))
    const offline = by(worker, 'dissuasion.attempt', met(caseId), { at: ground.context.clock.time })
    ground.context.clock.time += HOUR
    await applied(send(officer, 'dissuasion.transfer', { caseId, to: colleague.id, reason: '改由二网格上门' }))
    expect((await ground.field.push([offline], worker))[0]).toMatchObject({ kind: 'applied' })
    expect(await row(caseId)).toMatchObject({ state: 'dispatched', attempts: 1 })
    const kept = await ground.database.kysely
      .selectFrom('attempt')
      .selectAll()
      .where('attempt_id', '=', offline.id)
      .executeTakeFirstOrThrow()
    expect(kept).toMatchObject({ attached: true, staff_id: worker.id })
    expect(await notices(caseId)).toContain(`transferred ${worker.id}`)
    expect(await refusal(send(worker, 'dissuasion.accept', { caseId }))).toMatchObject({
      code: 4092,
      detail: expect.stringContaining(colleague.name),
    })
  })
})

describe('the step that is not open', () => {
  test('is refused with what to do, and changes nothing', async () => {
    const { officer } = ground.field
    const caseId = await enter()
    for (const outcome of [
      send(officer, 'dissuasion.confirm', { caseId, followUpAt: null }),
      send(officer, 'dissuasion.return', { caseId, reason: '不清楚' }),
      send(officer, 'dissuasion.follow-up', { caseId, outcome: 'well', nextAt: null }),
      send(officer, 'dissuasion.close', { caseId, reason: 'resolved', note: '没有人说过话' }),
      send(officer, 'dissuasion.reopen', { caseId, reason: '新的线索' }),
    ])
      expect(await refusal(outcome)).toMatchObject({ code: 4093, detail: expect.any(String) })
    expect(await row(caseId)).toMatchObject({ state: 'entered', round: 1 })
  })

  test('a case that nobody entered: what is said of it waits for it', async () => {
    const { officer } = ground.field
    const opening = by(officer, 'alert.enter', alert('YJ9'))
    const call = by(officer, 'dissuasion.call', { caseId: opening.id, reached: false, note: '无人接听' })
    expect((await ground.field.push([call], officer))[0]).toEqual({ kind: 'held', waitingFor: opening.id })
    await ground.apply([opening], officer)
    expect(await row(opening.id)).toMatchObject({ standing: expect.objectContaining({ calls: 1 }) })
  })

  test('a returned attempt says why, and the next one takes the reason away', async () => {
    const { officer, worker } = ground.field
    const caseId = await dispatched()
    await applied(send(worker, 'dissuasion.attempt', met(caseId)))
    await applied(send(officer, 'dissuasion.return', { caseId, reason: '请问清转账时间' }))
    expect(await row(caseId)).toMatchObject({ state: 'accepted', returned_sealed: expect.anything() })
    await applied(send(worker, 'dissuasion.attempt', met(caseId)))
    expect(await row(caseId)).toMatchObject({ state: 'submitted', returned_sealed: null })
  })

  test('误报 closes from any open state with its reason; a new fraud opens the next round of the same thread', async () => {
    const { officer, partner, worker } = ground.field
    const caseId = await dispatched()
    await applied(send(officer, 'dissuasion.close', { caseId, reason: 'false-alarm', note: '本人为银行职员' }))
    await applied(send(officer, 'dissuasion.reopen', { caseId, reason: '又有新线索' }))
    expect(await row(caseId)).toMatchObject({ state: 'ready', round: 2 })
    await applied(
      send(officer, 'dissuasion.dispatch', { caseId, leader: officer.id, workers: [worker.id], companions: [] }),
    )
    await applied(send(worker, 'dissuasion.attempt', met(caseId)))
    await applied(send(partner, 'dissuasion.confirm', { caseId, followUpAt: ground.context.clock.time + DAY }))
    await applied(send(worker, 'dissuasion.follow-up', { caseId, outcome: 'defrauded-again', nextAt: null }))
    expect(await row(caseId)).toMatchObject({ state: 'ready', round: 3, due_step: 'dispatch' })
  })

  test('an alert of the same person names the one before; a number is entered once', async () => {
    const first = await enter()
    const second = await enter({ phone: '19912341234', name: '王秀英' }, 'YJ2')
    expect(await row(second)).toMatchObject({ previous_id: first })
    expect(await refusal(send(ground.field.officer, 'alert.enter', alert('YJ2')))).toMatchObject({ code: 4094 })
  })
})

describe('what is kept', () => {
  test('nothing of the resident lies anywhere in the clear, and the chain does not mind a box closed anew', async () => {
    const { officer, worker } = ground.field
    const caseId = await dispatched()
    await applied(send(officer, 'alert.label', { caseId, labels: ['prior-record'] }))
    await applied(send(officer, 'dissuasion.conclude', { caseId, conclusion: '列入重点关注' }))
    await applied(send(worker, 'dissuasion.attempt', met(caseId)))
    await applied(send(worker, 'resident.reveal', { caseId, reason: 'find-the-door', note: '门牌看不清' }))
    const orphan = by(officer, 'dissuasion.call', {
      caseId: by(officer, 'alert.enter', alert('X')).id,
      reached: false,
      note: '王秀英不接',
    })
    await ground.field.push([orphan], officer)
    const tables = ['operation', 'dissuasion', 'attempt', 'police_note', 'held', 'notice', 'photo'] as const
    for (const table of tables) {
      const rows = await ground.database.kysely.selectFrom(table).selectAll().execute()
      for (const word of [
        '王秀英',
        '19912341234',
        '清枫苑1幢1单元101',
        '境外号码',
        'prior-record',
        '重点关注',
        '拉黑',
        '门牌看不清',
      ])
        expect(JSON.stringify(rows)).not.toContain(word)
    }
    const [opening] = await ground.database.kysely
      .selectFrom('operation')
      .selectAll()
      .where('unit_id', '=', ground.field.unit)
      .where('operation_id', '=', caseId)
      .execute()
    const content = opening?.content as { body: Record<string, { $sealed: string; key: string; box: string | null }> }
    const erased = { ...content, body: { ...content.body, name: { ...content.body.name, box: null } } }
    await ground.database.kysely
      .updateTable('operation')
      .set({ content: JSON.stringify(erased) })
      .where('unit_id', '=', ground.field.unit)
      .where('operation_id', '=', caseId)
      .execute()
    expect(await verifyChain(ground.database.kysely, ground.field.unit)).toMatchObject({ kind: 'intact' })
    const forged = { ...content, body: { ...content.body, name: { ...content.body.name, $sealed: 'f'.repeat(40) } } }
    await ground.database.kysely
      .updateTable('operation')
      .set({ content: JSON.stringify(forged) })
      .where('unit_id', '=', ground.field.unit)
      .where('operation_id', '=', caseId)
      .execute()
    expect(await verifyChain(ground.database.kysely, ground.field.unit)).toMatchObject({
      kind: 'broken',
      reason: 'content',
    })
  })

  test('the same alert sent again is a duplicate, though its boxes differ; with another name it is another content', async () => {
    const { officer } = ground.field
    const operation = by(officer, 'alert.enter', alert('YJ5'))
    await ground.apply([operation], officer)
    expect((await ground.field.push([operation], officer))[0]).toMatchObject({ kind: 'duplicate' })
    const other = { ...operation, body: { ...operation.body, name: '王秀兰' } }
    expect((await ground.field.push([other], officer))[0]).toMatchObject({ kind: 'rejected', problem: { code: 4090 } })
  })

  test('a reveal made offline keeps the device’s own time beside the receipt', async () => {
    const { worker } = ground.field
    const caseId = await dispatched()
    const at = ground.context.clock.time
    const seen = by(worker, 'resident.reveal', { caseId, reason: 'find-the-door' }, { at, offset: null })
    ground.context.clock.time += 3 * HOUR
    await ground.apply([seen], worker)
    const logged = await ground.database.kysely
      .selectFrom('operation')
      .selectAll()
      .where('operation_id', '=', seen.id)
      .executeTakeFirstOrThrow()
    expect(logged).toMatchObject({ at, received_at: at + 3 * HOUR, subject: caseId, content: { at } })
  })

  test('without keys nothing of a resident is taken in', async () => {
    const bare = { ...ground.context, vault: { open: async () => null, forget() {} } }
    const { applyPush } = await import('#cloud/operations/apply-push')
    const { officer, unit, device } = ground.field
    const operations = [{ ...by(officer, 'alert.enter', alert('YJ7')) }]
    const outcomes = await applyPush(bare, officer, {
      action: 'push',
      protocol: 2,
      unit,
      device,
      pending: 0,
      operations,
    })
    expect(outcomes[0]).toMatchObject({ kind: 'rejected', problem: { code: 5032 } })
  })
})

describe('minutes (S16)', () => {
  const unitDay = async () =>
    ground.database.kysely
      .selectFrom('unit_day')
      .selectAll()
      .where('unit_id', '=', ground.field.unit)
      .where('day', '=', dayOf(ground.context.clock.time))
      .executeTakeFirst()

  test('a meeting counts for everybody who was there, once for the unit', async () => {
    const { worker, volunteer } = ground.field
    const caseId = await dispatched()
    await applied(send(worker, 'dissuasion.attempt', { ...met(caseId, 25), with: [volunteer.id] }))
    expect(await unitDay()).toMatchObject({ activity_ms: 25 * MINUTE, person_ms: 50 * MINUTE, activities: 0 })
  })

  test('the secretary’s day adds up to the same total, and the line opens the case', async () => {
    const { worker, volunteer, secretary, unit } = ground.field
    const caseId = await dispatched()
    await applied(send(worker, 'dissuasion.attempt', { ...met(caseId, 25), with: [volunteer.id] }))
    const found = answerOf(
      await day(ground.context, secretary, { action: 'day', unit, day: dayOf(ground.context.clock.time) }),
    )
    expect(found).toMatchObject({
      activityTime: 25 * MINUTE,
      personTime: 50 * MINUTE,
      counts: { activities: 0 },
      byChannel: [{ channel: 'dissuasion', time: 25 * MINUTE }],
      lines: [{ channel: 'dissuasion', adds: 25 * MINUTE, caseId, activityId: null, place: '清枫苑 1幢' }],
    })
    // The case's id may hold those three digits by chance.
    expect(JSON.stringify(found).replaceAll(caseId, '')).not.toContain('101')
  })

  test('nobody at home counts for nothing, and a form left open is no night of outreach', async () => {
    const { worker } = ground.field
    const caseId = await dispatched()
    await applied(send(worker, 'dissuasion.attempt', { ...met(caseId), met: 'nobody', result: 'not-met' }))
    expect((await unitDay())?.activity_ms ?? 0).toBe(0)
    await applied(send(worker, 'dissuasion.attempt', met(caseId, 9 * 60)))
    expect(await unitDay()).toMatchObject({ activity_ms: defaultDissuasionPolicy.longestMeeting })
  })
})
