import type { Operation } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { amendActivity } from './activity-amend'
import { logActivity } from './activity-log'
import { undoActivity } from './activity-undo'
import { correctAlert } from './alert-correct'
import { enterAlert } from './alert-enter'
import { labelAlert } from './alert-label'
import { matchAlert } from './alert-match'
import { setBaseline } from './baseline-set'
import { decideBinding } from './binding-decide'
import { setCampaign } from './campaign-set'
import { correctCrime } from './crime-correct'
import { enterCrime } from './crime-enter'
import { acceptCase } from './dissuasion-accept'
import { logAttempt } from './dissuasion-attempt'
import { callResident } from './dissuasion-call'
import { closeCase } from './dissuasion-close'
import { concludeCase } from './dissuasion-conclude'
import { confirmCase } from './dissuasion-confirm'
import { dispatchCase } from './dissuasion-dispatch'
import { followUpCase } from './dissuasion-follow-up'
import { reopenCase } from './dissuasion-reopen'
import { returnCase } from './dissuasion-return'
import { transferCase } from './dissuasion-transfer'
import { setDuty } from './duty-set'
import { changeEvaluation } from './evaluation-change'
import { answerFeedback } from './feedback-answer'
import { sendFeedback } from './feedback-send'
import { stepFinding } from './finding-move'
import { openFinding } from './finding-open'
import { checkInspection } from './inspection-check'
import { drawInspection } from './inspection-draw'
import { handOutLeaflets } from './leaflet-hand-out'
import { issueLeaflets } from './leaflet-issue'
import { returnLeaflets } from './leaflet-return'
import { changeSupply } from './leaflet-supply'
import { holdOrLift } from './legal-hold'
import type { Occurrence } from './occurrence'
import { changePlan } from './plan-change'
import { submitPlan } from './plan-submit'
import { changeReport } from './report-change'
import { remindOfReport } from './report-remind'
import { revealResident } from './resident-reveal'
import { stepReview } from './review-step'
import { setRoster } from './roster-set'
import { setSettings } from './settings-set'
import { assignStaff } from './staff-assign'
import { changeStanding } from './standing-change'
import { postStanding } from './standing-post'
import { changeSummary } from './summary-change'
import { composeSummaryPaper } from './summary-compose'
import { amendVisit } from './visit-amend'
import { logVisit } from './visit-log'
import { undoVisit } from './visit-undo'
import { approveVolunteer } from './volunteer-approve'
import { refuseVolunteer } from './volunteer-refuse'
import { revokeInvitation } from './volunteer-revoke'
import type { WorkingSet } from './working-set'

/** Checks an operation and carries it out in the working set; on a problem nothing has changed. */
export function perform(operation: Operation, when: Occurrence, set: WorkingSet): Problem | undefined {
  switch (operation.type) {
    case 'visit.log':
      return logVisit(operation, when, set)
    case 'visit.amend':
      return amendVisit(operation, when, set)
    case 'visit.undo':
      return undoVisit(operation, when, set)
    case 'leaflet.receive':
    case 'leaflet.threshold':
      return changeSupply(operation, when, set)
    case 'leaflet.issue':
      return issueLeaflets(operation, when, set)
    case 'leaflet.hand-out':
      return handOutLeaflets(operation, when, set)
    case 'leaflet.return':
      return returnLeaflets(operation, when, set)
    case 'activity.log':
      return logActivity(operation, when, set)
    case 'activity.amend':
      return amendActivity(operation, when, set)
    case 'activity.undo':
      return undoActivity(operation, when, set)
    case 'standing.post':
      return postStanding(operation, when, set)
    case 'standing.check':
    case 'standing.renew':
    case 'standing.remove':
      return changeStanding(operation, when, set)
    case 'staff.assign':
      return assignStaff(operation, when, set)
    case 'volunteer.approve':
      return approveVolunteer(operation, when, set)
    case 'volunteer.refuse':
      return refuseVolunteer(operation, when, set)
    case 'volunteer.revoke':
      return revokeInvitation(operation, when, set)
    case 'binding.approve':
    case 'binding.refuse':
      return decideBinding(operation, when, set)
    case 'alert.enter':
      return enterAlert(operation, when, set)
    case 'alert.correct':
      return correctAlert(operation, when, set)
    case 'alert.match':
      return matchAlert(operation, when, set)
    case 'alert.label':
      return labelAlert(operation, when, set)
    case 'dissuasion.call':
      return callResident(operation, when, set)
    case 'dissuasion.dispatch':
      return dispatchCase(operation, when, set)
    case 'dissuasion.accept':
      return acceptCase(operation, when, set)
    case 'dissuasion.transfer':
      return transferCase(operation, when, set)
    case 'dissuasion.attempt':
      return logAttempt(operation, when, set)
    case 'dissuasion.confirm':
      return confirmCase(operation, when, set)
    case 'dissuasion.return':
      return returnCase(operation, when, set)
    case 'dissuasion.follow-up':
      return followUpCase(operation, when, set)
    case 'dissuasion.close':
      return closeCase(operation, when, set)
    case 'dissuasion.reopen':
      return reopenCase(operation, when, set)
    case 'dissuasion.conclude':
      return concludeCase(operation, when, set)
    case 'resident.reveal':
      return revealResident(operation, when, set)
    case 'hold.place':
    case 'hold.lift':
      return holdOrLift(operation, when, set)
    case 'settings.set':
      return setSettings(operation, when, set)
    case 'campaign.set':
      return setCampaign(operation, when, set)
    case 'feedback.send':
      return sendFeedback(operation, when, set)
    case 'feedback.answer':
      return answerFeedback(operation, when, set)
    case 'roster.set':
      return setRoster(operation, when, set)
    case 'duty.set':
      return setDuty(operation, when, set)
    case 'plan.submit':
      return submitPlan(operation, when, set)
    case 'plan.return':
    case 'plan.accept':
    case 'plan.remind':
      return changePlan(operation, when, set)
    case 'report.edit':
    case 'report.sign':
    case 'report.amend':
    case 'report.return':
    case 'report.accept':
      return changeReport(operation, when, set)
    case 'report.remind':
      return remindOfReport(operation, when, set)
    case 'baseline.set':
      return setBaseline(operation, when, set)
    case 'crime.enter':
      return enterCrime(operation, when, set)
    case 'crime.correct':
      return correctCrime(operation, when, set)
    case 'review.answer':
    case 'review.return':
    case 'review.close':
      return stepReview(operation, when, set)
    case 'summary.compose':
      return composeSummaryPaper(operation, when, set)
    case 'summary.edit':
    case 'summary.issue':
      return changeSummary(operation, when, set)
    case 'evaluation.adjust':
    case 'evaluation.issue':
      return changeEvaluation(operation, when, set)
    case 'inspection.draw':
      return drawInspection(operation, when, set)
    case 'inspection.check':
      return checkInspection(operation, when, set)
    case 'finding.open':
      return openFinding(operation, when, set)
    case 'finding.answer':
    case 'finding.recheck':
      return stepFinding(operation, when, set)
    default:
      return operation satisfies never
  }
}
