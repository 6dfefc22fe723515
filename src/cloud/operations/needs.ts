import type { UnitVault } from '#cloud/vault/unit-vault'
import type { Operation } from '#contract/operation'
import type { BuildingId, DoorId, GridId, OperationId, StaffId } from '#domain/ids'
import { caseOf, paperOf, parentsOf } from './parents'

/** The names of all that some operations need to be judged and carried out. */
export interface Needs {
  readonly operations: OperationId[]
  /** Parents, and visits and activities to amend or undo. */
  readonly parents: OperationId[]
  readonly doors: DoorId[]
  readonly buildings: BuildingId[]
  readonly grids: GridId[]
  readonly staff: StaffId[]
  readonly cases: OperationId[]
  readonly papers: OperationId[]
  /** Campaigns whose publicity plan is meant: a unit has one plan of each, whoever began it. */
  readonly plans: OperationId[]
  /** The unit's paper of what it received of leaflets, and the street's roster: one of each. */
  supply: boolean
  roster: boolean
  /** Campaigns whose duties of the unit are meant, likewise one of each. */
  readonly duties: OperationId[]
  /** Campaigns whose evaluation is meant: a street has one sheet of each. */
  readonly evaluations: OperationId[]
  /** Whoever writes for the unit. */
  writers: boolean
  readonly applications: OperationId[]
  readonly invitations: OperationId[]
  /** Of alerts: their numbers and the keyed hashes of their people. */
  readonly numbers: string[]
  readonly persons: string[]
  /** Of crimes. */
  readonly crimes: string[]
  /** Of base figures. */
  readonly years: string[]
}

export function needsOf(operations: readonly Operation[], vault: UnitVault | null): Needs {
  const needs: Needs = {
    operations: [],
    parents: [],
    doors: [],
    buildings: [],
    grids: [],
    staff: [],
    cases: [],
    papers: [],
    plans: [],
    supply: false,
    roster: false,
    duties: [],
    evaluations: [],
    writers: false,
    applications: [],
    invitations: [],
    numbers: [],
    persons: [],
    crimes: [],
    years: [],
  }
  for (const operation of operations) {
    needs.operations.push(operation.id)
    needs.parents.push(...parentsOf(operation))
    needs.staff.push(operation.author)
    const about = caseOf(operation)
    if (about !== undefined) needs.cases.push(about)
    const paper = paperOf(operation)
    if (paper !== undefined) needs.papers.push(paper)
    switch (operation.type) {
      case 'visit.log':
        needs.doors.push(operation.body.doorId)
        break
      case 'leaflet.issue':
        needs.staff.push(operation.body.to)
        break
      case 'leaflet.hand-out':
        if (operation.body.buildingId !== undefined) needs.buildings.push(operation.body.buildingId)
        break
      case 'activity.log':
      case 'activity.amend':
        needs.staff.push(...(operation.body.with ?? []))
        break
      case 'staff.assign':
        needs.staff.push(operation.body.staffId)
        if (operation.body.scope.kind === 'grid') needs.grids.push(operation.body.scope.gridId)
        if (operation.body.scope.kind === 'buildings') needs.buildings.push(...operation.body.scope.buildingIds)
        break
      case 'volunteer.approve':
        needs.applications.push(operation.body.applicationId)
        needs.buildings.push(...operation.body.buildingIds)
        break
      case 'volunteer.refuse':
      case 'binding.approve':
      case 'binding.refuse':
        needs.applications.push(operation.body.applicationId)
        break
      case 'volunteer.revoke':
        needs.invitations.push(operation.body.invitationId)
        break
      case 'alert.enter':
        needs.numbers.push(operation.body.number)
        if (vault !== null) needs.persons.push(vault.index('person', operation.body.phone))
        if (operation.body.doorId !== null) needs.doors.push(operation.body.doorId)
        break
      case 'crime.enter':
      case 'crime.correct':
        needs.crimes.push(operation.body.number)
        needs.writers ||= operation.type === 'crime.enter'
        if (operation.body.doorId !== null) needs.doors.push(operation.body.doorId)
        if (operation.body.buildingId !== null) needs.buildings.push(operation.body.buildingId)
        break
      case 'baseline.set':
        needs.years.push(String(operation.body.year))
        break
      case 'alert.match':
        if (operation.body.doorId !== null) needs.doors.push(operation.body.doorId)
        break
      case 'dissuasion.dispatch':
        needs.staff.push(...operation.body.workers, ...operation.body.companions)
        break
      case 'dissuasion.transfer':
        needs.staff.push(operation.body.to)
        break
      case 'dissuasion.attempt':
        needs.staff.push(...(operation.body.with ?? []))
        break
      case 'visit.amend':
      case 'visit.undo':
      case 'standing.post':
      case 'standing.check':
      case 'standing.renew':
      case 'standing.remove':
      case 'activity.undo':
      case 'leaflet.return':
      case 'alert.correct':
      case 'alert.label':
      case 'dissuasion.call':
      case 'dissuasion.accept':
      case 'dissuasion.confirm':
      case 'dissuasion.return':
      case 'dissuasion.follow-up':
      case 'dissuasion.close':
      case 'dissuasion.reopen':
      case 'dissuasion.conclude':
      case 'resident.reveal':
      case 'hold.place':
      case 'hold.lift':
      case 'settings.set':
      case 'campaign.set':
      case 'report.edit':
      case 'report.sign':
      case 'report.amend':
      case 'report.return':
      case 'report.accept':
      case 'review.answer':
      case 'review.close':
      case 'summary.compose':
      case 'summary.edit':
      case 'summary.issue':
        break
      case 'leaflet.receive':
      case 'leaflet.threshold':
        needs.supply = true
        break
      case 'roster.set':
        needs.roster = true
        break
      case 'duty.set':
        needs.duties.push(operation.body.campaignId)
        if (operation.body.contact?.kind === 'staff') needs.staff.push(operation.body.contact.staffId)
        break
      case 'evaluation.adjust':
      case 'evaluation.issue':
        needs.evaluations.push(operation.body.campaignId)
        break
      case 'plan.submit':
      case 'plan.accept':
        needs.plans.push(operation.body.campaignId)
        break
      case 'plan.return':
      case 'plan.remind':
        needs.plans.push(operation.body.campaignId)
        needs.writers = true
        break
      case 'feedback.send':
      case 'feedback.answer':
      case 'inspection.draw':
      case 'inspection.check':
      case 'finding.answer':
        break
      case 'finding.open':
        needs.writers = true
        // So that they are known to be the unit's.
        needs.parents.push(...(operation.body.signal?.records ?? []))
        break
      case 'finding.recheck':
      case 'review.return':
      case 'report.remind':
        needs.writers = true
        break
      default:
        operation satisfies never
    }
  }
  return needs
}
