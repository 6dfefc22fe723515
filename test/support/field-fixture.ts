import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { envToConfig, type Mode, readEnv } from '#cloud/config'
import type { Context } from '#cloud/context'
import type { Database } from '#cloud/db/database'
import { applyPush } from '#cloud/operations/apply-push'
import { staffOf } from '#cloud/operations/working-set'
import { masterKeys } from '#cloud/vault/keys'
import { createVault } from '#cloud/vault/unit-vault'
import type { OperationOf, OperationType } from '#contract/operation'
import type { PushOutcome } from '#contract/push'
import type { BuildingId, DeviceId, DoorId, GridId, OperationId, StaffId, UnitId } from '#domain/ids'
import type { Role, Scope, Staff } from '#domain/staff'
import type { LocalDate, Milliseconds } from '#domain/time'

/** 2021-03-29 10:00 in Suzhou, a Monday of the campaign. */
export const NOON = Date.parse('2021-03-29T10:00:00+08:00')

/** Any 32 bytes do. */
export const testKeys = {
  FIELD_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  INDEX_KEY: Buffer.alloc(32, 9).toString('base64'),
}

/** A context whose clock stands still until a test moves it. */
export interface TestContext extends Context {
  readonly clock: { now(): Milliseconds; time: Milliseconds }
}

export function testContext(database: Pick<Database, 'kysely'>, mode: Mode = 'real'): TestContext {
  const clock = { time: NOON, now: () => clock.time }
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const config = { ...envToConfig(readEnv(testKeys)), mode }
  return {
    db: database.kysely,
    clock,
    random,
    log: pino({ level: 'silent' }),
    config,
    vault: createVault(masterKeys(config, random), { clock, random, cipher: config.fieldCipher }),
    photos: null,
    exports: null,
    messenger: null,
    meter: null,
    limits: null,
  }
}

export const newOperationId = (): OperationId => uuidv7() as OperationId
export const newDeviceId = (): DeviceId => uuidv7() as DeviceId

export interface TestPerson {
  readonly name: string
  readonly role: Role
  readonly scope: Scope
  readonly from?: string
  readonly to?: string
  readonly active?: boolean
}

/** A community with two grids, two buildings in the first and one in the second, and one person of each kind. */
export interface Field {
  readonly unit: UnitId
  readonly grids: readonly [GridId, GridId]
  readonly buildings: readonly [BuildingId, BuildingId, BuildingId]
  /** Doors of a building, floor by floor. */
  doors(building: BuildingId): readonly DoorId[]
  readonly worker: Staff
  readonly colleague: Staff
  readonly volunteer: Staff
  readonly secretary: Staff
  readonly police: Staff
  /** Officers of the station that serves the unit, and one of another station. */
  readonly officer: Staff
  readonly partner: Staff
  readonly elsewhere: Staff
  /** Of the street that the unit belongs to, and its people. */
  readonly street: UnitId
  readonly clerk: Staff
  readonly inspector: Staff
  readonly leader: Staff
  readonly device: DeviceId
  /** An operation by the worker unless said otherwise, done now by a device whose clock is right. */
  operation<Type extends OperationType>(
    type: Type,
    body: OperationOf<Type>['body'],
    more?: Partial<Envelope>,
  ): OperationOf<Type>
  push(operations: readonly object[], actor?: Staff, pending?: number, at?: UnitId): Promise<readonly PushOutcome[]>
  /** `at`: another unit than the community. */
  addPerson(person: TestPerson, at?: UnitId): Promise<Staff>
}

type Envelope = Omit<OperationOf<'visit.undo'>, 'type' | 'body'>

let units = 0

export async function createField(
  context: TestContext,
  options: { doors?: number; demo?: boolean } = {},
): Promise<Field> {
  units += 1
  const unit = `u${units}` as UnitId
  const { db } = context
  const grids = ['g1', 'g2'] as [GridId, GridId]
  const buildings = ['b1', 'b2', 'b3'] as [BuildingId, BuildingId, BuildingId]
  const count = options.doors ?? 12
  const doors = (building: BuildingId) =>
    Array.from({ length: count }, (_, index) => `${building}-${index + 1}` as DoorId)
  const demo = options.demo ?? false
  const street = `${unit}st` as UnitId
  const [station, otherStation] = [`${unit}p1`, `${unit}p2`] as [UnitId, UnitId]
  await db
    .insertInto('unit')
    .values([
      { unit_id: street, name: `清枫街道${units}`, kind: 'street', demo, station_id: null },
      { unit_id: station, name: `清枫派出所${units}`, kind: 'station', demo, station_id: null, street_id: street },
      { unit_id: otherStation, name: `远山派出所${units}`, kind: 'station', demo, station_id: null },
      { unit_id: unit, name: `清枫社区${units}`, kind: 'community', demo, station_id: station, street_id: street },
    ])
    .execute()
  await db
    .insertInto('unit_head')
    .values([unit, street].map((id) => ({ unit_id: id, seq: 0, hash: '' })))
    .execute()
  await db
    .insertInto('grid')
    .values(grids.map((grid, index) => ({ unit_id: unit, grid_id: grid, name: `第${index + 1}网格` })))
    .execute()
  await db
    .insertInto('building')
    .values(
      buildings.map((building, index) => ({
        unit_id: unit,
        building_id: building,
        kind: 'residential' as const,
        compound: '清枫苑',
        name: `${index + 1}幢`,
        grid_id: index < 2 ? grids[0] : grids[1],
        doors: count,
        last_visit_at: null,
        seq: 0,
      })),
    )
    .execute()
  for (const building of buildings) {
    await db
      .insertInto('door')
      .values(
        doors(building).map((door, index) => ({
          unit_id: unit,
          door_id: door,
          building_id: building,
          stairwell: 1,
          floor: Math.floor(index / 4) + 1,
          room: `${Math.floor(index / 4) + 1}0${(index % 4) + 1}`,
          last_at: null,
          seq: 0,
        })),
      )
      .execute()
  }
  let people = 0
  const addPerson = async ({ name, role, scope, from, to, active = true }: TestPerson, at = unit): Promise<Staff> => {
    people += 1
    const row = {
      unit_id: at,
      staff_id: `${at}-s${people}` as StaffId,
      name,
      role,
      number: `WG${String(people).padStart(3, '0')}`,
      from_day: (from ?? null) as LocalDate | null,
      to_day: (to ?? null) as LocalDate | null,
      active,
      roster_key: null,
      openid: `openid-${unit}-${people}`,
    }
    await db
      .insertInto('staff')
      .values({ ...row, scope: JSON.stringify(scope) })
      .execute()
    return staffOf({ ...row, scope })
  }
  const worker = await addPerson({ name: '周敏', role: 'grid', scope: { kind: 'grid', gridId: grids[0] } })
  const colleague = await addPerson({ name: '许强', role: 'grid', scope: { kind: 'grid', gridId: grids[1] } })
  const volunteer = await addPerson({
    name: '顾晓芸',
    role: 'volunteer',
    scope: { kind: 'buildings', buildingIds: [buildings[0]] },
    from: '2021-03-26',
    to: '2021-03-31',
  })
  const secretary = await addPerson({ name: '陆书记', role: 'secretary', scope: { kind: 'unit' } })
  const police = await addPerson({ name: '沈警官', role: 'police', scope: { kind: 'none' } })
  const atStation = { role: 'police', scope: { kind: 'none' } } as const
  const officer = await addPerson({ name: '李卫国', ...atStation }, station)
  const partner = await addPerson({ name: '张晓东', ...atStation }, station)
  const elsewhere = await addPerson({ name: '赵宏', ...atStation }, otherStation)
  const ofStreet = { scope: { kind: 'none' } } as const
  const clerk = await addPerson({ name: '王立群', role: 'street', ...ofStreet }, street)
  const inspector = await addPerson({ name: '刘婉清', role: 'inspector', ...ofStreet }, street)
  const leader = await addPerson({ name: '方国强', role: 'leader', ...ofStreet }, street)
  const device = newDeviceId()

  return {
    unit,
    grids,
    buildings,
    doors,
    worker,
    colleague,
    volunteer,
    secretary,
    police,
    officer,
    partner,
    elsewhere,
    street,
    clerk,
    inspector,
    leader,
    device,
    addPerson,
    operation: <Type extends OperationType>(
      type: Type,
      body: OperationOf<Type>['body'],
      more: Partial<Envelope> = {},
    ) => {
      const envelope = {
        id: newOperationId(),
        unit,
        author: worker.id,
        device,
        at: context.clock.time,
        elapsed: 1000,
        offset: 0,
      }
      // One generic builder for eight types: TypeScript cannot follow which body goes with which type.
      return { ...envelope, type, body, ...more } as unknown as OperationOf<Type>
    },
    push: (operations, actor = worker, pending = 0, at = unit) =>
      applyPush(context, actor, {
        action: 'push',
        protocol: 1,
        unit: at,
        device,
        pending,
        operations: operations.map((operation) => ({ ...operation })),
      }),
  }
}
