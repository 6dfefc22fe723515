import { createModelCloud, type ModelCloud } from '../support/model-cloud'
import { createDisk } from '../support/memory-store'
import { createPhone, type Phone, type World } from '../support/phone'
import { device, door, house, smallTown, worker } from '../support/small-town'

const start = Date.UTC(2021, 2, 29, 10)

function setUp(limit = Number.POSITIVE_INFINITY, pageSize = 500): { cloud: ModelCloud; world: World; phone: Phone } {
  const world: World = { now: start, late: [], cloud: (staff, body) => toResult(cloud.call(staff, body)) }
  const cloud = createModelCloud(smallTown(3, 8), () => world.now, pageSize)
  const phone = createPhone({ world, staff: worker(1), device: device(1), disk: createDisk(limit), maker: 1 })
  return { cloud, world, phone }
}
const toResult = (answer: ReturnType<ModelCloud['call']>) =>
  'body' in answer ? ({ kind: 'answer', body: answer.body } as const) : ({ kind: 'problem', problem: answer.problem } as const)

test('delivers', async () => {
  const { cloud, phone, world } = setUp()
  const engine = phone.engine()
  await engine.sync()
  console.log(JSON.stringify(engine.status()))
  expect(await engine.hold(house(1))).toBe(true)
  const saved = engine.save({ type: 'visit.log', body: { doorId: door(1, 1), startedAt: world.now, outcome: 'met', leaflets: 2 } })
  expect(saved.kind).toBe('saved')
  console.log(JSON.stringify(engine.buildings()[0]), JSON.stringify(engine.doors(house(1))?.[0]), phone.handle().writes.slice(-2))
  await engine.sync()
  console.log(JSON.stringify(engine.records()), JSON.stringify(engine.status()), JSON.stringify(cloud.door(door(1, 1))), JSON.stringify(engine.buildings()[0]), JSON.stringify(engine.stock()))
})
