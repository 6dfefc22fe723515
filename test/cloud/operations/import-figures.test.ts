import * as v from 'valibot'
import { baselineOf } from '#cloud/operations/baseline-set'
import { crimeOf } from '#cloud/operations/crime-paper'
import { verifyChain } from '#cloud/operations/verify-chain'
import { type LedgerAnswer, ledgerAnswer } from '#contract/ledger'
import { noticeCampaign } from '#domain/campaign'
import type { UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { call, codeOf, tokenOf } from '../../support/calls'
import { createField } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
let second: UnitId

beforeEach(async () => {
  const { clerk, street, unit } = ground.field
  const other = await createField(ground.context)
  second = other.unit
  const { db } = ground.context
  await db.updateTable('unit').set({ name: '青枫苑社区' }).where('unit_id', '=', unit).execute()
  await db.updateTable('unit').set({ name: '白鹭桥社区', street_id: street }).where('unit_id', '=', second).execute()
  const body = { campaignId: null, base: 0, campaign: noticeCampaign }
  await ground.field.push(
    [ground.field.operation('campaign.set', body, { author: clerk.id, unit: street })],
    clerk,
    0,
    street,
  )
  ground.context.clock.time = Date.parse('2021-05-02T10:00:00+08:00')
})

async function upload(
  ledger: 'crimes' | 'baseline',
  lines: readonly string[],
  action: 'dry-run' | 'import' = 'import',
  person: Staff = ground.field.clerk,
) {
  const file = Buffer.from(`\ufeff${lines.join('\n')}`, 'utf8').toString('base64')
  const request = { action, unit: ground.field.street, ledger, fileName: '清单.csv', file }
  return call(ground.context, 'ledger', request, await tokenOf(ground.context, person))
}

async function imported(...given: Parameters<typeof upload>): Promise<LedgerAnswer> {
  return v.parse(ledgerAnswer, (await upload(...given)).body)
}

async function papers(unit: UnitId, kind: 'crime' | 'baseline') {
  return ground.context.db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('kind', '=', kind)
    .orderBy('at')
    .execute()
}

const crimes = [
  '唯亭街道新发案件清单,,,,,',
  '案件编号,发案日期,所属社区,地址,诈骗类型,损失（元）',
  'A-1,2021-04-02 19:40,青枫苑社区,清枫苑1幢1单元104,刷单返利,"52,000"',
  'A-2,2021年4月3日,白鹭桥,某路9号,冒充公检法类诈骗,1.5万元',
  'A-3,四月初,青枫苑社区,某路9号,其他,100',
  'A-4,2021-04-05,不知道社区,某路9号,其他,100',
  'A-1,2021-04-02 19:40,青枫苑社区,清枫苑1幢1单元104,刷单返利,"52,000"',
  'A-5,2021-05-03,青枫苑社区,某路9号,其他,100',
  '合计,,,,,67100',
]

describe('a list of crimes', () => {
  it('is taken row by row, each in its unit with its door; every bad row comes back with its reason', async () => {
    const answer = await imported('crimes', crimes)
    expect(answer).toMatchObject({ imported: true, added: 2, known: 0 })
    expect(answer.bad.map(({ row, reason }) => [row, reason])).toEqual([
      [5, expect.stringContaining('发案日期')],
      [6, expect.stringContaining('不在本街道的单位里')],
      [8, expect.stringContaining('发案时间晚于现在')],
    ])
    expect(answer.repeats).toHaveLength(1)
    expect(answer.rejects).not.toBeNull()
    const [own, other] = [await papers(ground.field.unit, 'crime'), await papers(second, 'crime')]
    expect(own.map(crimeOf)).toMatchObject([
      {
        number: 'A-1',
        on: '2021-04-02',
        time: '19:40',
        place: { kind: 'door', doorId: 'b1-4' },
        fraudType: 'rebate-tasks',
        loss: 52_000,
        enteredBy: { id: ground.field.clerk.id },
      },
    ])
    expect(other.map(crimeOf)).toMatchObject([
      { number: 'A-2', time: null, place: { kind: 'address' }, fraudType: 'fake-authority', loss: 15_000 },
    ])
    for (const unit of [ground.field.unit, second, ground.field.street])
      expect(await verifyChain(ground.context.db, unit)).toMatchObject({ kind: 'intact' })
  })

  it('that is only tried writes nothing, and one that is imported twice is the same as once', async () => {
    expect(await imported('crimes', crimes, 'dry-run')).toMatchObject({ imported: false, added: 2 })
    expect(await papers(ground.field.unit, 'crime')).toEqual([])
    await imported('crimes', crimes)
    expect(await imported('crimes', crimes)).toMatchObject({ added: 0, known: 2 })
    expect(await papers(ground.field.unit, 'crime')).toHaveLength(1)
  })

  it('without its heading, or that is no table, is refused as a whole with a number', async () => {
    expect(codeOf(await upload('crimes', ['姓名,电话', '王某,1']))).toBe(4151)
    expect(codeOf(await upload('crimes', ['']))).toBe(4153)
  })

  it('is the street’s to import, nobody else’s', async () => {
    const { secretary, inspector, officer } = ground.field
    const codes = []
    for (const person of [secretary, inspector, officer])
      codes.push(codeOf(await upload('crimes', crimes, 'import', person)))
    expect(codes).toEqual([4031, 4030, 4031])
    expect(await papers(ground.field.unit, 'crime')).toEqual([])
  })
})

const base = [
  '单位,月份,发案数,损失（万元）',
  '青枫苑社区,2020-03,20,20.5',
  '青枫苑社区,4月,10,10',
  '白鹭桥社区,202003,0,0',
  '白鹭桥社区,2021-04,3,1',
  '白鹭桥社区,2020年5月,三,1',
]

describe('a list of base figures', () => {
  it('is taken month by month of the base year; every bad row comes back with its reason', async () => {
    const answer = await imported('baseline', base)
    expect(answer).toMatchObject({ imported: true, added: 3 })
    expect(answer.bad.map(({ row, reason }) => [row, reason])).toEqual([
      [5, expect.stringContaining('不在基期 2020 年')],
      [6, expect.stringContaining('发案数')],
    ])
    const [paper] = await papers(ground.field.unit, 'baseline')
    expect(paper === undefined ? null : baselineOf(paper)).toMatchObject({
      year: 2020,
      months: [
        { month: '2020-03', cases: 20, loss: 205_000 },
        { month: '2020-04', cases: 10, loss: 100_000 },
      ],
      corrections: [],
    })
  })

  it('never replaces a figure that is there: that row comes back, for a correction needs its reason', async () => {
    await imported('baseline', base.slice(0, 3))
    const again = await imported('baseline', [
      '单位,月份,发案数,损失',
      '青枫苑社区,2020-03,19,205000',
      '青枫苑社区,2020-04,10,100000',
      '青枫苑社区,2020-05,2,300',
    ])
    expect(again).toMatchObject({ added: 1, known: 1 })
    expect(again.bad.map(({ reason }) => reason)).toEqual([expect.stringContaining('已有基期数 20 起')])
    const rows = await papers(ground.field.unit, 'baseline')
    expect(rows).toHaveLength(1)
    expect(rows.map((row) => baselineOf(row).months.map(({ cases }) => cases))).toEqual([[20, 10, 2]])
  })
})
