import { useStation } from '#stores/station-store'
import InboxPage from '../../src/police/inbox/index'
import { alert } from '../support/case-drafts'
import { station } from './stage'

/** What a browser makes sounds with; counts notes. */
class Speaker {
  static notes = 0
  static state = 'running'
  readonly currentTime = 0
  readonly destination = {}
  get state() {
    return Speaker.state
  }
  async resume() {
    Speaker.state = 'running'
  }
  createOscillator() {
    return {
      frequency: { value: 0 },
      connect: (next: unknown) => next,
      start: () => {
        Speaker.notes++
      },
      stop: () => undefined,
    }
  }
  createGain() {
    const gain = { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined }
    return { gain, connect: (next: unknown) => next }
  }
}

beforeAll(() => Object.assign(globalThis, { AudioContext: Speaker }))
beforeEach(() => {
  Speaker.notes = 0
  Speaker.state = 'running'
})

const NOTES = 2

test('an alert sounds once, also after more syncs and after the app was started again', async () => {
  const ground = station()
  await ground.does(ground.colleague, alert('YJ-1'))
  const page = await ground.open(InboxPage)
  expect(Speaker.notes).toBe(NOTES)
  await page.act(() => ground.mine.sync())
  expect(Speaker.notes).toBe(NOTES)
  ground.close()
  await ground.open(InboxPage)
  expect(Speaker.notes).toBe(NOTES)
})

test('each step of a case is news once: the alert, and that it was not reached by phone in time', () => {
  const ground = station()
  const [id] = [ground.mine.save(alert('YJ-1'))].map((saved) => (saved.kind === 'saved' ? saved.id : null))
  if (id == null) throw new Error('not saved')
  const { hear } = useStation.getState()
  const due = (step: 'call' | 'dispatch', escalated = false) => ({ step, at: 1, escalated })
  expect(hear([{ id, state: 'entered', round: 1, due: due('call') }])).toBe(1)
  expect(hear([{ id, state: 'entered', round: 1, due: due('call') }])).toBe(0)
  expect(hear([{ id, state: 'ready', round: 1, due: due('dispatch') }])).toBe(1)
  expect(hear([{ id, state: 'ready', round: 1, due: due('dispatch', true) }])).toBe(0)
  expect(hear([{ id, state: 'ready', round: 2, due: due('dispatch') }])).toBe(1)
})

test('a step that goes its way makes no noise until its time is up', () => {
  const ground = station()
  const saved = ground.mine.save(alert('YJ-1'))
  if (saved.kind !== 'saved') throw new Error('not saved')
  const { hear } = useStation.getState()
  const step = (escalated: boolean) => ({ step: 'accept' as const, at: 1, escalated })
  expect(hear([{ id: saved.id, state: 'dispatched', round: 1, due: step(false) }])).toBe(0)
  expect(hear([{ id: saved.id, state: 'dispatched', round: 1, due: step(true) }])).toBe(1)
})

test('what this officer has entered himself is no news to him', async () => {
  const ground = station()
  await ground.does(ground.mine, alert('YJ-1'))
  await ground.open(InboxPage)
  expect(Speaker.notes).toBe(0)
  expect(document.title).toBe('预警 · 敲门')
})

test('muted it makes no sound, but still counts in the tab', async () => {
  const ground = station()
  const page = await ground.open(InboxPage)
  await page.press('#mute')
  await page.act(async () => {
    await ground.does(ground.colleague, alert('YJ-1'))
    await ground.mine.sync()
  })
  expect(Speaker.notes).toBe(0)
  expect(document.title).toBe('(1) 预警 · 敲门')
  await page.key('Shift')
  expect(document.title).toBe('预警 · 敲门')
})

test('where the browser wants a touch first it says so, and is ready after one', async () => {
  const ground = station()
  Speaker.state = 'suspended'
  await ground.does(ground.colleague, alert('YJ-1'))
  const page = await ground.open(InboxPage)
  expect(Speaker.notes).toBe(0)
  expect(page.text()).toContain('点一下页面后才会响')
  await page.key('Shift')
  expect(page.text()).not.toContain('点一下页面后才会响')
})
