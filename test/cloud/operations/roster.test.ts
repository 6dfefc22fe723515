import * as v from 'valibot'
import { rosterAnswer } from '#contract/roster'
import type { RosterGroup } from '#domain/roster'
import type { Staff } from '#domain/staff'
import { call, tokenOf } from '../../support/calls'
import { type CampaignStreet, type CampaignUnit, campaignStreet } from '../../support/campaign-street'
import type { TestContext } from '../../support/field-fixture'
import { streetUnderTest } from '../../support/street-under-test'

let context: TestContext
let ground: CampaignStreet
let unit: CampaignUnit

const street = streetUnderTest()

beforeEach(async () => {
  ;({ context, ground, unit } = street())
})

const group = (name: string, members: RosterGroup['members'] = []): RosterGroup => ({ name, members })
const leading = group('领导小组', [{ name: '方国强', post: '党工委书记', part: '组长', phone: '6600 1234' }])
const tries = (
  base: number,
  groups = [leading, group('唯亭派出所')],
  by: Staff = ground.clerk,
  where = ground.street,
) => ground.tries(by, where, 'roster.set', { base, groups })
const seenBy = async (staff: Staff) => {
  const asked = { action: 'roster', unit: staff.unitId }
  const { body } = await call(context, 'query', asked, await tokenOf(context, staff))
  return v.parse(rosterAnswer, body)
}

describe('the street’s roster', () => {
  test('is read by everybody who works in the street, from the leader to the grid worker and the station', async () => {
    expect((await seenBy(unit.worker)).roster).toBeNull()
    await tries(0)
    for (const staff of [ground.clerk, ground.inspector, ground.leader, ground.officer, unit.head, unit.worker]) {
      const { street, roster } = await seenBy(staff)
      expect(street?.name).toBe('唯亭街道')
      expect(roster).toMatchObject({ version: 1, by: ground.clerk.name })
      expect(roster?.groups.map(({ name }) => name)).toEqual(['领导小组', '唯亭派出所'])
      expect(roster?.groups[0]?.members).toEqual(leading.members)
    }
  })

  test('is no other street’s', async () => {
    await tries(0)
    const elsewhere = await campaignStreet(context)
    expect((await seenBy(elsewhere.leader)).roster).toBeNull()
  })

  test('is set by 街道专班 alone, in the street’s own log, and not over what a colleague has just set', async () => {
    for (const staff of [ground.inspector, ground.leader])
      expect(await tries(0, [leading], staff)).toMatchObject({ problem: { code: 4030 } })
    expect(await tries(0, [leading], unit.head, unit.id)).toMatchObject({ problem: { code: 4030 } })
    expect(await tries(0, [leading], ground.clerk, unit.id)).toMatchObject({ problem: { code: 4001, field: 'unit' } })
    const outcomes = await Promise.all([tries(0), tries(0)])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['applied', 'rejected'])
    expect(await tries(0)).toMatchObject({ problem: { code: 4095, field: 'body.base' } })
    expect(await tries(1, [group('领导小组')])).toMatchObject({ kind: 'applied' })
    expect((await seenBy(unit.head)).roster?.groups).toEqual([group('领导小组')])
  })

  test('holds no two groups of one name, and an office’s phone or none', async () => {
    expect(await tries(0, [group('领导小组'), group('领导小组')])).toMatchObject({ problem: { code: 4001 } })
    const worded = { name: '方国强', post: '', part: '', phone: '打办公室' }
    expect(await tries(0, [group('领导小组', [worded])])).toMatchObject({ problem: { code: 4001 } })
  })
})
