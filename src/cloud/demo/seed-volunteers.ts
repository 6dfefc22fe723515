import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { apply } from '#cloud/enrolment/apply'
import { staffOf } from '#cloud/operations/working-set'
import { invite } from '#cloud/queries/invite'
import type { Result } from '#cloud/result'
import { deviceId } from '#contract/scalars'
import type { DeviceId, OperationId } from '#domain/ids'
import type { invitationUses } from '#domain/invitation'
import { addDays, DAY, dayOf, HOUR, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { type DeviceRow, pushAs } from './push-as'
import { type Random, random, seededUuid } from './random'
import type { Town, TownPerson } from './town'

/** Its own, so that what else chance decided stays as it is. */
const SEED = 20210305
const IN = 'qfy'

interface Applicant {
  readonly name: string
  readonly about: string
  readonly ago: Milliseconds
}
/** First and last day, and the evenings on which he went out, as days from today. */
interface Taken extends Applicant {
  readonly buildings: readonly string[]
  readonly from: number
  readonly to: number
  readonly evenings: readonly number[]
}

const endsSoon: Taken = {
  name: '李明悦',
  about: '退休教师，熟悉 3 幢、4 幢',
  ago: 13 * DAY,
  buildings: ['青枫苑 3幢', '青枫苑 4幢'],
  from: -12,
  to: 2,
  evenings: [-9, -6, -2],
}
const ended: Taken = {
  name: '何静',
  about: '寒假回家的大学生',
  ago: 24 * DAY,
  buildings: ['青枫苑 6幢'],
  from: -22,
  to: -9,
  evenings: [-20, -17, -12, -9],
}
const notTaken: Applicant = { name: '周子轩', about: '暑假在家', ago: 6 * DAY }
const waiting: readonly Applicant[] = [
  { name: '赵一凡', about: '在园区上班，周末两天都可以', ago: 26 * HOUR },
  { name: '王晓琳', about: '住 3 幢，晚上七点以后有空', ago: 3 * HOUR },
]

/**
 * Volunteers of the community to try in every state, by the very steps that make real ones: two wait, one was turned away, one ends in
 * two days, one has ended and is due a certificate; one code is used up by time, one is open. Returns the phones of those who went out.
 */
export async function seedVolunteers(context: Context, towns: readonly Town[]): Promise<readonly DeviceRow[]> {
  const town = towns.find(({ unit }) => unit.id === IN)
  const secretary = town?.staff.find(({ role }) => role === 'secretary')
  if (town === undefined || secretary === undefined) return []
  const ground: Ground = { context, town, secretary, rng: random(SEED) }
  const old = await makeCode(ground, 25 * DAY, 5)
  const gone = await take(ground, old, ended)
  const serving = await take(ground, old, endsSoon)
  const open = await makeCode(ground, 7 * DAY, 20)
  const application = await ask(ground, open, notTaken)
  const reason = '本周人手已够，下月再招，欢迎再来'
  await by(ground, notTaken.ago - HOUR)(secretary, 'volunteer.refuse', { applicationId: application.id, reason })
  for (const applicant of waiting) await ask(ground, open, applicant)
  const now = context.clock.now()
  const today = startOfDay(dayOf(now))
  return [
    // He handed in his last evening on the way home and has not opened the app since.
    phone(gone, startOfDay(addDays(dayOf(now), ended.to)) + 21 * HOUR),
    phone(serving, Math.max(today, now - 20 * MINUTE)),
  ]
}

interface Ground {
  readonly context: Context
  readonly town: Town
  readonly secretary: TownPerson
  readonly rng: Random
}

/** The cloud as it was then, its chance from the seed. */
function then({ context, rng }: Ground, at: Milliseconds): Context {
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => rng.between(0, 255))
  return { ...context, clock: { now: () => at }, random: { bytes } }
}

function by(ground: Ground, ago: Milliseconds) {
  return pushAs(then(ground, ground.context.clock.now() - ago), ground.town.unit.id, ground.rng)
}

async function makeCode(ground: Ground, ago: Milliseconds, uses: (typeof invitationUses)[number]): Promise<string> {
  const { context, town, secretary } = ground
  const asked = { action: 'invite', unit: town.unit.id, days: 14, uses, staff: null } as const
  return done(await invite(then(ground, context.clock.now() - ago), secretary, asked)).code
}

async function ask(ground: Ground, code: string, { name, about, ago }: Applicant) {
  const { context, town, rng } = ground
  const at = context.clock.now() - ago
  const device = v.parse(deviceId, seededUuid(at, rng))
  const asked = { action: 'apply', code, device, name, number: null, about, consent: true } as const
  done(await apply(then(ground, at), { openid: null }, asked))
  const row = await context.db
    .selectFrom('application')
    .select('application_id as id')
    .where('unit_id', '=', town.unit.id)
    .where('device_id', '=', device)
    .executeTakeFirstOrThrow()
  return { ...row, device }
}

/** Asked, taken by the secretary two hours later, and out on some evenings. */
async function take(ground: Ground, code: string, taken: Taken): Promise<TownPerson> {
  const { context, town, secretary } = ground
  const { id, device } = await ask(ground, code, taken)
  const buildings = town.buildings.filter(({ compound, name }) => taken.buildings.includes(`${compound} ${name}`))
  const today = dayOf(context.clock.now())
  await by(ground, taken.ago - 2 * HOUR)(secretary, 'volunteer.approve', {
    applicationId: id,
    buildingIds: buildings.map((building) => building.id),
    from: addDays(today, taken.from),
    to: addDays(today, taken.to),
  })
  const volunteer = await whoBecame(ground, id, device)
  await by(ground, taken.ago - 3 * HOUR)(secretary, 'leaflet.issue', { to: volunteer.id, kind: 'flyer', quantity: 60 })
  for (const [nth, evening] of taken.evenings.entries()) {
    const { doors } = buildings[nth % buildings.length] ?? { doors: [] }
    await goOut(ground, volunteer, doors.slice(nth * 7, nth * 7 + 7), startOfDay(addDays(today, evening)) + 19 * HOUR)
  }
  return volunteer
}

async function whoBecame({ context, town }: Ground, id: OperationId, device: DeviceId): Promise<TownPerson> {
  const row = await context.db
    .selectFrom('staff')
    .innerJoin('application', (join) =>
      join.onRef('application.unit_id', '=', 'staff.unit_id').onRef('application.staff_id', '=', 'staff.staff_id'),
    )
    .selectAll('staff')
    .where('application.unit_id', '=', town.unit.id)
    .where('application.application_id', '=', id)
    .executeTakeFirstOrThrow()
  return { ...staffOf(row), device }
}

/** From door to door, some minutes each, nobody in at every third. */
async function goOut(
  { context, town, rng }: Ground,
  volunteer: TownPerson,
  doors: Town['buildings'][number]['doors'],
  from: Milliseconds,
): Promise<void> {
  let at = from + rng.between(0, 20) * MINUTE
  for (const door of doors) {
    const startedAt = at
    at += rng.between(2, 6) * MINUTE
    const met = !rng.chance(0.35)
    await pushAs({ ...context, clock: { now: () => at } }, town.unit.id, rng)(volunteer, 'visit.log', {
      doorId: door.id,
      startedAt,
      outcome: met ? 'met' : 'nobody',
      ...(met ? { adults: rng.between(1, 3), leaflets: rng.between(1, 2) } : {}),
    })
  }
}

function phone({ unitId, id, device }: TownPerson, seenAt: Milliseconds): DeviceRow {
  return { unit_id: unitId, device_id: device, staff_id: id, seen_at: seenAt, pending: 0, empty_at: seenAt }
}

/** What is refused would make the demonstration a lie. */
function done<Answer>(result: Result<Answer>): Answer {
  if (!result.ok) throw new Error(`Volunteers of the demonstration: ${JSON.stringify(result.problem)}`)
  return result.answer
}
