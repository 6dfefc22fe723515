import { sql } from 'kysely'
import * as v from 'valibot'
import { messageOf } from '#cloud/notices/message'
import { verifyChain } from '#cloud/operations/verify-chain'
import { feedbackList } from '#contract/feedback'
import type { OperationId, UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import type { CampaignStreet, CampaignUnit } from '../../support/campaign-street'
import { newOperationId, type TestContext } from '../../support/field-fixture'
import { streetUnderTest } from '../../support/street-under-test'

let context: TestContext
let ground: CampaignStreet
let unit: CampaignUnit

const street = streetUnderTest()

beforeEach(async () => {
  ;({ context, ground, unit } = street())
})

const words = '夜里进不了 3 号楼，门禁坏了\n请街道协调物业'
const writes = (who: Staff = unit.worker, said = words) =>
  ground.does(who, who.unitId, 'feedback.send', { kind: 'complaint', words: said })
const answers = (paperId: OperationId, by: Staff = ground.clerk, where: UnitId = unit.id) =>
  ground.tries(by, where, 'feedback.answer', { paperId, words: '已请物业三天内修好' })
const asks = async (who: Staff, mine: boolean, where = who.unitId) =>
  call(context, 'query', { action: 'feedback', unit: where, mine }, await tokenOf(context, who))
const reads = async (who: Staff, mine: boolean) => v.parse(feedbackList, (await asks(who, mine)).body).feedback
const told = () =>
  context.db
    .selectFrom('notice')
    .selectAll()
    .where('unit_id', '=', unit.id)
    .where('kind', '=', 'feedback-answered')
    .execute()

describe('投诉建议', () => {
  test('goes from a grid worker to his secretary and the street, and the answer comes back to him, told once', async () => {
    const id = await writes()
    const by = { name: unit.worker.name, role: 'grid' }
    for (const reader of [unit.head, ground.clerk])
      expect(await reads(reader, false)).toMatchObject([
        { id, words, by, state: 'open', answer: null, unit: { id: unit.id } },
      ])
    context.clock.time += MINUTE
    expect(await answers(id)).toMatchObject({ kind: 'applied' })
    expect(await reads(unit.worker, true)).toMatchObject([
      { id, words, state: 'answered', answer: { words: '已请物业三天内修好', by: ground.clerk.name } },
    ])
    expect(await answers(id)).toMatchObject({ problem: { code: 4093 } })
    expect(await told()).toMatchObject([{ staff_id: unit.worker.id, unit_id: unit.id, case_id: null }])
  })

  test('is written by anybody who works in the street, each in the own unit, and read back by him', async () => {
    for (const who of [ground.officer, ground.inspector, ground.leader, ground.clerk, unit.head]) {
      const id = await writes(who, `${who.name}的意见`)
      expect((await reads(who, true)).map((one) => [one.id, one.words])).toEqual([[id, `${who.name}的意见`]])
    }
    expect(await reads(ground.clerk, false)).toHaveLength(5)
    const elsewhere = await ground.tries(unit.worker, ground.street, 'feedback.send', { kind: 'fault', words })
    expect(elsewhere).toMatchObject({ kind: 'rejected' })
  })

  test('of others is read by nobody else: no colleague, no other unit, no officer, no inspector, no leader', async () => {
    await writes()
    for (const who of [unit.worker, ground.officer, ground.inspector, ground.leader])
      expect([who.role, codeOf(await asks(who, false))]).toEqual([who.role, 4030])
    const [, other] = ground.units
    if (other === undefined) throw new Error('no other unit')
    expect(await reads(other.head, false)).toEqual([])
    expect(codeOf(await asks(other.head, false, unit.id))).toBe(4031)
    expect(await reads(unit.head, true)).toEqual([])
  })

  test('is answered by the street alone, and only where there is something', async () => {
    const id = await writes()
    for (const by of [unit.head, unit.worker, ground.inspector, ground.leader])
      expect(await answers(id, by)).toMatchObject({ problem: { code: 4030 } })
    expect(await answers(newOperationId())).toMatchObject({ problem: { code: 4041 } })
    expect(await told()).toEqual([])
  })

  test('that waits longest stands first, and the last answered before older ones', async () => {
    const ids: OperationId[] = []
    for (let nth = 0; nth < 4; nth++) {
      context.clock.time += MINUTE
      ids.push(await writes(unit.worker, `第${nth}条`))
    }
    for (const nth of [0, 2]) await answers(ids[nth] ?? newOperationId())
    expect((await reads(ground.clerk, false)).map((one) => one.words)).toEqual(['第1条', '第3条', '第2条', '第0条'])
  })

  test('lies sealed in the log and in its paper, and the chain holds', async () => {
    await answers(await writes())
    for (const table of ['operation', 'paper', 'notice']) {
      const { rows } = await sql<{
        row: string
      }>`select ${sql.table(table)}::text as row from ${sql.table(table)}`.execute(context.db)
      expect(rows.length).toBeGreaterThan(0)
      for (const { row } of rows) for (const part of ['门禁', '物业']) expect(row).not.toContain(part)
    }
    expect(await verifyChain(context.db, unit.id)).toMatchObject({ kind: 'intact' })
  })

  test('is told of by a message that says where to look and nothing of what was said', async () => {
    await answers(await writes())
    const [notice] = await told()
    if (notice?.about == null) throw new Error('no notice')
    const template = { id: 't', fields: { what: 'thing1', level: 'phrase2', where: 'thing3', when: 'time4' } }
    const about = { notice: 'feedback-answered' as const, community: unit.name, about: notice.about }
    const { page, data } = messageOf(about, 'openid', template)
    expect(page).toBe('pages/feedback/index')
    expect(data.thing1).toEqual({ value: '投诉建议：街道已答复，请查看' })
  })
})
