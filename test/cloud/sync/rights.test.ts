import type { DoorId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { addDays, dayOf, MINUTE, startOfDay } from '#domain/time'
import { call, codeOf, pulled, pushed, tokenOf } from '../../support/calls'
import { createField, type Field, NOON, newDeviceId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
let context: TestContext
let field: Field
let other: Field

beforeEach(async () => {
  ;({ context, field } = ground)
  other = await createField(context)
})

type Who = 'worker' | 'colleague' | 'volunteer' | 'secretary' | 'police'
const everyone: readonly Who[] = ['worker', 'colleague', 'volunteer', 'secretary', 'police']

const pushBody = (unit: string, operations: readonly object[]) => ({
  action: 'push',
  protocol: 1,
  unit,
  device: newDeviceId(),
  pending: 0,
  operations,
})
const pullBody = (unit: string) => ({
  action: 'pull',
  protocol: 1,
  unit,
  device: newDeviceId(),
  pending: 0,
  cursor: null,
  scope: null,
})
const buildingBody = (unit: string, building: string) => ({
  action: 'building',
  protocol: 1,
  unit,
  building,
  after: null,
})

async function pushVisit(staff: Staff, buildingIndex: 0 | 1 | 2, at = NOON): Promise<number | 'applied'> {
  const doorId = field.doors(field.buildings[buildingIndex])[0] ?? ('none' as DoorId)
  const operation = field.operation('visit.log', { doorId, startedAt: at, outcome: 'met' }, { author: staff.id, at })
  const answer = await call(context, 'sync', pushBody(field.unit, [operation]), await tokenOf(context, staff))
  const [outcome] = pushed(answer).outcomes
  if (outcome?.kind === 'applied') return 'applied'
  return outcome?.kind === 'rejected' ? outcome.problem.code : -1
}

const visitRights: Record<Who, readonly (number | 'applied')[]> = {
  worker: ['applied', 'applied', 4034],
  colleague: [4034, 4034, 'applied'],
  volunteer: ['applied', 4034, 4034],
  secretary: ['applied', 'applied', 'applied'],
  police: [4030, 4030, 4030],
}
test.each(everyone)('%s logs visits where his scope reaches and nowhere else', async (who) => {
  const answers = [await pushVisit(field[who], 0), await pushVisit(field[who], 1), await pushVisit(field[who], 2)]
  expect(answers).toEqual(visitRights[who])
})

const readRights: Record<Who, readonly number[]> = {
  worker: [200, 200, 403],
  colleague: [403, 403, 200],
  volunteer: [200, 403, 403],
  secretary: [200, 200, 200],
  police: [403, 403, 403],
}
test.each(everyone)('%s reads the buildings of his scope and no other', async (who) => {
  const token = await tokenOf(context, field[who])
  const answers = await Promise.all(
    field.buildings.map((building) => call(context, 'sync', buildingBody(field.unit, building), token)),
  )
  expect(answers.map(({ status }) => status)).toEqual(readRights[who])
})

const pullRights: Record<Who, readonly string[] | number> = {
  worker: ['b1', 'b2'],
  colleague: ['b3'],
  volunteer: ['b1'],
  secretary: ['b1', 'b2', 'b3'],
  police: 4030,
}
test.each(everyone)('%s pulls the buildings of his scope', async (who) => {
  const answer = await call(context, 'sync', pullBody(field.unit), await tokenOf(context, field[who]))
  const expected = pullRights[who]
  if (typeof expected === 'number') expect(codeOf(answer)).toBe(expected)
  else {
    expect(pulled(answer).scope?.buildings).toEqual(expected)
    expect(pulled(answer).changes.flatMap((change) => (change.kind === 'building' ? [change.row.id] : []))).toEqual(
      expected,
    )
  }
})

test('another community is closed to everybody: push, pull and building', async () => {
  for (const who of everyone) {
    const token = await tokenOf(context, field[who])
    const bodies = [pushBody(other.unit, []), pullBody(other.unit), buildingBody(other.unit, other.buildings[0])]
    // An officer of another station hears that it is; the community's log tells of the try.
    const closed = who === 'police' ? 4035 : 4031
    for (const body of bodies) expect(codeOf(await call(context, 'sync', body, token))).toBe(closed)
  }
})

test('an operation for another unit, or by another person, is turned back by itself', async () => {
  const doorId = field.doors(field.buildings[0])[0] ?? ('none' as DoorId)
  const body = { doorId, startedAt: NOON, outcome: 'met' } as const
  const foreign = field.operation('visit.log', body, { unit: other.unit })
  const borrowed = field.operation('visit.log', body, { author: field.colleague.id })
  expect(await field.push([foreign, borrowed, field.operation('visit.log', body)])).toMatchObject([
    { problem: { code: 4031, field: 'unit' } },
    { problem: { code: 4032, field: 'author' } },
    { kind: 'applied' },
  ])
})

test('nobody amends or undoes another’s visit, a secretary neither', async () => {
  const doorId = field.doors(field.buildings[0])[0] ?? ('none' as DoorId)
  const log = field.operation('visit.log', { doorId, startedAt: NOON, outcome: 'met' })
  await field.push([log])
  for (const staff of [field.volunteer, field.secretary]) {
    const amend = field.operation(
      'visit.amend',
      { visitId: log.id, reason: '改', outcome: 'refused' },
      { author: staff.id },
    )
    const undo = field.operation('visit.undo', { visitId: log.id }, { author: staff.id })
    expect(await field.push([amend, undo], staff)).toMatchObject([
      { problem: { code: 4030 } },
      { problem: { code: 4030 } },
    ])
  }
})

test('without a token, with an unknown one, with one that has run out or was signed out, nothing is done', async () => {
  const token = await tokenOf(context, field.worker)
  expect(codeOf(await call(context, 'sync', pullBody(field.unit), null))).toBe(4010)
  expect(codeOf(await call(context, 'sync', pullBody(field.unit), 'x'.repeat(43)))).toBe(4011)
  context.clock.time = NOON + 30 * 24 * 60 * MINUTE + 1
  expect(codeOf(await call(context, 'sync', pullBody(field.unit), token))).toBe(4011)
  context.clock.time = NOON
  expect((await call(context, 'session', { action: 'sign-out' }, token)).status).toBe(200)
  expect(codeOf(await call(context, 'sync', pullBody(field.unit), token))).toBe(4011)
})

describe('a volunteer whose last day has passed', () => {
  const lastDay = '2021-03-31'
  const dayAfter = () => startOfDay(addDays(dayOf(Date.parse(`${lastDay}T12:00:00+08:00`)), 1))

  test('pulls an empty scope, so that the device clears its copy, and reads no building', async () => {
    const token = await tokenOf(context, field.volunteer)
    const first = pulled(await call(context, 'sync', pullBody(field.unit), token))
    context.clock.time = dayAfter() - 1
    const stillThere = await call(
      context,
      'sync',
      { ...pullBody(field.unit), cursor: first.cursor, scope: first.scope?.hash ?? null },
      token,
    )
    expect(pulled(stillThere).scope).toBeUndefined()
    context.clock.time = dayAfter()
    const gone = await call(
      context,
      'sync',
      { ...pullBody(field.unit), cursor: first.cursor, scope: first.scope?.hash ?? null },
      token,
    )
    expect(pulled(gone)).toMatchObject({ scope: { buildings: [] }, changes: [], more: false })
    expect(codeOf(await call(context, 'sync', buildingBody(field.unit, field.buildings[0]), token))).toBe(4033)
    expect(codeOf(await call(context, 'query', { action: 'staff', unit: field.unit }, token))).toBe(4033)
  })

  test('still delivers what was done in service, and nothing done later', async () => {
    context.clock.time = dayAfter() + 3 * 60 * MINUTE
    expect(await pushVisit(field.volunteer, 0, dayAfter() - 1)).toBe('applied')
    expect(await pushVisit(field.volunteer, 0, dayAfter())).toBe(4033)
  })

  test('is welcome again when the secretary says so, and gets the index anew', async () => {
    const token = await tokenOf(context, field.volunteer)
    context.clock.time = dayAfter()
    const empty = pulled(await call(context, 'sync', pullBody(field.unit), token))
    const assign = field.operation(
      'staff.assign',
      {
        staffId: field.volunteer.id,
        scope: { kind: 'buildings', buildingIds: [field.buildings[1]] },
        from: null,
        to: dayOf(dayAfter()),
        active: true,
      },
      { author: field.secretary.id },
    )
    expect(await field.push([assign], field.secretary)).toMatchObject([{ kind: 'applied' }])
    const back = pulled(
      await call(
        context,
        'sync',
        { ...pullBody(field.unit), cursor: empty.cursor, scope: empty.scope?.hash ?? null },
        token,
      ),
    )
    expect(back.scope?.buildings).toEqual([field.buildings[1]])
    expect(back.changes).toMatchObject([{ kind: 'building', row: { id: field.buildings[1] } }])
  })
})

test('somebody who was put out of service is out of it at once', async () => {
  const token = await tokenOf(context, field.worker)
  const assign = { staffId: field.worker.id, scope: field.worker.scope, from: null, to: null, active: false }
  const operation = { ...field.operation('staff.assign', assign as never), author: field.secretary.id }
  await field.push([operation], field.secretary)
  expect(await pushVisit(field.worker, 0)).toBe(4033)
  expect(pulled(await call(context, 'sync', pullBody(field.unit), token)).scope?.buildings).toEqual([])
})

test('another version of the protocol is told to update, whatever else its message holds', async () => {
  const token = await tokenOf(context, field.worker)
  expect(codeOf(await call(context, 'sync', { action: 'push', protocol: 99, shape: 'new' }, token))).toBe(4002)
})
