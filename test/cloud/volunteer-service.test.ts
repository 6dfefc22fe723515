import * as v from 'valibot'
import { applicationAnswer, enrolmentAnswer, inviteAnswer } from '#contract/enrolment'
import { calendarAnswer } from '#contract/query'
import { signedInAnswer } from '#contract/session'
import type { BuildingId, OperationId } from '#domain/ids'
import type { LocalDate, Milliseconds } from '#domain/time'
import type { Engine, RecordStatus } from '#sync/engine-api'
import { browserSession } from '../support/browser-session'
import { call, tokenOf } from '../support/calls'
import { newDeviceId, newOperationId } from '../support/field-fixture'
import { fieldUnderTest } from '../support/field-under-test'
import { createDisk } from '../support/memory-store'
import { createPhone, type Phone, type World } from '../support/phone'

/**
 * S21 and F16 from end to end: the phone's engine against the cloud's own functions on a real database, from the code to the day after
 * the last one.
 */
const ground = fieldUnderTest()
const at = (text: string): Milliseconds => Date.parse(`${text}+08:00`)
const [first, last] = ['2021-03-29', '2021-04-02'] as [LocalDate, LocalDate]

interface Volunteer {
  readonly phone: Phone
  readonly engine: () => Engine
  readonly world: World
  /** By the volunteer's number in the unit. */
  readonly staffId: string
}

/** A code, an application, the secretary's yes to two buildings until 4月2日, and the volunteer's phone signed in by it. */
async function enrolled(): Promise<Volunteer> {
  const { context, field } = ground
  const secretary = await tokenOf(context, field.secretary)
  const invite = { action: 'invite', unit: field.unit, days: 7, uses: 1, staff: null }
  const { code } = v.parse(inviteAnswer, (await call(context, 'query', invite, secretary)).body)
  const device = newDeviceId()
  const asks = { action: 'apply', code, device, name: '王芳', number: null, about: null, consent: true }
  const { token } = v.parse(applicationAnswer, (await call(context, 'session', asks, null)).body)
  const open = { action: 'enrolment', unit: field.unit }
  const { applications } = v.parse(enrolmentAnswer, (await call(context, 'query', open, secretary)).body)
  const body = {
    applicationId: applications[0]?.id as OperationId,
    buildingIds: [field.buildings[0], field.buildings[1]],
    from: first,
    to: last,
  }
  await asSecretary('volunteer.approve', body)
  // A browser, whose access tokens run out on the way through these days.
  const browser = browserSession(context)
  const enter = await browser.bare.call('session', { action: 'enter', application: token, device })
  const session = v.parse(signedInAnswer, enter.kind === 'answer' ? enter.body : null)
  const world: World = {
    now: context.clock.time,
    late: [],
    async cloud(_, sent) {
      context.clock.time = world.now
      return browser.transport.call('sync', sent as object)
    },
  }
  const account = { unit: field.unit, staff: session.staff.id, device }
  const phone = createPhone({ world, ...account, disk: createDisk(), maker: 1, ids: newOperationId })
  return { phone, engine: () => phone.engine(), world, staffId: session.staff.id }
}

async function asSecretary(type: 'volunteer.approve' | 'staff.assign', body: object): Promise<void> {
  const { field } = ground
  const operation = {
    ...field.operation('visit.undo', { visitId: '' as OperationId }),
    type,
    author: field.secretary.id,
    body,
  }
  await ground.apply([{ ...operation, at: ground.context.clock.time }], field.secretary)
}

const assign = (staffId: string, change: object) => {
  const [one, two] = ground.field.buildings
  const scope = { kind: 'buildings', buildingIds: [one, two] }
  return asSecretary('staff.assign', { staffId, scope, from: first, to: last, active: true, ...change })
}

/** Logs 见面 at a door, whatever the network says. */
function knocks({ engine, world }: Volunteer, building: BuildingId, door: number): OperationId {
  const body = { doorId: ground.doorOf(building, door), startedAt: world.now - 60_000, outcome: 'met' as const }
  const saved = engine().save({ type: 'visit.log', body })
  if (saved.kind !== 'saved') throw new Error(saved.kind)
  return saved.id
}

const statusOf = ({ engine }: Volunteer, id: OperationId): RecordStatus | undefined =>
  engine()
    .records()
    .find(({ operation }) => operation.id === id)?.status
const seen = ({ engine }: Volunteer) =>
  engine()
    .buildings()
    .map(({ row }) => row.id)
/** All that lies on the phone, searched as whoever finds it would. */
const onDisk = ({ phone }: Volunteer) => [...phone.lying()].flat().join('\n')

/** Everything of buildings and doors is gone, from the engine and from the storage. */
function expectCleared(volunteer: Volunteer): void {
  expect(seen(volunteer)).toEqual([])
  expect(volunteer.engine().doors(ground.field.buildings[0])).toBeNull()
  const left = onDisk(volunteer)
  for (const word of ['清枫苑', '1幢', '2幢', '"stairwell"', '"memory"']) expect(left).not.toContain(word)
  expect([...volunteer.phone.disk.values.keys()].filter((key) => key.includes('/b/'))).toEqual([])
}
const inCloud = (id: OperationId) =>
  ground.context.db.selectFrom('visit').select('visit_id').where('visit_id', '=', id).executeTakeFirst()

test('a volunteer enrolled for two buildings sees those two, through the whole of the last day, and no third one', async () => {
  const volunteer = await enrolled()
  const [one, two, three] = ground.field.buildings
  await volunteer.engine().sync()
  expect(seen(volunteer)).toEqual([one, two])
  expect(await volunteer.engine().hold(one)).toBe(true)
  expect(await volunteer.engine().hold(three)).toBe(false)
  expect(volunteer.engine().doors(one)).toHaveLength(12)
  expect(onDisk(volunteer)).toContain('清枫苑')
  expect(onDisk(volunteer)).not.toContain('3幢')
  volunteer.world.now = at('2021-04-02T23:58')
  const id = knocks(volunteer, one, 1)
  await volunteer.engine().sync()
  expect(statusOf(volunteer, id)).toMatchObject({ kind: 'delivered' })
  expect(seen(volunteer)).toEqual([one, two])
})

test('on the day after the last one a sync takes what was done in time, then clears the copy; nothing is lost', async () => {
  const volunteer = await enrolled()
  const [one] = ground.field.buildings
  await volunteer.engine().sync()
  await volunteer.engine().hold(one)
  volunteer.world.now = at('2021-04-02T20:00')
  const inTime = knocks(volunteer, one, 1)
  volunteer.world.now = at('2021-04-03T00:05')
  const tooLate = knocks(volunteer, one, 2)
  await volunteer.engine().sync()
  expect(statusOf(volunteer, inTime)).toMatchObject({ kind: 'delivered' })
  expect(await inCloud(inTime)).toBeDefined()
  // Said, and kept for him to read; the cloud does not take it.
  expect(statusOf(volunteer, tooLate)).toMatchObject({ kind: 'rejected', problem: { code: 4033 } })
  expect(await inCloud(tooLate)).toBeUndefined()
  expect(volunteer.engine().scope()?.buildings).toEqual([])
  expectCleared(volunteer)
  expect(await volunteer.engine().hold(one)).toBe(false)
})

test('without a network the copy goes at the first sync, however late, and killed in between at the next', async () => {
  const volunteer = await enrolled()
  const [one] = ground.field.buildings
  await volunteer.engine().sync()
  await volunteer.engine().hold(one)
  volunteer.world.now = at('2021-04-20T09:00')
  volunteer.phone.fates.push('not-sent')
  await volunteer.engine().sync()
  for (let writes = 0; writes < 6; writes += 1) {
    volunteer.phone.handle().killAfter(writes)
    await volunteer
      .engine()
      .sync()
      .catch(() => undefined)
    volunteer.phone.kill()
  }
  await volunteer.engine().sync()
  expectCleared(volunteer)
})

test('stopped by the secretary he sees nothing from the next sync on, on the same day, and what was not sent is said', async () => {
  const volunteer = await enrolled()
  const [one] = ground.field.buildings
  await volunteer.engine().sync()
  await volunteer.engine().hold(one)
  volunteer.world.now = at('2021-03-30T19:00')
  const sent = knocks(volunteer, one, 1)
  await volunteer.engine().sync()
  const unsent = knocks(volunteer, one, 2)
  await assign(volunteer.staffId, { active: false })
  await volunteer.engine().sync()
  expect(statusOf(volunteer, sent)).toMatchObject({ kind: 'delivered' })
  expect(statusOf(volunteer, unsent)).toMatchObject({ kind: 'rejected', problem: { code: 4033 } })
  expectCleared(volunteer)
  // He was stopped by mistake: what was turned back goes then.
  await assign(volunteer.staffId, { active: true })
  volunteer.engine().resend(unsent)
  await volunteer.engine().sync()
  expect(await inCloud(unsent)).toBeDefined()
  expect(seen(volunteer)).toEqual([ground.field.buildings[0], ground.field.buildings[1]])
})

test('sent home today he may still hand in what he did; one building fewer is one fewer on the phone', async () => {
  const volunteer = await enrolled()
  const [one, two] = ground.field.buildings
  await volunteer.engine().sync()
  await volunteer.engine().hold(two)
  volunteer.world.now = at('2021-03-30T19:00')
  ground.context.clock.time = volunteer.world.now
  await assign(volunteer.staffId, { scope: { kind: 'buildings', buildingIds: [one] } })
  await volunteer.engine().sync()
  expect(seen(volunteer)).toEqual([one])
  expect(onDisk(volunteer)).not.toContain('2幢')
  const unsent = knocks(volunteer, one, 3)
  await assign(volunteer.staffId, { to: '2021-03-30' })
  volunteer.world.now = at('2021-03-31T08:00')
  await volunteer.engine().sync()
  expect(statusOf(volunteer, unsent)).toMatchObject({ kind: 'delivered' })
  expectCleared(volunteer)
})

test('of the days after the last one nobody waits for his phone', async () => {
  const volunteer = await enrolled()
  volunteer.world.now = at('2021-04-02T20:00')
  await volunteer.engine().sync()
  ground.context.clock.time = at('2021-04-04T10:00')
  const { unit, secretary } = ground.field
  const body = { action: 'calendar', unit, from: last, to: '2021-04-03' }
  const token = await tokenOf(ground.context, secretary)
  const { days } = v.parse(calendarAnswer, (await call(ground.context, 'query', body, token)).body)
  // Of the last evening it may still hold something.
  expect(days.map(({ day, status }) => [day, status])).toEqual([
    [last, 'unknown'],
    ['2021-04-03', 'not-met'],
  ])
})

test('a service that is lengthened after its end gives the buildings back', async () => {
  const volunteer = await enrolled()
  await volunteer.engine().sync()
  volunteer.world.now = at('2021-04-03T08:00')
  await volunteer.engine().sync()
  expectCleared(volunteer)
  await assign(volunteer.staffId, { to: '2021-04-09' })
  await volunteer.engine().sync()
  expect(seen(volunteer)).toEqual([ground.field.buildings[0], ground.field.buildings[1]])
  expect(await volunteer.engine().hold(ground.field.buildings[0])).toBe(true)
})
