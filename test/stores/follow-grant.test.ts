import { attachEngine, detachEngines } from '#stores/field-store'
import { followGrant } from '#stores/follow-grant'
import { provide, services } from '#stores/services'
import { useSession } from '#stores/session-store'
import { plainServices } from '../support/plain-services'
import { device, worker } from '../support/small-town'
import { setUp } from '../support/sync-set-up'

const staff = { id: worker(1), unitId: 'qfy', unitName: '青枫苑社区', name: '王芳', role: 'grid', number: '07' }
const role = () => useSession.getState().session?.staff.role

let stop: () => void
beforeEach(() => {
  provide(
    plainServices({
      transport: { call: async () => ({ kind: 'not-sent' }) },
      now: () => 0,
      device: device(1),
      openEngine: () => {
        throw new Error('not here')
      },
    }),
  )
  useSession.setState({
    session: {
      session: null,
      token: 't',
      demo: false,
      staff: { ...staff, gridName: null, from: null, to: null, serves: [] } as never,
    },
  })
  stop = followGrant()
})
afterEach(() => {
  stop()
  detachEngines()
})

test('a device that is told another role is that from then on, also after a restart', async () => {
  const { phone, cloud } = setUp()
  const engine = attachEngine(phone.engine())
  await engine.sync()
  expect(role()).toBe('grid')
  cloud.setRole(worker(1), 'secretary')
  await engine.sync()
  expect(role()).toBe('secretary')
  expect(JSON.parse(services().store.get('session') ?? '{}')).toMatchObject({
    token: 't',
    staff: { role: 'secretary' },
  })
})

test('what is told of somebody else changes nothing', async () => {
  const { phoneOf, cloud } = setUp()
  cloud.setRole(worker(2), 'secretary')
  await attachEngine(phoneOf(2, 2).engine()).sync()
  expect([role(), services().store.get('session')]).toEqual(['grid', null])
})
