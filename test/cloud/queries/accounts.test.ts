import * as v from 'valibot'
import { accountsAnswer, inviteAnswer } from '#contract/enrolment'
import { signedInAnswer } from '#contract/session'
import type { UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { call, codeOf, tokenOf } from '../../support/calls'
import { newDeviceId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

/** A new street: one person has signed in, and from there on everybody has to get a code. */
const ground = fieldUnderTest()

async function asks(by: Staff, body: object) {
  return call(ground.context, 'query', body, await tokenOf(ground.context, by))
}
async function accounts(by: Staff, unit: UnitId = by.unitId) {
  return v.parse(accountsAnswer, (await asks(by, { action: 'accounts', unit })).body)
}

test('the street sees of each of its units who has signed in, and gives the secretary the code by which she does', async () => {
  const { clerk, secretary, unit, street, officer } = ground.field
  // Come with the roster, and known to no WeChat yet.
  await ground.context.db.updateTable('staff').set({ openid: null }).where('staff_id', '=', secretary.id).execute()
  const own = await accounts(clerk)
  expect(own.unit.id).toBe(street)
  expect(own.units[0]?.id).toBe(street)
  expect(own.units.map(({ id }) => id).sort()).toEqual([street, unit, officer.unitId].sort())

  const found = async () => (await accounts(clerk, unit)).people.find(({ id }) => id === secretary.id)
  expect(await found()).toMatchObject({ name: secretary.name, role: 'secretary', seenOn: null, invited: false })
  const made = await asks(clerk, { action: 'invite-staff', unit, days: 1, staff: secretary.id })
  expect(await found()).toMatchObject({ seenOn: null, invited: true })
  const { code } = v.parse(inviteAnswer, made.body)
  const entered = await call(ground.context, 'session', { action: 'bind', code, device: newDeviceId() }, null, null)
  expect(v.parse(v.object({ staff: signedInAnswer.entries.staff }), entered.body).staff.id).toBe(secretary.id)
  expect(await found()).toMatchObject({ seenOn: '2021-03-29', invited: false })
})

test('units are listed by kind and within it by their id, the street first', async () => {
  const { clerk, unit, street, officer } = ground.field
  const more = [
    { unit_id: `${street}-z`, kind: 'community' },
    { unit_id: `${street}-a`, kind: 'office' },
    { unit_id: `${street}-b`, kind: 'community' },
  ] as const
  await ground.context.db
    .insertInto('unit')
    .values(
      more.map((one) => ({ ...one, unit_id: one.unit_id as UnitId, name: `零${one.unit_id}`, street_id: street })),
    )
    .execute()
  expect((await accounts(clerk)).units.map(({ id }) => id)).toEqual([
    street,
    unit,
    `${street}-b`,
    `${street}-z`,
    `${street}-a`,
    officer.unitId,
  ])
})

test('an officer sees and invites the own station’s people alone, and no list of units', async () => {
  const { officer, partner, unit } = ground.field
  const { units, people } = await accounts(officer)
  expect(units.map(({ id }) => id)).toEqual([officer.unitId])
  expect(people.map(({ id }) => id).sort()).toEqual([officer.id, partner.id].sort())
  expect(codeOf(await asks(officer, { action: 'accounts', unit }))).toBe(4031)
})
