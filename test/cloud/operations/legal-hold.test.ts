import { oneCase } from '#cloud/queries/case'
import { crimes } from '#cloud/queries/crimes'
import { purgeUnit } from '#cloud/retention/purge-unit'
import type { Viewer } from '#cloud/sync/case-rows'
import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import { retentionPolicy } from '#domain/retention'
import type { Staff } from '#domain/staff'
import { dayOf } from '#domain/time'
import { RESIDENT } from '../../support/case-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { keptGround } from '../../support/kept-ground'
import { caseRow } from '../../support/timer-cases'

const ground = fieldUnderTest()
let kept: Awaited<ReturnType<typeof keptGround>>
beforeEach(async () => {
  kept = await keptGround(ground.context, ground.field)
})

const db = () => ground.database.kysely
const viewer = (staff: Staff): Viewer => ({
  staff,
  unitId: ground.field.unit,
  stationId: ground.field.officer.unitId,
  streetId: ground.field.street,
})

async function told<Type extends 'hold.place' | 'hold.lift' | 'alert.correct' | 'dissuasion.reopen'>(
  type: Type,
  body: OperationOf<Type>['body'],
  author: Staff,
) {
  const [outcome] = await ground.field.push([ground.field.operation(type, body, { author: author.id })], author)
  return outcome?.kind === 'rejected' ? outcome.problem.code : outcome?.kind
}

describe('依法保留', () => {
  const ofCase = (caseId: OperationId, reason = '另案取证') => ({ about: 'case' as const, caseId, reason })

  test('keeps everything of a case while it stands, whatever its age, and is in the log with who and why, sealed', async () => {
    const { officer, unit } = ground.field
    const caseId = await kept.closed()
    expect(await told('hold.place', ofCase(caseId), officer)).toBe('applied')
    const before = await kept.boxes()
    kept.pass(10 * 365)
    await kept.purge()
    expect(await kept.boxes()).toEqual(before)
    expect(await told('hold.lift', ofCase(caseId, '案件已审结'), officer)).toBe('applied')
    await purgeUnit(ground.context, unit, 'timer')
    expect(await kept.boxes()).toEqual({})
    const log = await db()
      .selectFrom('operation')
      .select(['type', 'staff_id', 'content'])
      .where('unit_id', '=', unit)
      .where('type', 'like', 'hold.%')
      .orderBy('seq')
      .execute()
    expect(log.map(({ type, staff_id }) => [type, staff_id])).toEqual([
      ['hold.place', officer.id],
      ['hold.lift', officer.id],
    ])
    expect(JSON.stringify(log)).not.toContain('另案取证')
    expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
  })

  test('is read by the officers, with its reason', async () => {
    const { officer, secretary } = ground.field
    const caseId = await kept.closed()
    await told('hold.place', ofCase(caseId), officer)
    const seen = async (staff: Staff) => {
      const asked = await oneCase(ground.context, viewer(staff), {
        action: 'case',
        unit: ground.field.unit,
        id: caseId,
      })
      return asked.ok ? asked.answer.police : asked.problem.code
    }
    expect(await seen(officer)).toMatchObject({
      erased: false,
      hold: { at: ground.context.clock.time, by: officer.name, reason: '另案取证' },
    })
    expect(await seen(secretary)).toBeNull()
  })

  test('is placed once and lifted once, by the police or the street alone', async () => {
    const { officer, clerk, worker, secretary } = ground.field
    const caseId = await kept.closed()
    expect(await told('hold.lift', ofCase(caseId), officer)).toBe(4093)
    expect(await told('hold.place', ofCase(caseId), worker)).toBe(4030)
    expect(await told('hold.place', ofCase(caseId), secretary)).toBe(4030)
    expect(await told('hold.place', ofCase(caseId), clerk)).toBe('applied')
    expect(await told('hold.place', ofCase(caseId), officer)).toBe(4093)
    expect(await told('hold.lift', ofCase(caseId), officer)).toBe('applied')
  })

  test('of a crime keeps address, phone and review', async () => {
    const { clerk, street, unit } = ground.field
    const crime = ground.field.operation(
      'crime.enter',
      {
        ...{ number: 'A1', on: dayOf(ground.context.clock.time), time: null, doorId: null, buildingId: null },
        ...{ fraudType: 'fake-loan', loss: 1000, alert: null, address: '高新路 8 号门口', phone: RESIDENT.phone },
      },
      { author: clerk.id },
    )
    const { id } = crime
    await ground.apply([crime], clerk)
    const correct = { paperId: id, base: 1, reason: '不是本辖区', counts: false, ...crime.body }
    await ground.apply([ground.field.operation('crime.correct', correct, { author: clerk.id })], clerk)
    expect(await told('hold.place', { about: 'crime', paperId: id, reason: '检察院调卷' }, clerk)).toBe('applied')
    kept.pass(retentionPolicy.crime.most)
    await kept.purge()
    expect(Object.keys(await kept.boxes()).sort()).toEqual(['legal_hold', 'operation', 'paper'])
    const listed = await crimes(
      ground.context,
      { ...viewer(clerk), unitId: street },
      { action: 'crimes', unit: street, from: crime.body.on, to: crime.body.on },
    )
    expect(listed.ok && listed.answer.crimes).toMatchObject([{ id, held: true }])
    await told('hold.lift', { about: 'crime', paperId: id, reason: '已还卷' }, clerk)
    await purgeUnit(ground.context, unit, 'timer')
    expect(await kept.boxes()).toEqual({})
    const after = await crimes(
      ground.context,
      { ...viewer(clerk), unitId: street },
      { action: 'crimes', unit: street, from: crime.body.on, to: crime.body.on },
    )
    expect(after.ok && after.answer.crimes).toMatchObject([
      { id, held: false, loss: 1000, placeWord: null, person: false, corrections: [{ reason: null }] },
    ])
  })
})

describe('a resident who was erased', () => {
  test('is not kept, corrected or gone to again: the officer is told so and enters a new alert', async () => {
    const { officer } = ground.field
    const caseId = await kept.closed()
    kept.pass(retentionPolicy.case.days)
    await kept.purge()
    expect(await told('hold.place', { about: 'case', caseId, reason: '补' }, officer)).toBe(4093)
    expect(await told('alert.correct', { caseId, reason: '补', name: '王某' }, officer)).toBe(4093)
    expect(await told('dissuasion.reopen', { caseId, reason: '又被骗' }, officer)).toBe(4093)
  })
})

describe('a wrong name, phone or address', () => {
  test('is put right with its reason; what is not given stays, and the person is found by the right phone', async () => {
    const { officer, unit } = ground.field
    const caseId = await kept.cases.enter()
    const vault = await ground.context.vault.open(db(), unit)
    expect(await told('alert.correct', { caseId, reason: '号码登记错', phone: '199 1111 2222' }, officer)).toBe(
      'applied',
    )
    const row = await caseRow(db(), unit, caseId)
    expect(row.person_index).toBe(vault?.index('person', '19911112222'))
    expect([
      vault?.unseal(`${caseId}.name`, row.name_sealed),
      vault?.unseal(`${caseId}.phone`, row.phone_sealed),
    ]).toEqual([RESIDENT.name, '19911112222'])
    // The log has both, sealed.
    const log = await db()
      .selectFrom('operation')
      .select('content')
      .where('unit_id', '=', unit)
      .where('subject', '=', caseId)
      .execute()
    for (const words of ['19911112222', '号码登记错']) expect(JSON.stringify(log)).not.toContain(words)
    expect(await told('alert.correct', { caseId, reason: '没有' }, officer)).toBe(4001)
    expect(await told('alert.correct', { caseId, reason: '我来改', name: '王某' }, ground.field.worker)).toBe(4030)
  })
})
