import * as v from 'valibot'
import type { OperationOf } from '#contract/operation'
import { type RatesAnswer, ratesAnswer } from '#contract/rates'
import { noticeCampaign } from '#domain/campaign'
import type { OperationId, UnitId } from '#domain/ids'
import type { LocalMonth } from '#domain/month'
import type { Staff } from '#domain/staff'
import type { LocalDate } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { createField, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const applied = { kind: 'applied', seq: expect.any(Number) }
const month = (text: string) => text as LocalMonth
const at = (text: string) => Date.parse(`${text}:00+08:00`)

let campaign: OperationId
let other: UnitId

beforeEach(async () => {
  const { clerk, street } = ground.field
  campaign = newOperationId()
  await ground.field.push(
    [
      ground.field.operation(
        'campaign.set',
        { campaignId: null, base: 0, campaign: noticeCampaign },
        { id: campaign, author: clerk.id, unit: street },
      ),
    ],
    clerk,
    0,
    street,
  )
  // A second community of the street.
  const second = await createField(ground.context)
  other = second.unit
  await ground.context.db.updateTable('unit').set({ street_id: street }).where('unit_id', '=', other).execute()
  ground.context.clock.time = at('2021-06-16T09:00')
})

type Months = OperationOf<'baseline.set'>['body']['months']
const months = (figures: readonly (readonly [string, number, number])[]): Months =>
  figures.map(([text, cases, loss]) => ({ month: month(text), cases, loss }))

async function baseline(unit: UnitId, given: Months, more: object = {}, author: Staff = ground.field.clerk) {
  const body = { year: 2020, base: 0, months: given, ...more }
  const [outcome] = await ground.field.push(
    [ground.field.operation('baseline.set', body, { unit, author: author.id })],
    author,
    0,
    unit,
  )
  return outcome
}

let numbers = 0
async function crimes(unit: UnitId, on: string, losses: readonly number[]) {
  const { clerk } = ground.field
  const operations = losses.map((loss) => {
    numbers += 1
    const body: OperationOf<'crime.enter'>['body'] = {
      number: `R${numbers}`,
      on: on as LocalDate,
      time: null,
      doorId: null,
      buildingId: null,
      address: '某处',
      fraudType: 'other',
      loss,
      alert: null,
    }
    return ground.field.operation('crime.enter', body, { unit, author: clerk.id })
  })
  const outcomes = await ground.field.push(operations, clerk, 0, unit)
  expect(outcomes).toEqual(losses.map(() => applied))
  return operations
}

async function ask(person: Staff = ground.field.clerk, unit: UnitId = ground.field.street) {
  const token = await tokenOf(ground.context, person)
  return call(ground.context, 'query', { action: 'rates', unit, campaign }, token)
}
const read = async (person?: Staff, unit?: UnitId) => v.parse(ratesAnswer, (await ask(person, unit)).body)
const lineOf = ({ units }: RatesAnswer, unit: UnitId) => units.find((line) => line.unit.id === unit)
const times = (count: number, loss: number) => Array.from({ length: count }, () => loss)

describe('rates', () => {
  it('20 → 15 is 25.0 %, 10 → 12 is −20.0 %, 0 → 1 is 基期为0, each with what it came from', async () => {
    const { unit } = ground.field
    await baseline(
      unit,
      months([
        ['2020-03', 20, 200_000],
        ['2020-04', 10, 100_000],
        ['2020-05', 0, 0],
      ]),
    )
    await crimes(unit, '2021-03-12', times(15, 10_000))
    await crimes(unit, '2021-04-30', times(12, 5_000))
    await crimes(unit, '2021-05-01', [8_000])
    const line = lineOf(await read(), unit)
    expect(line?.months.map(({ alone }) => [alone.cases, alone.loss])).toEqual([
      [
        { kind: 'rate', base: 20, now: 15, tenths: 250 },
        { kind: 'rate', base: 200_000, now: 150_000, tenths: 250 },
      ],
      [
        { kind: 'rate', base: 10, now: 12, tenths: -200 },
        { kind: 'rate', base: 100_000, now: 60_000, tenths: 400 },
      ],
      [
        { kind: 'base-zero', now: 1 },
        { kind: 'base-zero', now: 8_000 },
      ],
    ])
    expect(line?.months[2]?.sinceFirst).toMatchObject({
      from: '2021-03',
      to: '2021-05',
      base: { cases: 30, loss: 300_000 },
      now: { cases: 28, loss: 218_000 },
      cases: { kind: 'rate', tenths: 67 },
      baseDays: 92,
      nowDays: 92,
    })
  })

  it('compares whole months alone; the month that runs is told apart', async () => {
    const { unit } = ground.field
    await baseline(unit, months([['2020-06', 9, 9]]))
    await crimes(unit, '2021-06-15', [700, 300])
    const line = lineOf(await read(), unit)
    expect(line?.months.map((one) => one.month)).toEqual(['2021-03', '2021-04', '2021-05'])
    expect(line?.running).toEqual({ month: '2021-06', cases: 2, loss: 1000 })
  })

  it('the total is that of all units, and has no base for a month that one of them lacks', async () => {
    const { unit } = ground.field
    await baseline(
      unit,
      months([
        ['2020-03', 20, 20],
        ['2020-04', 10, 10],
      ]),
    )
    await baseline(other, months([['2020-03', 4, 4]]))
    await crimes(unit, '2021-03-12', [1, 2])
    await crimes(other, '2021-03-31', [3])
    const { total } = await read()
    expect(total?.months.map(({ alone }) => alone.cases)).toEqual([
      { kind: 'rate', base: 24, now: 3, tenths: 875 },
      { kind: 'base-missing', now: 0 },
      { kind: 'base-missing', now: 0 },
    ])
  })

  it('a crime that turned out to be none counts no more, and a corrected loss counts as it is now', async () => {
    const { unit, clerk } = ground.field
    await baseline(unit, months([['2020-03', 4, 1000]]))
    const [gone, less] = await crimes(unit, '2021-03-12', [500, 900, 100])
    const correct = (operation: OperationOf<'crime.enter'> | undefined, loss: number, counts: boolean) =>
      operation === undefined
        ? []
        : [
            ground.field.operation(
              'crime.correct',
              { ...operation.body, paperId: operation.id, base: 1, reason: '核对', loss, counts },
              { unit, author: clerk.id },
            ),
          ]
    const outcomes = await ground.field.push(
      [...correct(gone, 500, false), ...correct(less, 400, true)],
      clerk,
      0,
      unit,
    )
    expect(outcomes).toEqual([applied, applied])
    const line = lineOf(await read(), unit)
    expect(line?.months[0]?.alone.now).toEqual({ cases: 2, loss: 500 })
    expect(line?.correctedCrimes).toBe(2)
  })

  it('a milestone is met by cases and loss together, never by one of them', async () => {
    const { unit } = ground.field
    const all = (cases: number, loss: number) =>
      months([
        ['2020-03', cases, loss],
        ['2020-04', cases, loss],
        ['2020-05', cases, loss],
      ])
    await baseline(unit, all(2, 1000))
    await baseline(other, all(0, 0))
    await crimes(unit, '2021-03-20', [300, 400])
    await crimes(unit, '2021-04-20', [9_000])
    const verdicts = (await read()).milestones.map(({ verdict }) =>
      verdict.kind === 'judged'
        ? [verdict.judgement.cases, verdict.judgement.loss, verdict.judgement.met]
        : verdict.kind,
    )
    expect(verdicts).toEqual([
      [true, true, true],
      [true, false, false],
    ])
    ground.context.clock.time = at('2021-06-15T23:59')
    expect((await read()).milestones[1]?.verdict).toMatchObject({ kind: 'pending', soFar: { met: false } })
  })

  it('are the street’s, its inspectors’ and its leaders’; a secretary sees the own line alone', async () => {
    const { inspector, leader, secretary, unit, worker, officer } = ground.field
    await baseline(unit, months([['2020-03', 20, 20]]))
    for (const person of [inspector, leader]) expect((await read(person)).units).toHaveLength(2)
    const own = await read(secretary, unit)
    expect(own.units.map((line) => line.unit.id)).toEqual([unit])
    expect(own.total).toBeNull()
    const codes = [
      codeOf(await ask(secretary, ground.field.street)),
      codeOf(await ask(secretary, other)),
      codeOf(await ask(worker, unit)),
      codeOf(await ask(officer, unit)),
    ]
    expect(codes).toEqual([4031, 4031, 4030, 4031])
  })
})

describe('base figures', () => {
  it('are set by the street alone', async () => {
    const { secretary, inspector, leader, unit } = ground.field
    for (const person of [secretary, inspector, leader])
      expect(await baseline(unit, months([['2020-03', 1, 1]]), {}, person)).toMatchObject({
        kind: 'rejected',
        problem: { code: 4030 },
      })
  })

  it('that replace others need a reason; old, new and the reason are seen', async () => {
    const { unit, clerk } = ground.field
    expect(await baseline(unit, months([['2020-03', 20, 200]]))).toEqual(applied)
    const changed = months([
      ['2020-03', 21, 200],
      ['2020-04', 7, 70],
    ])
    expect(await baseline(unit, changed, { base: 1 })).toMatchObject({ kind: 'rejected', problem: { code: 4006 } })
    expect(await baseline(unit, changed, { base: 1, reason: '漏报一起' })).toEqual(applied)
    expect(lineOf(await read(), unit)?.baseline).toEqual({
      version: 2,
      months: [
        { month: '2020-03', cases: 21, loss: 200 },
        { month: '2020-04', cases: 7, loss: 70 },
      ],
      corrections: [
        {
          at: ground.context.clock.time,
          by: clerk.name,
          reason: '漏报一起',
          month: '2020-03',
          from: { cases: 20, loss: 200 },
          to: { cases: 21, loss: 200 },
        },
      ],
    })
  })

  it('of two at once the second hears of the first', async () => {
    const { unit } = ground.field
    expect(await baseline(unit, months([['2020-03', 20, 200]]))).toEqual(applied)
    expect(await baseline(unit, months([['2020-04', 1, 1]]))).toMatchObject({ problem: { code: 4095 } })
  })

  it.each([
    ['of another year', [['2021-03', 1, 1]]],
    [
      'twice of a month',
      [
        ['2020-03', 1, 1],
        ['2020-03', 2, 2],
      ],
    ],
    ['below nothing', [['2020-03', -1, 1]]],
    ['of a month that is none', [['2020-13', 1, 1]]],
  ] as const)('%s are refused', async (_, given) => {
    expect(await baseline(ground.field.unit, months(given))).toMatchObject({ problem: { code: 4001 } })
  })

  it('lie in a unit that reports, never in the street itself', async () => {
    expect(await baseline(ground.field.street, months([['2020-03', 1, 1]]))).toMatchObject({
      problem: { code: 4001, field: 'unit' },
    })
  })
})
