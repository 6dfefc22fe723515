import type { Context } from '#cloud/context'
import { calendar } from '#cloud/queries/calendar'
import { coverage } from '#cloud/queries/coverage'
import { day } from '#cloud/queries/day'
import { doors } from '#cloud/queries/doors'
import { enrolment } from '#cloud/queries/enrolment'
import { invite } from '#cloud/queries/invite'
import { meetings } from '#cloud/queries/meetings'
import { record } from '#cloud/queries/record'
import { records } from '#cloud/queries/records'
import { service } from '#cloud/queries/service'
import { staff } from '#cloud/queries/staff'
import type { Result } from '#cloud/result'
import type { QueryRequest } from '#contract/query'
import type { Staff } from '#domain/staff'
import type { LocalDate } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { createField, NOON, newOperationId } from '../../support/field-fixture'
import { answerOf, fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()

describe('every query', () => {
  type Ask = (context: Context, actor: Staff) => Promise<Result<object>>
  /** What the pages of the unit's own people ask. */
  const asks = (): Readonly<
    Record<
      Exclude<
        QueryRequest['action'],
        | CaseAction
        | SummaryAction
        | InspectionAction
        | 'street'
        | 'accounts'
        | 'rebindings'
        | 'invite-staff'
        | 'crimes'
        | 'rates'
        | `review${string}`
        | 'feedback'
        | 'roster'
        | 'unit-duty'
        | 'units'
        | 'plan'
        | 'plans'
        | 'creation'
        | 'measure'
        | 'evaluation'
        | `report${string}`
      >,
      Ask
    >
  > => {
    const { unit } = ground.field
    const date = '2021-03-29' as LocalDate
    return {
      day: (c, a) => day(c, a, { action: 'day', unit, day: date }),
      calendar: (c, a) => calendar(c, a, { action: 'calendar', unit, from: date, to: date }),
      coverage: (c, a) => coverage(c, a, { action: 'coverage', unit, staleDays: 7 }),
      doors: (c, a) => doors(c, a, { action: 'doors', unit, building: ground.field.buildings[0], staleDays: null }),
      records: (c, a) => records(c, a, { action: 'records', unit, before: null }),
      record: (c, a) => record(c, a, { action: 'record', unit, id: newOperationId() }),
      meetings: (c, a) => meetings(c, a, { action: 'meetings', unit, from: date, to: date }),
      staff: (c, a) => staff(c, a, { action: 'staff', unit }),
      service: (c, a) =>
        service(c, a, { action: 'service', unit, staff: ground.field.colleague.id, from: null, to: null }),
      invite: (c, a) => invite(c, a, { action: 'invite', unit, days: 1, uses: 1, staff: null }),
      enrolment: (c, a) => enrolment(c, a, { action: 'enrolment', unit }),
    }
  }

  type SummaryAction = 'summaries' | 'summary' | 'overview'
  type InspectionAction = `inspect${string}` | 'findings' | 'signals'
  type CaseAction = 'cases' | 'case' | 'duty' | 'reveal' | 'match'
  const caseRequests = (): Readonly<Record<CaseAction, object>> => {
    const [{ unit, device }, id] = [ground.field, newOperationId()]
    return {
      cases: { unit, before: null, open: false },
      case: { unit, id },
      duty: { unit, id },
      reveal: { unit, id, device, reason: 'call' },
      match: { unit, address: '清枫苑1幢1单元101' },
    }
  }
  const codes = async (actor: Staff) => {
    const token = await tokenOf(ground.context, actor)
    const found: Record<string, number | undefined> = {}
    for (const [action, request] of Object.entries(caseRequests()))
      found[action] = codeOf(await call(ground.context, 'query', { action, ...request }, token))
    return found
  }

  it('about cases is refused, but for what a person’s role has to do with them', async () => {
    const { officer, secretary, worker, volunteer, police } = ground.field
    const refused = { cases: 4030, case: 4030, duty: 4030, reveal: 4030, match: 4030 }
    expect(await codes(police)).toEqual(refused)
    // That there is no such case is told to those who might see it.
    expect(await codes(secretary)).toEqual({ ...refused, cases: undefined, case: 4045 })
    expect(await codes(worker)).toEqual({ ...refused, case: 4037 })
    expect(await codes(volunteer)).toEqual({ ...refused, case: 4037 })
    expect(await codes(officer)).toEqual({ cases: undefined, case: 4045, duty: 4045, reveal: 4045, match: undefined })
    expect(await codes((await createField(ground.context)).secretary)).toEqual({
      cases: 4031,
      case: 4031,
      duty: 4031,
      reveal: 4031,
      match: 4031,
    })
  })

  it('of another station’s officer is refused with 4035, and the unit’s log names the query', async () => {
    expect(await codes(ground.field.elsewhere)).toEqual({
      cases: 4035,
      case: 4035,
      duty: 4035,
      reveal: 4035,
      match: 4035,
    })
    const rows = await ground.context.db
      .selectFrom('operation')
      .select('content')
      .where('unit_id', '=', ground.field.unit)
      .where('type', '=', 'access.refused')
      .orderBy('seq')
      .execute()
    expect(rows.map(({ content }) => content)).toEqual(
      Object.keys(caseRequests()).map((action) => ({
        staff: ground.field.elsewhere.id,
        station: ground.field.elsewhere.unitId,
        function: 'query',
        action,
      })),
    )
  })

  it('is refused to another unit’s secretary with 4031 before a single row is read', async () => {
    await ground.apply([ground.visit(0, NOON)])
    const stranger = (await createField(ground.context)).secretary
    for (const ask of Object.values(asks())) {
      const before = ground.database.roundTrips()
      expect(await ask(ground.context, stranger)).toEqual({
        ok: false,
        problem: expect.objectContaining({ code: 4031 }),
      })
      expect(ground.database.roundTrips()).toBe(before)
    }
  })

  it('is refused to the police and to volunteers of the unit with 4030', async () => {
    for (const [action, ask] of Object.entries(asks())) {
      const police = await ask(ground.context, ground.field.police)
      expect(police).toEqual({ ok: false, problem: expect.objectContaining({ code: 4030 }) })
      // A volunteer may look for his own records; this one is nobody's.
      const expected = action === 'record' ? 4041 : 4030
      expect(await ask(ground.context, ground.field.volunteer)).toEqual({
        ok: false,
        problem: expect.objectContaining({ code: expected }),
      })
    }
  })

  it('gives a worker his own records and nobody else’s', async () => {
    await ground.apply([ground.visit(0, NOON)])
    const request = { action: 'records' as const, unit: ground.field.unit, before: null }
    expect(
      answerOf(await records(ground.context, ground.field.worker, { ...request, staff: ground.field.worker.id }))
        .records,
    ).toHaveLength(1)
    expect(
      await records(ground.context, ground.field.worker, { ...request, staff: ground.field.colleague.id }),
    ).toMatchObject({
      ok: false,
      problem: { code: 4030 },
    })
  })

  it('holds no row of another unit that has the same ids', async () => {
    await ground.apply([ground.visit(0, NOON)])
    const other = await createField(ground.context)
    const request = { action: 'records' as const, unit: other.unit, before: null }
    expect(answerOf(await records(ground.context, other.secretary, request)).records).toEqual([])
    const answer = answerOf(
      await coverage(ground.context, other.secretary, { action: 'coverage', unit: other.unit, staleDays: 7 }),
    )
    expect(answer.buildings.map(({ visited }) => visited)).toEqual([0, 0, 0])
  })
})
