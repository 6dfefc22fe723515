import { applyPush } from '#cloud/operations/apply-push'
import { staffOf } from '#cloud/operations/working-set'
import { runTimer } from '#cloud/timer/run-timer'
import type { OperationOf, OperationType } from '#contract/operation'
import type { PushOutcome } from '#contract/push'
import type { BuildingId, DeviceId, DoorId, OperationId, StaffId, UnitId } from '#domain/ids'
import type { Role, Scope, Staff } from '#domain/staff'
import { addDays, HOUR, type LocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import type { UnitKind } from '#domain/unit'
import { newDeviceId, newOperationId, type TestContext } from './field-fixture'

/** A unit of the street with the one who writes for it, and in a community somebody who goes out and an officer who serves it. */
export interface CampaignUnit {
  readonly id: UnitId
  readonly name: string
  readonly kind: UnitKind
  readonly head: Staff
  readonly worker: Staff
  readonly doors: readonly DoorId[]
}

export interface CampaignStreet {
  readonly street: UnitId
  readonly clerk: Staff
  readonly inspector: Staff
  readonly leader: Staff
  readonly officer: Staff
  readonly units: readonly CampaignUnit[]
  /** Done now by that person in that unit; must be applied. */
  does<Type extends OperationType>(
    person: Staff,
    unit: UnitId,
    type: Type,
    body: OperationOf<Type>['body'],
    at?: Milliseconds,
  ): Promise<OperationId>
  /** The same, whatever comes of it. */
  tries<Type extends OperationType>(
    person: Staff,
    unit: UnitId,
    type: Type,
    body: OperationOf<Type>['body'],
  ): Promise<PushOutcome>
  /** The clock goes there; it never goes back. Hour and minute in Suzhou. */
  at(day: LocalDate, hour: number, minute?: number): void
}

const kinds: readonly (readonly [string, UnitKind])[] = [
  ['青枫苑社区', 'community'],
  ['白鹭桥社区', 'community'],
  ['荷塘南社区', 'community'],
  ['悦溪苑社区', 'community'],
  ['经济发展局', 'office'],
  ['便民服务中心', 'body'],
  ['恒睿精密科技', 'company'],
  ['星港物流', 'company'],
]

let streets = 0

/** A street of eight units: four communities with eight doors each, and four that have none. */
export async function campaignStreet(context: TestContext): Promise<CampaignStreet> {
  streets += 1
  const { db, clock } = context
  const prefix = `hd${streets}`
  const street = `${prefix}-street` as UnitId
  const station = `${prefix}-station` as UnitId
  const building = 'b1' as BuildingId
  await db
    .insertInto('unit')
    .values([
      { unit_id: street, name: '唯亭街道', kind: 'street', station_id: null, street_id: null },
      { unit_id: station, name: '唯亭派出所', kind: 'station', station_id: null, street_id: street },
      ...kinds.map(([name, kind], index) => ({
        unit_id: `${prefix}-u${index + 1}` as UnitId,
        name,
        kind,
        station_id: kind === 'community' ? station : null,
        street_id: street,
      })),
    ])
    .execute()
  const person = async (unit: UnitId, nth: number, name: string, role: Role, scope: Scope): Promise<Staff> => {
    const row = {
      unit_id: unit,
      staff_id: `${unit}-s${nth}` as StaffId,
      name,
      role,
      number: `${nth}`,
      from_day: null,
      to_day: null,
      active: true,
      roster_key: null,
      openid: null,
    }
    await db
      .insertInto('staff')
      .values({ ...row, scope: JSON.stringify(scope) })
      .execute()
    return staffOf({ ...row, scope })
  }
  const nowhere = { kind: 'none' } as const
  const units: CampaignUnit[] = []
  const ids = [street, station, ...kinds.map((_, index) => `${prefix}-u${index + 1}` as UnitId)]
  await db
    .insertInto('unit_head')
    .values(ids.map((unit_id) => ({ unit_id, seq: 0, hash: '' })))
    .execute()
  for (const [index, [name, kind]] of kinds.entries()) {
    const id = `${prefix}-u${index + 1}` as UnitId
    const doors = kind === 'community' ? Array.from({ length: 8 }, (_, nth) => `b1-${nth + 1}` as DoorId) : []
    if (doors.length > 0) {
      await db
        .insertInto('building')
        .values({
          unit_id: id,
          building_id: building,
          kind: 'residential',
          compound: name.slice(0, 3),
          name: '1幢',
          grid_id: null,
          doors: doors.length,
          last_visit_at: null,
          seq: 0,
        })
        .execute()
      await db
        .insertInto('door')
        .values(
          doors.map((door_id, nth) => ({
            unit_id: id,
            door_id,
            building_id: building,
            stairwell: 1,
            floor: nth + 1,
            room: `${nth + 1}01`,
            last_at: null,
            seq: 0,
          })),
        )
        .execute()
    }
    const head = await person(id, 1, `${name}专人`, 'secretary', { kind: 'unit' })
    units.push({ id, name, kind, head, worker: await person(id, 2, `${name}网格员`, 'grid', { kind: 'unit' }), doors })
  }
  const devices = new Map<StaffId, DeviceId>()
  const deviceOf = (staff: Staff): DeviceId => {
    const known = devices.get(staff.id) ?? newDeviceId()
    devices.set(staff.id, known)
    return known
  }
  async function tries<Type extends OperationType>(
    staff: Staff,
    unit: UnitId,
    type: Type,
    body: OperationOf<Type>['body'],
    at = clock.time,
    id = newOperationId(),
  ): Promise<PushOutcome> {
    const device = deviceOf(staff)
    const operation = { id, unit, author: staff.id, device, at, elapsed: 1000, offset: 0, type, body }
    const request = { action: 'push' as const, protocol: 2, unit, device, pending: 0, operations: [operation] }
    const [outcome] = await applyPush(context, staff, request)
    if (outcome === undefined) throw new Error('no outcome')
    return outcome
  }
  return {
    street,
    clerk: await person(street, 1, '王立群', 'street', nowhere),
    inspector: await person(street, 2, '刘婉清', 'inspector', nowhere),
    leader: await person(street, 3, '方国强', 'leader', nowhere),
    officer: await person(station, 1, '李卫国', 'police', nowhere),
    units,
    tries,
    async does(staff, unit, type, body, at = clock.time) {
      const id = newOperationId()
      const outcome = await tries(staff, unit, type, body, at, id)
      if (outcome.kind !== 'applied') throw new Error(`${type}: ${JSON.stringify(outcome)}`)
      return id
    },
    at(day, hour, minute = 0) {
      const time = startOfDay(day) + hour * HOUR + minute * MINUTE
      if (time < clock.time) throw new Error(`the clock never goes back to ${day} ${hour}:${minute}`)
      clock.time = time
    },
  }
}

/** Every morning at nine, as WeChat's trigger and the local host have it. */
export async function everyMorning(
  context: TestContext,
  street: CampaignStreet,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  day: (today: LocalDate) => Promise<void>,
): Promise<void> {
  for (let today = from; today <= to; today = addDays(today, 1)) {
    street.at(today, 9)
    await runTimer(context)
    await day(today)
  }
}
