import type { GridId, StaffId } from '#domain/ids'
import type { LocalDate } from '#domain/time'
import { type UnitFacts, unitStanding } from '#domain/unit-duty'

const today = '2021-04-15' as LocalDate
const worker = (id: string, more: Partial<UnitFacts['people'][number]> = {}): UnitFacts['people'][number] => ({
  id: id as StaffId,
  role: 'grid',
  scope: { kind: 'grid', gridId: 'g1' as GridId },
  active: true,
  from: null,
  to: null,
  ...more,
})
const duty = {
  version: 1,
  area: '青枫苑',
  duties: ['入户宣传'],
  measures: [],
  contact: { staffId: 's1' as StaffId, name: '周敏', post: '' },
  at: 0,
  by: '陈芳',
}
const whole: UnitFacts = { kind: 'community', duty, people: [worker('s1')], buildings: [{ gridId: 'g1' as GridId }] }
const flags = (more: Partial<UnitFacts>) => unitStanding({ ...whole, ...more }, today).flags

test('a unit where nothing is missing has no flag', () => expect(flags({})).toEqual([]))

test('nobody named, and no duties, are flagged from the beginning', () => {
  expect(flags({ duty: null })).toEqual(['no-contact', 'no-duties'])
  expect(flags({ duty: { ...duty, contact: null, duties: [] } })).toEqual(['no-contact', 'no-duties'])
})

test('who was named and has left is flagged the day after the last one, a name without an account never', () => {
  const leaves = (to: string) => ({ people: [worker('s1', { to: to as LocalDate }), worker('s2')] })
  expect(flags(leaves('2021-04-15'))).toEqual([])
  expect(flags(leaves('2021-04-14'))).toEqual(['contact-gone'])
  expect(flags({ ...leaves('2021-04-14'), duty: { ...duty, contact: { ...duty.contact, staffId: null } } })).toEqual([])
})

test('a building belongs to nobody when its grid has no worker in service, or it lies in none', () => {
  const buildings = [{ gridId: 'g1' as GridId }, { gridId: 'g2' as GridId }, { gridId: null }]
  expect(unitStanding({ ...whole, buildings }, today)).toMatchObject({ flags: ['unowned-buildings'], unowned: 2 })
  const people = [worker('s1', { active: false }), worker('s2', { scope: { kind: 'unit' } })]
  expect(flags({ people, duty: { ...duty, contact: { ...duty.contact, staffId: null } } })).toEqual([
    'unowned-buildings',
  ])
})

test('a community needs a grid worker, any other unit somebody', () => {
  const people = [worker('s1', { role: 'secretary', scope: { kind: 'unit' } })]
  expect(flags({ people, buildings: [] })).toEqual(['no-worker'])
  expect(flags({ people, buildings: [], kind: 'company' })).toEqual([])
  expect(flags({ people: [], buildings: [], kind: 'company' })).toEqual(['contact-gone', 'no-worker'])
})
