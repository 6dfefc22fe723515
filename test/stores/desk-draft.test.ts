import * as v from 'valibot'
import { deviceId, staffId, unitId } from '#contract/scalars'
import { deskDraft } from '#stores/desk-draft'
import { provide } from '#stores/services'
import { useSession } from '#stores/session-store'
import { StorageFull } from '#sync/ports'
import { idAt } from '../support/operation-ids'
import { plainServices } from '../support/plain-services'

const schema = v.object({ words: v.string() })
const form = (about = 'qfy') => deskDraft('form', about, schema)
const device = (more = {}) =>
  provide(
    plainServices({
      transport: { call: async () => ({ kind: 'not-sent' }) },
      now: () => 0,
      device: v.parse(deviceId, idAt(1)),
      openEngine: () => {
        throw new Error('not here')
      },
      ...more,
    }),
  )

function signIn(id: string): void {
  useSession.setState({
    session: {
      session: null,
      token: 't',
      demo: false,
      staff: {
        id: v.parse(staffId, id),
        unitId: v.parse(unitId, 'wtjd'),
        unitName: '唯亭街道',
        name: '王立群',
        role: 'street',
        number: '1',
        gridName: null,
        from: null,
        to: null,
        serves: [],
      },
    },
  })
}

beforeEach(() => {
  device()
  signIn('wtjd-s1')
})

test('what was written is there when the form is opened again, until it is done', () => {
  form().keep({ words: '入户' })
  expect(form().read()).toEqual({ words: '入户' })
  expect(form('blq').read()).toBeNull()
  form().keep(null)
  expect(form().read()).toBeNull()
})

test('another person of the device finds nothing of it, and the first one everything', () => {
  form().keep({ words: '入户' })
  signIn('wtjd-s2')
  expect(form().read()).toBeNull()
  signIn('wtjd-s1')
  expect(form().read()).toEqual({ words: '入户' })
})

test('of a form that looked otherwise before an update nothing is offered', () => {
  form().keep({ words: '入户' })
  expect(deskDraft('form', 'qfy', v.object({ lines: v.array(v.string()) })).read()).toBeNull()
})

test('a full storage is said rather than thrown', () => {
  device({
    store: {
      get: () => null,
      set: () => {
        throw new StorageFull()
      },
      remove: () => {},
      keys: () => [],
      count: () => 0,
    },
  })
  expect(form().keep({ words: '入户' })).toBe(false)
})
