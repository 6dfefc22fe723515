import { sync } from '#cloud/handlers/sync'
import type { OperationId, StaffId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { addDays, dayOf } from '#domain/time'
import { call, tokenOf } from '../../support/calls'
import { reveal } from '../../support/case-drafts'
import { type Cases, casesOf, RESIDENT } from '../../support/case-fixture'
import { type Field, newDeviceId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { createDisk } from '../../support/memory-store'
import { createPhone, type Phone } from '../../support/phone'

/** The real engine on the real cloud: what a device lets go of as the cloud tells it. */
const ground = fieldUnderTest()
let context: TestContext
let field: Field
let cases: Cases
const tokens = new Map<StaffId, string>()

beforeEach(async () => {
  ;({ context, field } = ground)
  cases = await casesOf(context, field)
  tokens.clear()
})

async function phoneOf(staff: Staff): Promise<Phone> {
  tokens.set(staff.id, await tokenOf(context, staff))
  const world = {
    get now() {
      return context.clock.time
    },
    set now(_: number) {},
    late: [],
    async cloud(who: StaffId, body: unknown) {
      const token = tokens.get(who) ?? null
      const answer = await sync({ context, body: JSON.parse(JSON.stringify(body)), token, openid: null })
      const plain = JSON.parse(JSON.stringify(answer.body))
      return 'problem' in plain
        ? ({ kind: 'problem', problem: plain.problem } as const)
        : ({ kind: 'answer', body: plain } as const)
    },
  }
  return createPhone({ world, unit: field.unit, staff: staff.id, device: newDeviceId(), disk: createDisk(), maker: 40 })
}

const stored = (phone: Phone) => [...phone.lying()].map((entry) => entry.join(' ')).join('\n')
const residentOn = (phone: Phone) => phone.engine().cases()[0]?.row.resident?.phone ?? null

/** The worker's phone with a case in the clear, a form about it, and a record that waits. */
async function holding(): Promise<{ readonly phone: Phone; readonly caseId: OperationId }> {
  const caseId = await cases.accepted()
  const phone = await phoneOf(field.worker)
  await phone.engine().sync()
  expect([residentOn(phone), stored(phone).includes(RESIDENT.phone)]).toEqual([RESIDENT.phone, false])
  phone.engine().saveForm(`attempt-${caseId}`, { note: '欧阳家中有人' })
  return { phone, caseId }
}

async function change(set: object): Promise<void> {
  await context.db.updateTable('staff').set(set).where('staff_id', '=', field.worker.id).execute()
}

test('a grid worker who is made a secretary loses what he held of residents with the next pull, and his form', async () => {
  const { phone } = await holding()
  await change({ role: 'secretary' })
  await phone.engine().sync()
  expect([phone.engine().cases(), phone.engine().forms()]).toEqual([[], 0])
  expect(stored(phone)).not.toMatch(/"sealed"|欧阳/)
})

test('one who is made a volunteer keeps the task and hears nothing of the resident any more', async () => {
  const { phone, caseId } = await holding()
  await change({ role: 'volunteer' })
  await phone.engine().sync()
  expect(
    phone
      .engine()
      .cases()
      .map(({ row }) => row),
  ).toMatchObject([{ id: caseId, part: 'companion', resident: null, maskedName: null, maskedPhone: null }])
  expect(stored(phone)).not.toMatch(/"sealed"|欧/)
})

test('one who is put out of service loses all of it; what he had done waits until it is told', async () => {
  const { phone, caseId } = await holding()
  phone.fates.push('not-sent')
  const saved = phone.engine().save(reveal(caseId))
  expect(saved.kind).toBe('saved')
  await change({ to_day: addDays(dayOf(context.clock.time), -1) })
  await phone.engine().sync()
  await phone.engine().sync()
  const { cases: held, buildings, stock, forms } = phone.engine()
  expect([held(), buildings(), stock(), forms()]).toEqual([[], [], [], 0])
  expect(phone.engine().records()).toHaveLength(1)
  expect(stored(phone)).not.toMatch(/"sealed"|欧/)
})

test('a session that was ended gives nothing more, and says so by the number at which the app lets go', async () => {
  const { phone } = await holding()
  const token = tokens.get(field.worker.id) ?? ''
  expect((await call(context, 'session', { action: 'sign-out' }, token)).status).toBe(200)
  await phone.engine().sync()
  expect(phone.engine().status().problem?.code).toBe(4011)
})
