import { can, type Subject } from '#domain/authorisation'
import type { BuildingId, GridId, StaffId, UnitId } from '#domain/ids'
import { type Action, actions } from '#domain/rights'
import { type Role, roles, type Scope, type Staff } from '#domain/staff'
import type { LocalDate } from '#domain/time'

const today = '2021-04-15' as LocalDate
const unit = 'qfy' as UnitId
const station = 'wtpcs' as UnitId
const mine = { id: 'b1' as BuildingId, gridId: 'g1' as GridId }
const other = { id: 'b9' as BuildingId, gridId: 'g9' as GridId }
const scopeOf: Record<Role, Scope> = {
  grid: { kind: 'grid', gridId: 'g1' as GridId },
  volunteer: { kind: 'buildings', buildingIds: [mine.id] },
  police: { kind: 'none' },
  secretary: { kind: 'unit' },
  street: { kind: 'none' },
  inspector: { kind: 'none' },
  leader: { kind: 'none' },
}
const staff = (role: Role, more: Partial<Staff> = {}): Staff => ({
  id: `qfy-${role}` as StaffId,
  unitId: role === 'police' ? station : unit,
  name: '某',
  role,
  number: '001',
  scope: scopeOf[role],
  from: null,
  to: null,
  active: true,
  ...more,
})
const full = (role: Role, building = mine): Subject => ({
  unitId: unit,
  building,
  owner: staff(role).id,
  station,
  people: [staff(role).id],
})

function isOfCases(action: Action): boolean {
  return /^(alert|dissuasion|resident|case|police|crime|hold)\./.test(action) || action === 'review.read'
}

/** What the street decides, and looks at. */
function isOfStreet(action: Action): boolean {
  return (
    action === 'overview.read' ||
    /^(summary|inspection|evaluation)\.|^export\.(summary|evaluation)$/.test(action) ||
    [
      'settings.set',
      'campaign.set',
      'baseline.set',
      'plan.return',
      'plan.accept',
      'plan.remind',
      'feedback.answer',
      'roster.set',
      'duty.collect',
      'plan.collect',
      'report.return',
      'report.accept',
      'report.remind',
      'report.collect',
      'signal.read',
      'finding.open',
      'finding.recheck',
      'review.return',
      'review.close',
    ].includes(action)
  )
}

/** What each role may do at all, in its own place: written again here, so that a slip in the table is seen. */
const allowed: Record<Role, readonly Action[]> = {
  grid: [
    'visit.log',
    'visit.amend',
    'visit.undo',
    'leaflet.hand-out',
    'leaflet.return',
    'activity.log',
    'activity.amend',
    'activity.undo',
    'standing.post',
    'standing.check',
    'standing.renew',
    'standing.remove',
    'building.read',
    'record.read',
    'service.read',
    'export.service',
    'stock.read',
    'dissuasion.accept',
    'dissuasion.transfer',
    'dissuasion.attempt',
    'dissuasion.follow-up',
    'resident.reveal',
    'case.read',
    'plan.read',
    'feedback.send',
    'feedback.read',
    'roster.read',
    'street.read',
  ],
  volunteer: [
    'visit.log',
    'visit.amend',
    'visit.undo',
    'leaflet.hand-out',
    'leaflet.return',
    'building.read',
    'record.read',
    'service.read',
    'export.service',
    'stock.read',
    'dissuasion.attempt',
    'case.read',
    'feedback.send',
    'feedback.read',
    'roster.read',
    'street.read',
  ],
  police: actions.filter(isOfCases),
  secretary: actions.filter(
    (action) =>
      !isOfStreet(action) && (!isOfCases(action) || ['case.read', 'crime.read', 'review.read'].includes(action)),
  ),
  street: [
    'staff.invite',
    'binding.approve',
    'binding.refuse',
    'binding.read',
    'settings.set',
    'campaign.set',
    'feedback.answer',
    'roster.set',
    'duty.set',
    'duty.read',
    'duty.collect',
    'plan.return',
    'plan.accept',
    'plan.remind',
    'plan.read',
    'plan.collect',
    'report.return',
    'report.accept',
    'report.remind',
    'report.read',
    'export.report',
    'report.collect',
    'crime.enter',
    'crime.correct',
    'crime.read',
    'hold.place',
    'hold.lift',
    'review.return',
    'review.close',
    'review.read',
    'baseline.set',
    'rates.read',
    'summary.compose',
    'summary.edit',
    'summary.issue',
    'summary.read',
    'export.summary',
    'overview.read',
    'creation.read',
    'evaluation.adjust',
    'evaluation.issue',
    'evaluation.read',
    'export.evaluation',
    'inspection.read',
    'finding.read',
    'signal.read',
    'feedback.send',
    'feedback.read',
    'roster.read',
    'street.read',
  ],
  inspector: [
    'crime.read',
    'review.read',
    'rates.read',
    'duty.read',
    'duty.collect',
    'plan.read',
    'plan.collect',
    'report.read',
    'export.report',
    'report.collect',
    'summary.read',
    'export.summary',
    'overview.read',
    'creation.read',
    'evaluation.read',
    'export.evaluation',
    'inspection.draw',
    'inspection.check',
    'inspection.open',
    'inspection.read',
    'finding.open',
    'finding.recheck',
    'finding.read',
    'signal.read',
    'feedback.send',
    'feedback.read',
    'roster.read',
    'street.read',
  ],
  leader: ['rates.read', 'overview.read', 'feedback.send', 'feedback.read', 'roster.read', 'street.read'],
}

describe.each(roles)('%s', (role) => {
  test.each(actions)('%s as the table says, in its own place', (action) =>
    expect(can(staff(role), action, full(role), today)).toBe(allowed[role].includes(action)),
  )

  test.each(actions)('%s never in another unit', (action) =>
    expect(
      can(staff(role), action, { ...full(role), unitId: 'other' as UnitId, station: 'bdpcs' as UnitId }, today),
    ).toBe(false),
  )

  test.each(actions)('%s never before, after or out of service', (action) => {
    expect(can(staff(role, { to: '2021-04-14' as LocalDate }), action, full(role), today)).toBe(false)
    expect(can(staff(role, { from: '2021-04-16' as LocalDate }), action, full(role), today)).toBe(false)
    expect(can(staff(role, { active: false }), action, full(role), today)).toBe(false)
  })
})

test('a volunteer works on the last day itself', () =>
  expect(can(staff('volunteer', { to: today }), 'visit.log', full('volunteer'), today)).toBe(true))

test.each(['grid', 'volunteer'] as const)('a %s sees and logs nothing in a building of others', (role) => {
  expect(can(staff(role), 'building.read', full(role, other), today)).toBe(false)
  expect(can(staff(role), 'visit.log', full(role, other), today)).toBe(false)
  expect(can(staff(role), 'visit.log', { unitId: unit }, today)).toBe(false)
})

test.each(['visit.amend', 'visit.undo', 'leaflet.hand-out', 'leaflet.return', 'record.read', 'stock.read'] as const)(
  'a grid worker may not %s for somebody else',
  (action) => expect(can(staff('grid'), action, { ...full('grid'), owner: 'qfy-s9' as StaffId }, today)).toBe(false),
)

test('a secretary may not rewrite a worker’s record', () =>
  expect(can(staff('secretary'), 'visit.amend', { ...full('secretary'), owner: 'qfy-s2' as StaffId }, today)).toBe(
    false,
  ))

test.each(actions.filter(isOfCases))(
  '%s: an officer acts in a community that his station serves, and in no other',
  (action) => {
    expect(can(staff('police'), action, full('police'), today)).toBe(true)
    expect(
      can(staff('police'), action, { unitId: unit, station: 'bdpcs' as UnitId, people: [staff('police').id] }, today),
    ).toBe(false)
    expect(can(staff('police'), action, { unitId: unit, station: null }, today)).toBe(false)
  },
)

test('a grid worker does nothing to a case that he was not sent to', () => {
  for (const action of actions.filter(isOfCases))
    expect(can(staff('grid'), action, { ...full('grid'), people: ['qfy-other' as StaffId] }, today)).toBe(false)
})
