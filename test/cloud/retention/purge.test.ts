import { sql } from 'kysely'
import * as v from 'valibot'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { contentHash } from '#cloud/operations/canonical'
import { lockHead } from '#cloud/operations/log'
import { SERVER } from '#cloud/operations/server-id'
import { verifyChain } from '#cloud/operations/verify-chain'
import { retentionTasks } from '#cloud/retention/tasks'
import { unknownDevice } from '#cloud/session/device-seen'
import { sessionId } from '#contract/scalars'
import { retentionKinds, retentionPolicy } from '#domain/retention'
import { addDays, DAY, dayOf } from '#domain/time'
import { NOON, newDeviceId, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { keptGround } from '../../support/kept-ground'
import { caseRow } from '../../support/timer-cases'

const ground = fieldUnderTest()
let kept: Awaited<ReturnType<typeof keptGround>>
beforeEach(async () => {
  kept = await keptGround(ground.context, ground.field)
})
const db = () => ground.database.kysely
const unit = () => ground.field.unit

test('every kind of the policy has somebody who finds it and lets it go', () => {
  expect(retentionTasks.map(({ kind }) => kind).sort()).toEqual([...retentionKinds].sort())
})

describe('residents in a closed case', () => {
  test('go with every sealed value once their time is over, not a moment before, and the chain stays whole', async () => {
    const caseId = await kept.closed()
    const before = await kept.boxes()
    expect(Object.keys(before).sort()).toEqual(['dissuasion', 'operation', 'police_note'])
    kept.pass(retentionPolicy.case.days)
    ground.context.clock.time -= 1
    await kept.purge()
    expect(await kept.boxes()).toEqual(before)
    ground.context.clock.time += 1
    expect((await kept.purge()).kinds.get('case')).toBe(1)
    expect(await kept.boxes()).toEqual({})
    const row = await caseRow(db(), unit(), caseId)
    expect(row).toMatchObject({
      state: 'closed',
      person_index: `erased ${caseId}`,
      erased_seq: expect.any(Number),
    })
    // What the chain counts of a value is still there.
    expect(row.name_sealed).toMatchObject({ $sealed: expect.stringMatching(/^[0-9a-f]{40}$/), box: null })
    expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
    const attempts = await db().selectFrom('attempt').select('note_index').where('unit_id', '=', unit()).execute()
    expect(attempts).toEqual([{ note_index: null }])
  })

  test('stay while the case is open, however old', async () => {
    await kept.cases.enter()
    kept.pass(3650)
    await kept.purge()
    expect(await kept.boxes()).toMatchObject({ dissuasion: 4, operation: 4 })
  })

  test('stay while a hold is on the case, and go when it is lifted', async () => {
    const [heldId, other] = [await kept.closed({ phone: '19900000001' }), await kept.closed({ phone: '19900000002' })]
    const hold = {
      unit_id: unit(),
      subject: heldId,
      about: 'case',
      hold_id: newOperationId(),
      placed_by: ground.field.officer.id,
      placed_at: NOON,
      seq: 0,
    } as const
    await db()
      .insertInto('legal_hold')
      .values({ ...hold, reason_sealed: JSON.stringify({ $sealed: 'x', key: 'd1', box: null }) })
      .execute()
    kept.pass(3650)
    expect((await kept.purge()).kinds.get('case')).toBe(1)
    expect((await caseRow(db(), unit(), other)).name_sealed.box).toBeNull()
    expect((await caseRow(db(), unit(), heldId)).name_sealed.box).not.toBeNull()
    await db().deleteFrom('legal_hold').where('subject', '=', heldId).execute()
    await kept.purge()
    expect(await kept.boxes()).toEqual({})
  })

  test('never go before the law’s least, whatever is stored as the street’s decision', async () => {
    await kept.closed()
    const settings = await db()
      .selectFrom('unit')
      .select('settings')
      .where('unit_id', '=', ground.field.street)
      .executeTakeFirst()
    await db()
      .updateTable('unit')
      .set({ settings: JSON.stringify({ ...(settings?.settings ?? { version: 1 }), retention: { case: 1 } }) })
      .where('unit_id', '=', ground.field.street)
      .execute()
    kept.pass(retentionPolicy.case.least - 1)
    await kept.purge()
    expect(await kept.boxes()).not.toEqual({})
    kept.pass(1)
    await kept.purge()
    expect(await kept.boxes()).toEqual({})
  })

  test('what arrives late for a case that was emptied is emptied again', async () => {
    const caseId = await kept.closed()
    kept.pass(retentionPolicy.case.days)
    await kept.purge()
    await kept.cases.act('dissuasion.conclude', { caseId, conclusion: '又想起一件事' }, ground.field.officer)
    expect(await kept.boxes()).toEqual({ operation: 1, police_note: 1 })
    kept.pass(retentionPolicy.case.days)
    await kept.purge()
    expect(await kept.boxes()).toEqual({})
    expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
  })
})

test('the log says what went: kind, how many, of which records, by which policy, and no value', async () => {
  const caseId = await kept.closed()
  kept.pass(retentionPolicy.case.days)
  await kept.purge()
  const entry = (await kept.purges()).find(({ content }) => JSON.stringify(content).includes('"case"'))
  expect(entry).toMatchObject({
    staff_id: 'server',
    content: {
      body: { kind: 'case', by: 'command', policy: 2, count: 1, values: expect.any(Number), subjects: [caseId] },
    },
  })
  expect(await caseRow(db(), unit(), caseId)).toMatchObject({ seq: entry?.seq })
})

test('a second run finds nothing, and writes nothing', async () => {
  await kept.closed()
  kept.pass(retentionPolicy.case.days)
  await kept.purge()
  const entries = (await kept.purges()).length
  expect((await kept.purge()).kinds.size).toBe(0)
  expect(await kept.purges()).toHaveLength(entries)
})

describe('free words and places of field work', () => {
  const note = '302 的张阿姨说儿子在外地'
  const location = { latitude: 31.3, longitude: 120.6, accuracy: 20 }

  async function visited() {
    const visit = ground.visit(0, ground.context.clock.time, { note, location })
    await ground.apply([visit])
    return visit.id
  }

  test('leave record and log, and the chain says that they did', async () => {
    const id = await visited()
    const reason = '张阿姨其实住 301'
    await ground.apply([ground.field.operation('visit.amend', { visitId: id, reason, outcome: 'met', note })])
    const before = await db().selectFrom('unit_day').selectAll().where('unit_id', '=', unit()).execute()
    kept.pass(retentionPolicy.words.days)
    const { kinds } = await kept.purge()
    expect([kinds.get('words'), kinds.get('location')]).toEqual([2, 1])
    const rows = await db().selectFrom('operation').select(['type', 'content']).where('unit_id', '=', unit()).execute()
    const text = JSON.stringify([
      rows,
      await db().selectFrom('visit').selectAll().where('unit_id', '=', unit()).execute(),
    ])
    for (const word of ['张阿姨', '120.6']) expect(text).not.toContain(word)
    expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
    expect(await db().selectFrom('unit_day').selectAll().where('unit_id', '=', unit()).execute()).toEqual(before)
  })

  test('of what stands leave with the look that said them; a younger look’s note stays', async () => {
    const day = dayOf(ground.context.clock.time)
    const body = { kind: 'banner', place: '南门', from: day, to: addDays(day, 300) } as const
    const post = ground.field.operation('standing.post', body)
    await ground.apply([post])
    const look = (words: string) =>
      ground.apply([ground.field.operation('standing.check', { paperId: post.id, condition: 'good', note: words })])
    const noteOf = async () =>
      (await db().selectFrom('paper').select('content').where('paper_id', '=', post.id).executeTakeFirstOrThrow())
        .content
    await look('张阿姨说挡光')
    kept.pass(10)
    await look('已经移开')
    kept.pass(retentionPolicy.words.days - 5)
    await kept.purge()
    expect(await noteOf()).toMatchObject({ note: '已经移开' })
    kept.pass(5)
    await kept.purge()
    expect(await noteOf()).toMatchObject({ note: null })
  })

  test('a repetition of what was emptied is still known for one', async () => {
    const visit = ground.visit(0, ground.context.clock.time, { note })
    await ground.apply([visit])
    kept.pass(retentionPolicy.words.days)
    await kept.purge()
    expect(await ground.field.push([visit])).toEqual([{ kind: 'duplicate', seq: 1 }])
  })

  test('an entry that whoever writes to the table alone chained to pass a change off as a purge is not believed', async () => {
    const id = await visited()
    await sql`update operation set content = jsonb_set(content, '{body,outcome}', '"refused"') where operation_id = ${id}`.execute(
      db(),
    )
    const forged = await db()
      .selectFrom('operation')
      .selectAll()
      .where('operation_id', '=', id)
      .executeTakeFirstOrThrow()
    const entry = {
      type: 'retention.purge',
      body: { kind: 'words', emptied: [{ id, hash: contentHash(forged.content), mark: 'a'.repeat(40) }] },
    }
    await ground.context.db.transaction().execute(async (trx) => {
      const head = await lockHead(trx, unit())
      const forgery = { unitId: unit(), author: SERVER, type: 'retention.purge', content: entry }
      await appendServerEntry(ground.context, trx, head, forgery)
    })
    expect(await kept.verdict()).toMatchObject({ kind: 'broken', seq: 1, operationId: id, reason: 'content' })
    // Without the keys nobody can tell: the README says so.
    expect(await verifyChain(db(), unit())).toMatchObject({ kind: 'intact' })
  })

  test('a content that somebody else changed is not taken for a purge, before one or after it', async () => {
    const id = await visited()
    const forged = { operation_id: id, note: '没有去过' }
    await sql`update operation set content = jsonb_set(content, '{body,note}', to_jsonb(${forged.note}::text)) where operation_id = ${id}`.execute(
      db(),
    )
    expect(await kept.verdict()).toMatchObject({ kind: 'broken', seq: 1, operationId: id, reason: 'content' })
    kept.pass(retentionPolicy.words.days)
    await kept.purge()
    // The purge emptied it, and says what is left: what was changed before is gone with it.
    expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
    await sql`update operation set content = jsonb_set(content, '{body,adults}', '9') where operation_id = ${id}`.execute(
      db(),
    )
    expect(await kept.verdict()).toMatchObject({ kind: 'broken', seq: 1, operationId: id, reason: 'content' })
  })
})

test('the words of 投诉建议 go some time after the answer, and never before there is one', async () => {
  const { worker, clerk } = ground.field
  const send = ground.field.operation('feedback.send', { kind: 'complaint', words: '楼道里有人冒充我们' })
  await ground.apply([send])
  kept.pass(3000)
  await kept.purge()
  expect(await kept.boxes()).toEqual({ operation: 1, paper: 1 })
  await ground.field.push(
    [ground.field.operation('feedback.answer', { paperId: send.id, words: '已核实' }, { author: clerk.id })],
    clerk,
  )
  kept.pass(retentionPolicy.feedback.days)
  await kept.purge()
  expect(await kept.boxes()).toEqual({})
  expect(worker.id).toBeDefined()
  expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
})

test('a volunteer is a number after years; records and minutes stay', async () => {
  const { volunteer } = ground.field
  await ground.apply(
    [
      ground.field.operation(
        'visit.log',
        { doorId: ground.doorOf(ground.field.buildings[0], 3), startedAt: NOON, outcome: 'met' },
        { author: volunteer.id },
      ),
    ],
    volunteer,
  )
  const days = () => db().selectFrom('staff_day').selectAll().where('unit_id', '=', unit()).execute()
  const [row] = await db().selectFrom('staff').selectAll().where('staff_id', '=', volunteer.id).execute()
  const before = await days()
  kept.pass(retentionPolicy.volunteer.days - 30)
  await kept.purge()
  expect(await db().selectFrom('staff').selectAll().where('staff_id', '=', volunteer.id).execute()).toEqual([row])
  kept.pass(60)
  await kept.purge()
  expect(await db().selectFrom('staff').selectAll().where('staff_id', '=', volunteer.id).execute()).toEqual([
    { ...row, name: '已离任志愿者', openid: null, roster_key: null },
  ])
  expect(await days()).toEqual(before)
  const others = await db()
    .selectFrom('staff')
    .select('name')
    .where('unit_id', '=', unit())
    .where('role', '<>', 'volunteer')
    .execute()
  expect(others.map(({ name }) => name)).not.toContain('已离任志愿者')
})

test('sessions that ended, notices and what waited too long go as rows', async () => {
  const device = newDeviceId()
  const session = {
    unit_id: unit(),
    staff_id: ground.field.worker.id,
    device_id: device,
    kind: 'web' as const,
    ...unknownDevice,
    openid: null,
    opened_at: NOON,
    seen_on: dayOf(NOON),
    revoked_at: null,
    refresh_hash: null,
    next_hashes: '[]',
  }
  const id = (digit: string) => v.parse(sessionId, digit.repeat(32))
  await db()
    .insertInto('session')
    .values([
      { ...session, session_id: id('a'), expires_at: NOON + 30 * DAY },
      { ...session, session_id: id('b'), expires_at: NOON + 3000 * DAY },
      { ...session, session_id: id('c'), expires_at: NOON + 3000 * DAY, revoked_at: NOON },
    ])
    .execute()
  await db()
    .insertInto('session_token')
    .values({ unit_id: unit(), token_hash: 'old', session_id: id('a'), expires_at: NOON + DAY })
    .execute()
  await ground.field.push([ground.field.operation('visit.undo', { visitId: newOperationId() })])
  await kept.cases.accepted()
  expect(await db().selectFrom('held').selectAll().where('unit_id', '=', unit()).execute()).toHaveLength(1)
  kept.pass(30 + retentionPolicy.session.days)
  await kept.purge()
  const left = await db().selectFrom('session').select('session_id').where('unit_id', '=', unit()).execute()
  expect(left).toEqual([{ session_id: id('b') }])
  expect(await db().selectFrom('session_token').select('token_hash').where('unit_id', '=', unit()).execute()).toEqual(
    [],
  )
  expect(await db().selectFrom('held').selectAll().where('unit_id', '=', unit()).execute()).toEqual([])
  expect(await db().selectFrom('notice').selectAll().where('unit_id', '=', unit()).execute()).toEqual([])
})
