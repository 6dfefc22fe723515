import * as v from 'valibot'
import { verifyChain } from '#cloud/operations/verify-chain'
import { runTimer } from '#cloud/timer/run-timer'
import type { OperationOf } from '#contract/operation'
import { campaign as campaignSchema, streetAnswer } from '#contract/street'
import { noticeCampaign } from '#domain/campaign'
import type { UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { defaultSettings } from '#domain/street-settings'
import { MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { casesOf } from '../../support/case-fixture'
import { createField } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const { version: _, ...content } = defaultSettings
const { within } = content.dissuasion

async function push(author: Staff, operation: { readonly unit: UnitId }) {
  const [outcome] = await ground.field.push([operation], author, 0, operation.unit)
  return outcome
}

function decide(
  body: Partial<OperationOf<'settings.set'>['body']>,
  author = ground.field.clerk,
  unit = ground.field.street,
) {
  return push(
    author,
    ground.field.operation('settings.set', { base: 0, ...content, ...body }, { author: author.id, unit }),
  )
}

const quicker = { ...content.dissuasion, within: { ...within, urgent: { ...within.urgent, accept: 3 } } }
const own = { id: 'x-ai-face' as const, word: 'AI 换脸', offered: true }

async function told(person: Staff, unit = person.unitId) {
  const token = await tokenOf(ground.context, person)
  const answer = await call(ground.context, 'query', { action: 'street', unit }, token)
  return v.parse(streetAnswer, answer.body)
}

describe('a street', () => {
  it('moves the deadlines of all its units, each step from then on, and the timer goes by them', async () => {
    const { officer, worker, unit } = ground.field
    const cases = await casesOf(ground.context, ground.field)
    const before = await cases.enter()
    await cases.dispatch(before)
    expect(await decide({ dissuasion: quicker })).toMatchObject({ kind: 'applied' })
    const after = await cases.enter({ number: 'YJ-2' })
    await cases.dispatch(after)
    const dues = await ground.context.db
      .selectFrom('dissuasion')
      .select(['case_id', 'due_at'])
      .where('unit_id', '=', unit)
      .execute()
    const minutes = (id: string) =>
      ((dues.find(({ case_id }) => case_id === id)?.due_at ?? 0) - ground.context.clock.time) / MINUTE
    expect([minutes(before), minutes(after)]).toEqual([10, 3])
    ground.context.clock.time += 4 * MINUTE
    expect(await runTimer(ground.context)).toMatchObject({ escalated: 1 })
    expect(await cases.act('dissuasion.accept', { caseId: after }, worker)).toBeDefined()
    expect((await told(officer)).settings).toMatchObject({ version: 1, dissuasion: quicker })
  })

  it('adds a fraud type, which is then taken in, and refuses one that nobody gave', async () => {
    const visit = () => ground.visit(0, ground.context.clock.time, { topics: [own.id] })
    const [refused] = await ground.field.push([visit()])
    expect(refused).toMatchObject({ kind: 'rejected', problem: { code: 4001, field: 'body.topics' } })
    await decide({ fraudTypes: [...content.fraudTypes, own] })
    await ground.apply([visit()])
    expect((await told(ground.field.worker)).settings.fraudTypes).toContainEqual(own)
  })

  it('keeps what records name: a type is no longer offered, never gone', async () => {
    await decide({ fraudTypes: [...content.fraudTypes, own] })
    expect(await decide({ base: 1 })).toMatchObject({ kind: 'rejected', problem: { code: 4001 } })
    const retired = { ...own, offered: false }
    expect(await decide({ base: 1, fraudTypes: [...content.fraudTypes, retired] })).toMatchObject({ kind: 'applied' })
    await ground.apply([ground.visit(0, ground.context.clock.time, { topics: [own.id] })])
  })

  it('adds a tag at run time, and every unit of it hears', async () => {
    const tag = { id: 'cluster-5', word: '校园反诈周', group: 'cluster' as const, offered: true }
    await decide({ tags: [...content.tags, tag] })
    expect((await told(ground.field.secretary)).settings.tags).toContainEqual(tag)
  })

  it('lets one of two changes at once stand and tells the other', async () => {
    expect(await decide({ dissuasion: quicker })).toMatchObject({ kind: 'applied' })
    expect(await decide({})).toMatchObject({ kind: 'rejected', problem: { code: 4095 } })
  })

  it('has two campaigns side by side, each changed without the other', async () => {
    const { clerk, street } = ground.field
    const set = (body: OperationOf<'campaign.set'>['body']) => {
      const operation = ground.field.operation('campaign.set', body, { author: clerk.id, unit: street })
      return { id: operation.id, outcome: push(clerk, operation) }
    }
    const first = set({ campaignId: null, base: 0, campaign: noticeCampaign })
    await first.outcome
    const second = set({ campaignId: null, base: 0, campaign: { ...noticeCampaign, name: '秋季守护' } })
    await second.outcome
    await set({ campaignId: second.id, base: 1, campaign: { ...noticeCampaign, name: '冬季守护' } }).outcome
    const { campaigns } = await told(ground.field.worker)
    expect(new Map(campaigns.map(({ id, name, version }) => [id, `${name} ${version}`]))).toEqual(
      new Map([
        [first.id, `${noticeCampaign.name} 1`],
        [second.id, '冬季守护 2'],
      ]),
    )
    expect(campaigns.every((one) => v.is(campaignSchema, one))).toBe(true)
    const late = set({ campaignId: second.id, base: 1, campaign: noticeCampaign })
    expect(await late.outcome).toMatchObject({ kind: 'rejected', problem: { code: 4095 } })
    const backwards = set({ campaignId: null, base: 0, campaign: { ...noticeCampaign, to: noticeCampaign.from } })
    expect(await backwards.outcome).toMatchObject({ kind: 'rejected', problem: { code: 4223 } })
    expect(await verifyChain(ground.context.db, street)).toMatchObject({ kind: 'intact' })
  })

  it('is decided for by its 专班 alone, in its own log, and never by another street', async () => {
    const { secretary, inspector, leader, officer, worker, unit } = ground.field
    for (const person of [inspector, leader])
      expect(await decide({}, person)).toMatchObject({ problem: { code: 4030 } })
    for (const person of [secretary, worker])
      expect(await decide({}, person, unit)).toMatchObject({ problem: { code: 4030 } })
    expect(await decide({}, officer, unit)).toMatchObject({ problem: { code: 4031 } })
    expect(await decide({}, ground.field.clerk, unit)).toMatchObject({ problem: { code: 4001, field: 'unit' } })
    const { clerk: stranger } = await createField(ground.context)
    const token = await tokenOf(ground.context, stranger)
    expect(codeOf(await call(ground.context, 'query', { action: 'street', unit }, token))).toBe(4031)
  })

  it('shows its units to its own people, and to a unit’s people only their own', async () => {
    const { clerk, leader, secretary, unit } = ground.field
    expect((await told(clerk)).units.map(({ id }) => id)).toEqual([unit, `${unit}p1`])
    expect((await told(leader, unit)).units.map(({ id }) => id)).toEqual([unit, `${unit}p1`])
    expect((await told(secretary)).units.map(({ id }) => id)).toEqual([unit])
  })
})
