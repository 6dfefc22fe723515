import type { OperationId } from '#domain/ids'
import type { Outcome } from '#domain/visit'
import type { Draft, Engine, RecordStatus, SaveResult } from '#sync/engine-api'
import { createDisk, type Disk } from './memory-store'
import { createModelCloud, type ModelCloud } from './model-cloud'
import { createPhone, type Phone, type World } from './phone'
import { device, door, officer, smallTown, worker } from './small-town'

/** 2021-03-29 18:00 in Suzhou. */
export const START = Date.UTC(2021, 2, 29, 10)

export interface SetUp {
  readonly cloud: ModelCloud
  readonly world: World
  readonly phone: Phone
  phoneOf(staff: number, number: number, disk?: Disk): Phone
  /** The same one each time. */
  officerPhone(number: number): Phone
}

interface Size {
  readonly houses?: number
  readonly doors?: number
  readonly page?: number
  readonly limit?: number
}

/** A small community on the model cloud, and one worker's phone. */
export function setUp({ houses = 3, doors = 8, page = 500, limit }: Size = {}): SetUp {
  const world: World = {
    now: START,
    late: [],
    put: (url, content) => cloud.photos.put(url, content),
    cloud(staff, body) {
      const answer = cloud.call(staff, body)
      return 'body' in answer ? { kind: 'answer', body: answer.body } : { kind: 'problem', problem: answer.problem }
    },
  }
  const cloud: ModelCloud = createModelCloud(smallTown(houses, doors), () => world.now, page)
  const phoneOf = (staff: number, number: number, disk = createDisk()) =>
    createPhone({ world, staff: worker(staff), device: device(number), disk, maker: number })
  const officers = [1, 2].map((number) =>
    createPhone({ world, staff: officer(number), device: device(50 + number), disk: createDisk(), maker: 50 + number }),
  )
  const officerPhone = (number: number): Phone => {
    const found = officers[number - 1]
    if (found === undefined) throw new Error(`no officer ${number}`)
    return found
  }
  return { cloud, world, phone: phoneOf(1, 1, createDisk(limit)), phoneOf, officerPhone }
}

export function visit(
  house: number,
  number: number,
  outcome: Outcome = 'met',
  more: { readonly leaflets?: number; readonly note?: string } = {},
): Draft {
  return { type: 'visit.log', body: { doorId: door(house, number), startedAt: START - 30_000, outcome, ...more } }
}

export function idOf(result: SaveResult): OperationId {
  if (result.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(result)}`)
  return result.id
}

export function statusOf(engine: Engine, id: OperationId): RecordStatus['kind'] | 'gone' {
  return engine.records().find(({ operation }) => operation.id === id)?.status.kind ?? 'gone'
}

/** Bodies of the pushes so far. */
export function pushes(
  phone: Phone,
): readonly { readonly operations: readonly { readonly id: string }[]; readonly pending: number }[] {
  return phone.calls.filter(({ action }) => action === 'push').map(({ body }) => JSON.parse(JSON.stringify(body)))
}
