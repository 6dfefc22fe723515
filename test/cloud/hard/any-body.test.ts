import fc from 'fast-check'
import * as v from 'valibot'
import { exportRequest } from '#contract/export'
import { ledgerRequest } from '#contract/ledger'
import { mediaRequest } from '#contract/media'
import { buildingRequest, pullRequest } from '#contract/pull'
import { queryRequest } from '#contract/query'
import { sessionRequest } from '#contract/session'
import { call, tokenOf } from '../../support/calls'
import { faultOf, runs, seed } from '../../support/hostile/attempt'
import { jsonOf, nonsense } from '../../support/hostile/hostile-json'
import { valuesOf } from '../../support/hostile/schema-arbitrary'
import {
  type Attacker,
  openStreetUnderFire,
  pushesOf,
  type StreetUnderFire,
} from '../../support/hostile/street-under-fire'

/** Pino's level. */
const ERROR = 50

let street: StreetUnderFire

beforeAll(async () => {
  street = await openStreetUnderFire()
  heapAtFirst = process.memoryUsage().heapUsed
}, 120_000)
afterAll(() => street?.close())

let heapAtFirst = 0

const requests: Readonly<Record<string, (attacker: Attacker) => fc.Arbitrary<unknown>>> = {
  session: ({ known }) => valuesOf(sessionRequest, known),
  query: ({ known }) => valuesOf(queryRequest, known),
  media: ({ known }) => valuesOf(mediaRequest, known),
  export: ({ known }) => valuesOf(exportRequest, known),
  ledger: ({ known }) => valuesOf(ledgerRequest, known),
  sync: ({ known }) => valuesOf(v.variant('action', [pullRequest, buildingRequest]), known),
}

/** Sends bodies of one function, each person his share, and tells what went wrong. */
async function attack(
  name: string,
  bodies: (attacker: Attacker) => fc.Arbitrary<string>,
  times: number,
): Promise<readonly object[]> {
  const faults: object[] = []
  const numRuns = Math.ceil(times / street.people.length)
  for (const [index, attacker] of street.people.entries()) {
    // Signing out is among what is sent.
    const token = name === 'session' ? await tokenOf(street.context, attacker.staff) : attacker.token
    for (const text of fc.sample(bodies(attacker), { seed: seed + index, numRuns })) {
      const body = parsed(text)
      if (body === undefined) continue
      const before = street.logged.length
      const fault = await call(street.context, name, body, token).then(faultOf, (error: unknown) => String(error))
      const errors = street.logged.slice(before).filter((line) => JSON.parse(line).level >= ERROR)
      if (fault !== null || errors.length > 0)
        faults.push({ name, who: attacker.staff.id, fault, errors, text: text.slice(0, 1500) })
    }
  }
  return faults
}

/** As the host does it: what is no JSON never comes to a function. */
function parsed(text: string): unknown {
  try {
    return { body: JSON.parse(text) }.body
  } catch {
    return undefined
  }
}

describe('whatever is sent to', () => {
  test.each(Object.keys(requests))(
    '%s is answered, or refused by a number below 5000, and breaks nothing',
    async (name) => {
      const bodies = requests[name] as (attacker: Attacker) => fc.Arbitrary<unknown>
      const texts = (attacker: Attacker) =>
        fc.oneof({ weight: 12, arbitrary: jsonOf(bodies(attacker)) }, { weight: 1, arbitrary: nonsense })
      expect(await attack(name, texts, runs(120))).toEqual([])
    },
    600_000,
  )

  test('a push of any operations is answered one by one', async () => {
    expect(
      await attack('sync', (attacker) => jsonOf(pushesOf(attacker, street.context.clock.now())), runs(300)),
    ).toEqual([])
  }, 600_000)

  test('no memory is kept of it', () => {
    // After some hundreds to some ten thousand calls: a leak of a body each would be more.
    expect(process.memoryUsage().heapUsed - heapAtFirst).toBeLessThan(400 * 2 ** 20)
  })
})
