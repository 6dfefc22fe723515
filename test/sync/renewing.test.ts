import { problem } from '#contract/problem'
import type { Lock, Transport, TransportResult } from '#sync/ports'
import { type Renewed, renewing } from '#sync/renewing'

const over: TransportResult = { kind: 'problem', problem: problem(4011) }
const fine: TransportResult = { kind: 'answer', body: { well: true } }

/** A cloud that knows one token at a time, and the browser's cookie jar. */
function world() {
  const state = {
    good: 1,
    held: 1,
    calls: 0,
    renewals: 0,
    possible: true,
    answer: 'renewed' as Renewed,
    pause: async () => {},
  }
  const held = new Set<string>()
  const lock: Lock = {
    async tryRun(name, run) {
      if (held.has(name)) return { kind: 'busy' }
      held.add(name)
      try {
        return { kind: 'ran', value: await run() }
      } finally {
        held.delete(name)
      }
    },
  }
  const bare: Transport = {
    async call() {
      state.calls += 1
      const shown = state.held
      await state.pause()
      return shown === state.good ? fine : over
    },
  }
  const tab = () =>
    renewing(
      bare,
      {
        possible: () => state.possible,
        async renew() {
          state.renewals += 1
          await new Promise((resolve) => setImmediate(resolve))
          if (state.answer === 'renewed') state.held = state.good
          return state.answer
        },
      },
      { lock, timers: { after: (_, run) => ({ cancel: clearImmediate.bind(null, setImmediate(run)) }) } },
    )
  return { state, tab }
}

const ask = (transport: Transport) => transport.call('query', { action: 'day' })

test('a token that ran out is renewed in passing, and the call is made once more', async () => {
  const { state, tab } = world()
  state.good = 2
  expect(await ask(tab())).toEqual(fine)
  expect(state).toMatchObject({ calls: 2, renewals: 1 })
})

test('twenty calls that find it out at the same moment renew it once', async () => {
  const { state, tab } = world()
  state.good = 2
  const one = tab()
  expect(await Promise.all(Array.from({ length: 20 }, () => ask(one)))).toEqual(Array.from({ length: 20 }, () => fine))
  expect(state.renewals).toBe(1)
})

test('a call that comes back late, when another has renewed meanwhile, only asks again', async () => {
  const { state, tab } = world()
  const one = tab()
  let go = () => {}
  state.pause = () => new Promise((resolve) => (go = resolve))
  state.good = 2
  const late = ask(one)
  state.pause = async () => {}
  expect(await ask(one)).toEqual(fine)
  go()
  expect(await late).toEqual(fine)
  expect(state.renewals).toBe(1)
})

test('of two tabs one renews, and the other waits for it', async () => {
  const { state, tab } = world()
  state.good = 2
  expect(await Promise.all([ask(tab()), ask(tab())])).toEqual([fine, fine])
  expect(state.renewals).toBe(1)
})

test('without a network the call was not sent, for what was refused for its token was not done', async () => {
  const { state, tab } = world()
  state.good = 2
  state.answer = 'unknown'
  expect(await ask(tab())).toEqual({ kind: 'not-sent' })
  expect(state.calls).toBe(1)
})

test('a session that is over is said as it is, and not asked about again', async () => {
  const { state, tab } = world()
  state.good = 2
  state.answer = 'over'
  const one = tab()
  expect(await ask(one)).toEqual(over)
  state.possible = false
  expect(await ask(one)).toEqual(over)
  expect(state.renewals).toBe(1)
})

test('nobody signed in: the refusal is told, and nothing is renewed', async () => {
  const { state, tab } = world()
  state.possible = false
  state.good = 2
  expect(await ask(tab())).toEqual(over)
  expect(state.renewals).toBe(0)
})

test('a cloud that refuses whatever is renewed is not asked for ever', async () => {
  const { state, tab } = world()
  state.good = Number.NaN
  expect(await ask(tab())).toEqual(over)
  expect(state.calls).toBe(3)
})
