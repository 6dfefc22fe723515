import { sql } from 'kysely'
import * as v from 'valibot'
import { type CaseAnswer, caseAnswer, casesAnswer, dutyAnswer, matchAnswer, revealAnswer } from '#contract/case-query'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { DAY, HOUR, MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { type Cases, casesOf, RESIDENT } from '../../support/case-fixture'
import { NOON, newDeviceId, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
let cases: Cases
beforeEach(async () => {
  cases = await casesOf(ground.context, ground.field)
})

async function ask(staff: Staff, request: object) {
  return call(ground.context, 'query', { unit: ground.field.unit, ...request }, await tokenOf(ground.context, staff))
}
async function answered<Schema extends v.GenericSchema>(schema: Schema, staff: Staff, request: object) {
  return v.parse(schema, (await ask(staff, request)).body)
}
const thread = ({ thread: entries }: CaseAnswer) => entries.map(({ kind }) => kind)
const one = (staff: Staff, id: OperationId) => answered(caseAnswer, staff, { action: 'case', id })
const list = (staff: Staff, more: object = {}) =>
  answered(casesAnswer, staff, { action: 'cases', before: null, open: false, ...more })
const police = async (id: OperationId) => {
  const found = (await one(ground.field.officer, id)).police
  if (found === null) throw new Error('An officer has a police block')
  return found
}

/** A case that has been through everything, with every secret that must not get out. */
async function longCase(kind: 'dissuade' | 'check' = 'dissuade'): Promise<OperationId> {
  const { officer, worker, volunteer } = ground.field
  const id = await cases.enter({ kind })
  await cases.act('alert.label', { caseId: id, labels: ['prior-record', 'high-risk-area'] }, officer)
  await cases.act('dissuasion.call', { caseId: id, reached: false, note: `前科，打${RESIDENT.phone}未接` }, officer)
  await cases.dispatch(id, { note: `${RESIDENT.room}，请带身份证` })
  await cases.act('dissuasion.accept', { caseId: id }, worker)
  await cases.act('resident.reveal', { caseId: id, reason: 'call' }, worker)
  await cases.attempt(id, volunteer, { result: 'doubting', note: '有人在家' })
  await cases.attempt(id, worker, { note: `${RESIDENT.name}答应不转账`, amount: 5000, fraudType: 'fake-loan' })
  await cases.act('dissuasion.confirm', { caseId: id, followUpAt: NOON + DAY, note: '前科人员' }, officer)
  await cases.act('dissuasion.conclude', { caseId: id, conclusion: '重点管控' }, officer)
  return id
}
const secrets = [RESIDENT.name, RESIDENT.phone, RESIDENT.room, RESIDENT.address, RESIDENT.clue]
const labels = ['prior-record', 'high-risk-area', '重点管控']
const found = (value: object, words: readonly string[]) => words.filter((word) => JSON.stringify(value).includes(word))

describe('a case', () => {
  it('is read by an officer with its whole thread, labels and conclusion', async () => {
    const id = await longCase()
    const answer = await one(ground.field.partner, id)
    expect(thread(answer)).toEqual([
      'entered',
      'labelled',
      'call',
      'dispatch',
      'accept',
      'reveal',
      'attempt',
      'attempt',
      'confirm',
      'conclude',
    ])
    expect(answer.police).toMatchObject({
      labels: ['prior-record', 'high-risk-area'],
      conclusion: '重点管控',
      clue: RESIDENT.clue,
      source: 'report-110',
      candidates: [],
    })
    expect(answer.row).toMatchObject({ part: 'officer', maskedName: '欧*', resident: null })
    expect(answer.thread[7]).toMatchObject({
      by: { name: '周敏' },
      amount: 5000,
      attached: false,
      fraudType: 'fake-loan',
    })
    expect(answer.thread[6]).toMatchObject({ by: { name: '顾晓芸' }, attached: true })
  })

  it('shows a secretary no label, no conclusion, no reveal and no name in full', async () => {
    const answer = await one(ground.field.secretary, await longCase())
    expect(thread(answer)).toEqual(['entered', 'call', 'dispatch', 'accept', 'attempt', 'attempt', 'confirm'])
    expect(answer.police).toBeNull()
    expect(found(answer, labels)).toEqual([])
    expect(answer.row).toMatchObject({ part: 'secretary', maskedName: '欧*', resident: null })
    const listed = await list(ground.field.secretary)
    expect(found(listed, [...secrets, ...labels, '前科'])).toEqual([])
  })

  it('shows a volunteer who goes along no byte of name, phone, room or label: who goes, and what he wrote', async () => {
    const answer = await one(ground.field.volunteer, await longCase())
    expect(thread(answer)).toEqual(['entered', 'dispatch', 'accept', 'attempt'])
    expect(found(answer, [...secrets, ...labels, '前科', '欧', 'S3'])).toEqual([])
  })

  it('keeps a 核查任务 neutral: what the police suspect and wrote for themselves reaches nobody else', async () => {
    const id = await longCase('check')
    const { secretary, worker } = ground.field
    for (const reader of [secretary, worker]) {
      const answer = await one(reader, id)
      expect(found(answer, [...labels, '前科', 'fake-investment', 'fake-loan', 'report-110'])).toEqual([])
      expect(answer.thread.find(({ kind }) => kind === 'dispatch')).toMatchObject({
        note: expect.stringContaining('身份证'),
      })
    }
  })

  it('shows somebody it was taken from what he did himself, and nothing of the resident', async () => {
    const { worker, colleague } = ground.field
    const id = await cases.accepted()
    await cases.attempt(id, worker, { met: 'nobody', result: 'not-met', note: '没人' })
    await cases.act('dissuasion.transfer', { caseId: id, to: colleague.id, reason: `${RESIDENT.name}要换人` }, worker)
    const answer = await one(worker, id)
    expect(thread(answer)).toEqual(['attempt'])
    expect(answer.row).toMatchObject({ part: 'former', gone: { to: '许强' }, resident: null })
    expect(found(answer, secrets)).toEqual([])
  })

  it('is nothing to a grid worker who was never sent, whether it exists or not', async () => {
    const id = await cases.accepted()
    const request = { action: 'case', id }
    expect(codeOf(await ask(ground.field.colleague, request))).toBe(4037)
    expect(codeOf(await ask(ground.field.colleague, { ...request, id: newOperationId() }))).toBe(4037)
  })

  it('says which of its photos have arrived, and what came late', async () => {
    const id = await cases.accepted()
    const photos = ['a', 'b'].map((letter) => ({ sha256: letter.repeat(64), bytes: 1000 }))
    await cases.attempt(id, ground.field.worker, { photos })
    const { db } = ground.context
    const photo = { unit_id: ground.field.unit, case_id: id, bytes: 1000, type: null, staff_id: ground.field.worker.id }
    await db
      .insertInto('photo')
      .values([
        { ...photo, sha256: 'a'.repeat(64), begun_at: NOON, arrived_at: NOON },
        { ...photo, sha256: 'b'.repeat(64), begun_at: NOON, arrived_at: null },
      ])
      .execute()
    const entry = (await one(ground.field.officer, id)).thread.at(-1)
    expect(entry).toMatchObject({ late: false, photos: [{ arrived: true }, { arrived: false }] })
  })

  it('stays readable when its words were erased', async () => {
    const id = await longCase()
    const row = await ground.context.db
      .selectFrom('operation')
      .select(['operation_id', 'content'])
      .where('unit_id', '=', ground.field.unit)
      .where('type', '=', 'dissuasion.conclude')
      .executeTakeFirstOrThrow()
    const erased = JSON.stringify(row.content).replace(/"box":"[^"]*"/, '"box":null')
    await ground.context.db
      .updateTable('operation')
      .set({ content: erased })
      .where('unit_id', '=', ground.field.unit)
      .where('operation_id', '=', row.operation_id)
      .execute()
    expect((await one(ground.field.officer, id)).thread.at(-1)).toMatchObject({
      kind: 'conclude',
      conclusion: '（已按规定删除）',
    })
  })
})

describe('what the police see beside it', () => {
  it('are other alerts of the person or the door, and visits there', async () => {
    const { officer } = ground.field
    const first = await cases.enter()
    const elsewhere = await cases.enter({ doorId: null, address: '不详' })
    const neighbour = await cases.enter({ phone: '13000000000' })
    await cases.enter({ phone: '13000000001', doorId: null, address: '不详' })
    const { earlier } = await police(first)
    expect(new Map(earlier.map(({ id, same }) => [id, same]))).toEqual(
      new Map([
        [elsewhere, 'person'],
        [neighbour, 'door'],
      ]),
    )
    expect((await list(officer)).cases).toHaveLength(4)
  })

  it('are the doors that an address may mean, until one is chosen', async () => {
    const id = await cases.enter({ doorId: null, address: '江苏省苏州市清枫苑2幢2单元102室' })
    const { candidates } = await police(id)
    expect(candidates).toEqual([{ id: 'b2-2', place: '清枫苑 2幢 1单元 102' }])
    const chosen = candidates[0]?.id
    if (chosen === undefined) throw new Error('no candidate')
    await cases.act('alert.match', { caseId: id, doorId: chosen }, ground.field.officer)
    expect(await police(id)).toMatchObject({ candidates: [], doorId: 'b2-2' })
    expect((await one(ground.field.secretary, id)).thread.at(-1)).toMatchObject({
      kind: 'matched',
      place: '清枫苑 2幢 1单元 1**',
    })
  })

  it('are questions, each out of so many records', async () => {
    const { worker } = ground.field
    const photos = [{ sha256: 'c'.repeat(64), bytes: 1000 }]
    const [one, other] = [await cases.accepted(), await cases.accepted()]
    const fix = { latitude: 31.31, longitude: 120.72, accuracy: 10 }
    const first = await cases.attempt(one, worker, { photos, note: '已劝阻', location: fix })
    ground.context.clock.time += MINUTE
    await ground.apply([
      ground.field.operation(
        'visit.log',
        {
          doorId: ground.doorOf(ground.field.buildings[0], 0),
          startedAt: ground.context.clock.time,
          outcome: 'met',
          location: { ...fix, latitude: 31.33 },
        },
        { elapsed: 70_000 },
      ),
    ])
    ground.context.clock.time += HOUR
    const second = await cases.attempt(other, worker, { photos, note: '已劝阻' })
    const { signals } = await police(one)
    expect(new Map(signals.map((signal) => [signal.kind, signal]))).toEqual(
      new Map([
        [
          'photo-twice',
          expect.objectContaining({
            records: [first, second],
            seen: 2,
            sample: 2,
            staff: expect.objectContaining({ name: '周敏' }),
          }),
        ],
        ['impossible-way', expect.objectContaining({ sample: 2, time: MINUTE })],
        ['same-words', expect.objectContaining({ records: [first, second], seen: 2, sample: 2 })],
      ]),
    )
  })

  it('asks about a device whose clock went back', async () => {
    const { worker } = ground.field
    const device = newDeviceId()
    const id = await cases.accepted()
    const attempt = (at: number, elapsed: number) =>
      ground.field.operation(
        'dissuasion.attempt',
        { caseId: id, startedAt: at - MINUTE, met: 'nobody', result: 'not-met' },
        { at, elapsed, device },
      )
    await ground.apply([attempt(NOON, HOUR)], worker)
    ground.context.clock.time += MINUTE
    await ground.apply([attempt(NOON - HOUR, HOUR + MINUTE)], worker)
    expect((await police(id)).signals).toMatchObject([{ kind: 'clock-moved', time: HOUR + MINUTE }])
  })
})

describe('the list', () => {
  it('begins with open cases by deadline, pages by the last one, and can leave out what is closed', async () => {
    const { officer } = ground.field
    const low = await cases.enter({ level: 'low' })
    const urgent = await cases.enter({ level: 'urgent' })
    const closed = await cases.enter()
    await cases.act('dissuasion.close', { caseId: closed, reason: 'false-alarm', note: '误报' }, officer)
    const phoned = await cases.enter()
    await cases.act('dissuasion.call', { caseId: phoned, reached: true }, officer)
    const ids = async (more: object) => (await list(officer, more)).cases.map(({ id }) => id)
    expect(await ids({})).toEqual([urgent, low, phoned, closed])
    expect(await ids({ open: true })).toEqual([urgent, low, phoned])
    expect(await ids({ before: low })).toEqual([phoned, closed])
    expect(await ids({ before: closed })).toEqual([])
  })

  it('costs the same number of statements however many cases there are', async () => {
    await cases.enter()
    const cost = async () => {
      const token = await tokenOf(ground.context, ground.field.officer)
      const before = ground.database.roundTrips()
      const request = { action: 'cases', unit: ground.field.unit, before: null, open: true }
      await call(ground.context, 'query', request, token)
      return ground.database.roundTrips() - before
    }
    const few = await cost()
    for (let index = 0; index < 5; index += 1) await cases.enter({ phone: `1300000000${index}` })
    expect(await cost()).toBe(few)
    expect(few).toBe(3)
  })
})

describe('who can be sent', () => {
  it('are the community’s people, on duty and near first, then the least busy; officers lead', async () => {
    const { officer, partner, worker, colleague, volunteer } = ground.field
    await cases.accepted()
    const id = await cases.enter()
    const answer = await answered(dutyAnswer, officer, { action: 'duty', id })
    // The case is in the worker's building; the volunteer and the colleague work elsewhere.
    expect(answer.people.map((person) => [person.id, person.near, person.load, person.onDuty])).toEqual([
      [worker.id, true, 1, true],
      [colleague.id, false, 0, true],
      [volunteer.id, false, 1, true],
    ])
    expect(answer.officers.map((person) => [person.id, person.load])).toEqual([
      [partner.id, 0],
      [officer.id, 1],
    ])
  })
})

describe('a reveal', () => {
  it('is in the log before it is answered, and the thread shows it to officers', async () => {
    const { officer, device } = ground.field
    const id = await cases.enter()
    const request = { action: 'reveal', id, device, reason: 'other', note: '家属来电' }
    const { resident } = await answered(revealAnswer, officer, request)
    expect(resident).toEqual({
      name: RESIDENT.name,
      phone: RESIDENT.phone,
      address: RESIDENT.address,
      room: RESIDENT.room,
    })
    expect((await one(officer, id)).thread.at(-1)).toMatchObject({
      kind: 'reveal',
      by: { id: officer.id },
      reason: 'other',
      note: '家属来电',
      deviceAt: NOON,
    })
    const row = await ground.context.db
      .selectFrom('operation')
      .select(['content'])
      .where('unit_id', '=', ground.field.unit)
      .where('type', '=', 'resident.reveal')
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row.content)).not.toContain('家属来电')
  })

  it('answers nothing when the log can’t take it', async () => {
    const { officer, device, unit } = ground.field
    const id = await cases.enter()
    const { db } = ground.context
    await sql`alter table operation add constraint no_reveal check (type <> 'resident.reveal') not valid`.execute(db)
    try {
      const request = { action: 'reveal', unit, id, device, reason: 'call' }
      const asked = call(ground.context, 'query', request, await tokenOf(ground.context, officer))
      await expect(asked).rejects.toThrow()
    } finally {
      await db.schema.alterTable('operation').dropConstraint('no_reveal').execute()
    }
  })
})

describe('an address', () => {
  it('finds the door that it names, or those it may mean', async () => {
    const match = async (address: string) =>
      (await answered(matchAnswer, ground.field.officer, { action: 'match', address })).doors
    expect(await match('清枫苑1幢1单元101')).toEqual([{ id: 'b1-1', place: '清枫苑 1幢 1单元 101', exact: true }])
    expect(await match('清枫苑1幢2单元101')).toEqual([{ id: 'b1-1', place: '清枫苑 1幢 1单元 101', exact: false }])
    expect(await match('不知道在哪里')).toEqual([])
  })
})
