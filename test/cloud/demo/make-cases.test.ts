import { makeCases } from '#cloud/demo/make-cases'
import { makeRecords } from '#cloud/demo/make-records'
import { random } from '#cloud/demo/random'
import { replay } from '#cloud/demo/replay'
import { street } from '#cloud/demo/street'
import { makeTown } from '#cloud/demo/town'
import { masterKeys } from '#cloud/vault/keys'
import { createVault, type UnitVault } from '#cloud/vault/unit-vault'
import { caseStates } from '#domain/dissuasion'
import { caseSteps } from '#domain/dissuasion-policy'
import type { UnitId } from '#domain/ids'
import { dayOf, HOUR, MINUTE } from '#domain/time'
import { testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

const qfy = 'qfy' as UnitId
const MIDNIGHT = Date.parse('2021-04-29T00:00:00+08:00')
let vault: UnitVault

beforeAll(async () => {
  const database = await openTestDatabase()
  const { config, clock, random: bytes } = testContext(database, 'demo')
  const opened = await createVault(masterKeys(config, bytes), { clock, random: bytes, cipher: 'aes-256-gcm' }).open(
    database.kysely,
    qfy,
  )
  if (opened === null) throw new Error('No keys')
  vault = opened
  await database.close()
})

/** 青枫苑社区 as it is seeded at that moment, in memory. */
function seededAt(now: number) {
  const today = dayOf(now)
  const rng = random(1)
  const towns = street.map((unit) => makeTown(unit, today, rng))
  const [town, station] = ['qfy', 'wtpcs'].map((id) => towns.find(({ unit }) => unit.id === id))
  if (town === undefined || station === undefined) throw new Error('No such unit')
  const records = [...makeRecords(town, today, now, true, rng), ...makeCases(town, station, now, 7, true)].sort(
    (a, b) => a.receivedAt - b.receivedAt,
  )
  return replay(town, records, { station, street: null, now, vault }, rng)
}

test.each([0.01, 1, 4.5, 8, 12, 17, 21.7, 23.99])(
  'at %s o’clock nothing is refused, every state and step is there, and today stays short of 60 minutes',
  (hour) => {
    const now = MIDNIGHT + hour * HOUR
    const { set, unitDays } = seededAt(now)
    const cases = [...set.cases.values()]
    expect(new Set(cases.map(({ state }) => state))).toEqual(new Set(caseStates))
    expect(new Set(cases.flatMap(({ due_step }) => due_step ?? []))).toEqual(new Set(caseSteps))
    expect(cases.every(({ entered_at }) => entered_at <= now)).toBe(true)
    const today = unitDays.find(({ day }) => day === dayOf(now))
    expect(today?.activity_ms ?? 0).toBeLessThan(60 * MINUTE)
  },
)

test('what was overdue in the past was told then, once; what is only just overdue is left to the server’s timer', () => {
  const { set, log } = seededAt(MIDNIGHT + 15 * HOUR)
  const now = MIDNIGHT + 15 * HOUR
  const told = log.filter(({ type }) => type === 'dissuasion.escalate')
  expect(told.length).toBeGreaterThan(10)
  expect(new Set(told.map(({ subject, content }) => `${subject} ${JSON.stringify(content)}`)).size).toBe(told.length)
  const open = [...set.cases.values()].filter(({ due_at, escalated }) => due_at !== null && due_at <= now && !escalated)
  expect(open.map(({ state, level }) => [state, level])).toEqual([['entered', 'urgent']])
})

test('the same moment tells the same stories on every machine', () => {
  const told = () => {
    const now = MIDNIGHT + 10 * HOUR
    return [...seededAt(now).set.cases.values()].map(({ case_id, number, state, due_at }) => [
      case_id,
      number,
      state,
      due_at,
    ])
  }
  expect(told()).toEqual(told())
})
