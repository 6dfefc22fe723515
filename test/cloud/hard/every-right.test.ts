import fc from 'fast-check'
import * as v from 'valibot'
import { operationSchema } from '#contract/operation'
import { PROTOCOL } from '#contract/protocol'
import { type QueryRequest, queryRequest } from '#contract/query'
import type { UnitId } from '#domain/ids'
import { type Action, type Reach, rights } from '#domain/rights'
import { MINUTE } from '#domain/time'
import { call, codeOf, pushed } from '../../support/calls'
import { newOperationId } from '../../support/field-fixture'
import { seed } from '../../support/hostile/attempt'
import { valuesOf } from '../../support/hostile/schema-arbitrary'
import { type Attacker, openStreetUnderFire, type StreetUnderFire } from '../../support/hostile/street-under-fire'

/** Which right each query asks for; a query that is not here does not compile. */
const rightOf: Readonly<Record<QueryRequest['action'], Action>> = {
  day: 'day.read',
  calendar: 'day.read',
  meetings: 'day.read',
  coverage: 'coverage.read',
  doors: 'coverage.read',
  records: 'record.read',
  record: 'record.read',
  staff: 'staff.read',
  enrolment: 'staff.read',
  invite: 'volunteer.invite',
  'invite-staff': 'staff.invite',
  accounts: 'staff.invite',
  rebindings: 'binding.read',
  service: 'service.read',
  cases: 'case.read',
  case: 'case.read',
  duty: 'dissuasion.dispatch',
  reveal: 'police.read',
  match: 'alert.match',
  street: 'street.read',
  roster: 'roster.read',
  feedback: 'feedback.read',
  'unit-duty': 'duty.read',
  units: 'duty.collect',
  plan: 'plan.read',
  plans: 'plan.collect',
  creation: 'creation.read',
  measure: 'creation.read',
  evaluation: 'evaluation.read',
  reports: 'report.read',
  report: 'report.read',
  'report-matrix': 'report.collect',
  summaries: 'summary.read',
  summary: 'summary.read',
  overview: 'overview.read',
  crimes: 'crime.read',
  reviews: 'review.read',
  review: 'review.read',
  rates: 'rates.read',
  inspections: 'inspection.read',
  inspection: 'inspection.read',
  inspected: 'inspection.open',
  findings: 'finding.read',
  signals: 'signal.read',
}

const notAllowed = [4030, 4031, 4032, 4033, 4034, 4035, 4036, 4037]
const isRefused = (code: number | string | undefined) => typeof code === 'number' && notAllowed.includes(code)
const isShut = (code: number | string | undefined) => code === 4010 || code === 4011 || code === 4033
/** Rights that hold for all of a unit: no record, case or building can make a difference. */
const whole: readonly Reach[] = ['unit', 'station', 'street']

let street: StreetUnderFire
const elsewhere = 'another-street-1' as UnitId

beforeAll(async () => {
  street = await openStreetUnderFire()
  await street.database.kysely
    .insertInto('unit')
    .values({ unit_id: elsewhere, name: '别处社区', kind: 'community' })
    .execute()
  await street.database.kysely.insertInto('unit_head').values({ unit_id: elsewhere, seq: 0, hash: '' }).execute()
}, 120_000)
afterAll(() => street?.close())

/** Where such a right holds: an officer's over cases in a community that the station serves, all else in the own unit. */
async function placeOf({ staff }: Attacker, reach: Reach): Promise<UnitId> {
  if (reach !== 'station') return staff.unitId
  const served = street.database.kysely.selectFrom('unit').select('unit_id').where('station_id', '=', staff.unitId)
  return (await served.executeTakeFirstOrThrow()).unit_id
}

/** A body that the schema takes: of what is cut of its blanks something may be too short. */
function one(schema: v.GenericSchema, { known }: Attacker) {
  const sample = (numRuns: number) =>
    fc.sample(valuesOf(schema, known), { seed, numRuns }).find((body) => v.is(schema, body))
  const found = sample(1) ?? sample(30)
  if (found === undefined) throw new Error('no body')
  return Object(found)
}

const queries = queryRequest.options.map((schema) => ({ schema, action: schema.entries.action.literal }))
const operations = operationSchema.options.map((schema) => ({ schema, type: schema.entries.type.literal }))

async function asked(attacker: Attacker, { schema }: (typeof queries)[number], unit: UnitId, token = attacker.token) {
  return codeOf(await call(street.context, 'query', { ...one(schema, attacker), unit }, token))
}

async function done(attacker: Attacker, { schema }: (typeof operations)[number], unit: UnitId) {
  const { staff, token } = attacker
  const body = one(schema, attacker)
  const { device } = body
  const at = street.context.clock.now() - MINUTE
  const operation = {
    ...body,
    ...{ id: newOperationId(), author: staff.id, unit, device, at, offset: 0, after: undefined },
  }
  const request = { action: 'push', protocol: PROTOCOL, unit, device, pending: 0, operations: [operation] }
  const answer = await call(street.context, 'sync', request, token)
  if (answer.status !== 200) return codeOf(answer)
  const [outcome] = pushed(answer).outcomes
  return outcome?.kind === 'rejected' ? outcome.problem.code : outcome?.kind
}

test('every query answers, or refuses by 4030, as the table of rights has it for each role', async () => {
  const wrong: string[] = []
  for (const attacker of street.people) {
    for (const query of queries) {
      const reach = rights[rightOf[query.action]][attacker.staff.role]
      const code = await asked(attacker, query, await placeOf(attacker, reach))
      const refused = isRefused(code)
      if (reach === 'no' ? code !== 4030 : whole.includes(reach) && refused)
        wrong.push(`${attacker.staff.role} ${query.action}: ${reach}, but ${code}`)
    }
  }
  expect(wrong).toEqual([])
}, 300_000)

test('every operation is refused to a role that the table gives nothing, and to no other for its role', async () => {
  const wrong: string[] = []
  for (const attacker of street.people) {
    for (const operation of operations) {
      const reach = rights[operation.type][attacker.staff.role]
      const code = await done(attacker, operation, await placeOf(attacker, reach))
      if (reach === 'no' ? !isRefused(code) : whole.includes(reach) && code === 4030)
        wrong.push(`${attacker.staff.role} ${operation.type}: ${reach}, but ${code}`)
    }
  }
  expect(wrong).toEqual([])
}, 300_000)

test('nothing is asked or done in a unit of another street, whatever the role', async () => {
  const wrong: string[] = []
  for (const attacker of street.people) {
    for (const query of queries) {
      const code = await asked(attacker, query, elsewhere)
      if (!isRefused(code)) wrong.push(`${attacker.staff.role} ${query.action}: ${code}`)
    }
    for (const operation of operations) {
      const code = await done(attacker, operation, elsewhere)
      if (!isRefused(code)) wrong.push(`${attacker.staff.role} ${operation.type}: ${code}`)
    }
  }
  expect(wrong).toEqual([])
}, 300_000)

test('whoever serves no longer is asked who he is, or told that he does not, by every query and operation', async () => {
  const { kysely: db } = street.database
  const wrong: string[] = []
  for (const attacker of street.people) {
    const unit = attacker.staff.unitId
    await db.updateTable('staff').set({ active: false }).where('staff_id', '=', attacker.staff.id).execute()
    for (const query of queries) {
      const code = await asked(attacker, query, unit)
      if (!isShut(code)) wrong.push(`${attacker.staff.role} ${query.action}: ${code}`)
    }
    for (const operation of operations) {
      const code = await done(attacker, operation, unit)
      // What names a record that is not there waits for it, and is judged then.
      if (!isShut(code) && code !== 4030 && code !== 'held')
        wrong.push(`${attacker.staff.role} ${operation.type}: ${code}`)
    }
    await db.updateTable('staff').set({ active: true }).where('staff_id', '=', attacker.staff.id).execute()
  }
  expect(wrong).toEqual([])
}, 300_000)
