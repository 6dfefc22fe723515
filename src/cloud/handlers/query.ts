import type { Context } from '#cloud/context'
import { accounts } from '#cloud/queries/accounts'
import { calendar } from '#cloud/queries/calendar'
import { oneCase } from '#cloud/queries/case'
import { cases } from '#cloud/queries/cases'
import { coverage } from '#cloud/queries/coverage'
import { creation, measure } from '#cloud/queries/creation'
import { crimes } from '#cloud/queries/crimes'
import { day } from '#cloud/queries/day'
import { doors } from '#cloud/queries/doors'
import { duty } from '#cloud/queries/duty'
import { enrolment } from '#cloud/queries/enrolment'
import { evaluation } from '#cloud/queries/evaluation'
import { feedback } from '#cloud/queries/feedback'
import { findings } from '#cloud/queries/findings'
import { inspected, inspection, inspections } from '#cloud/queries/inspections'
import { invite, inviteStaff } from '#cloud/queries/invite'
import { match } from '#cloud/queries/match'
import { meetings } from '#cloud/queries/meetings'
import { outreachSignals } from '#cloud/queries/outreach-signals'
import { overview } from '#cloud/queries/overview'
import { plan, plans } from '#cloud/queries/plans'
import { rates } from '#cloud/queries/rates'
import { rebindings } from '#cloud/queries/rebindings'
import { record } from '#cloud/queries/record'
import { records } from '#cloud/queries/records'
import { report, reportMatrix, reports } from '#cloud/queries/reports'
import { reveal } from '#cloud/queries/reveal'
import { review, reviews } from '#cloud/queries/reviews'
import { roster } from '#cloud/queries/roster'
import { service } from '#cloud/queries/service'
import { staff } from '#cloud/queries/staff'
import { street } from '#cloud/queries/street'
import { summaries, summary } from '#cloud/queries/summaries'
import { unitDuty, units } from '#cloud/queries/unit-duties'
import type { Result } from '#cloud/result'
import { authenticate, requireDuty } from '#cloud/session/authenticate'
import { unitFor } from '#cloud/session/unit-for'
import type { Viewer } from '#cloud/sync/case-rows'
import { type QueryRequest, queryRequest } from '#contract/query'
import { type Answer, actionsOf, answer, type Call, parse } from './handler'

export async function query(call: Call): Promise<Answer> {
  const request = parse(queryRequest, call.body)
  if (!request.ok) return answer(request)
  const actor = await authenticate(call.context, call)
  if (!actor.ok) return answer(actor)
  const onDuty = requireDuty(call.context, actor.answer)
  if (!onDuty.ok) return answer(onDuty)
  const { action, unit } = request.answer
  const asked = await unitFor(call.context, actor.answer, unit, { function: 'query', action })
  return answer(
    asked.ok ? await perform(call.context, { staff: onDuty.answer, ...asked.answer }, request.answer) : asked,
  )
}
query.actions = actionsOf(queryRequest)

/** Each query asks for its own right before it reads a row. */
function perform(context: Context, viewer: Viewer, request: QueryRequest): Promise<Result<object>> {
  const { staff: actor } = viewer
  switch (request.action) {
    case 'day':
      return day(context, actor, request)
    case 'calendar':
      return calendar(context, actor, request)
    case 'coverage':
      return coverage(context, actor, request)
    case 'doors':
      return doors(context, actor, request)
    case 'records':
      return records(context, actor, request)
    case 'record':
      return record(context, actor, request)
    case 'staff':
      return staff(context, actor, request)
    case 'service':
      return service(context, actor, request)
    case 'invite':
      return invite(context, actor, request)
    case 'accounts':
      return accounts(context, viewer, request)
    case 'invite-staff':
      return inviteStaff(context, viewer, request)
    case 'rebindings':
      return rebindings(context, viewer, request)
    case 'enrolment':
      return enrolment(context, actor, request)
    case 'cases':
      return cases(context, viewer, request)
    case 'case':
      return oneCase(context, viewer, request)
    case 'duty':
      return duty(context, viewer, request)
    case 'reveal':
      return reveal(context, viewer, request)
    case 'match':
      return match(context, viewer, request)
    case 'feedback':
      return feedback(context, viewer, request)
    case 'roster':
      return roster(context, viewer)
    case 'unit-duty':
      return unitDuty(context, viewer, request)
    case 'units':
      return units(context, viewer, request)
    case 'meetings':
      return meetings(context, viewer.staff, request)
    case 'creation':
      return creation(context, viewer, request)
    case 'measure':
      return measure(context, viewer, request)
    case 'evaluation':
      return evaluation(context, viewer, request)
    case 'plan':
      return plan(context, viewer, request)
    case 'plans':
      return plans(context, viewer, request)
    case 'reports':
      return reports(context, viewer, request)
    case 'report':
      return report(context, viewer, request)
    case 'report-matrix':
      return reportMatrix(context, viewer, request)
    case 'crimes':
      return crimes(context, viewer, request)
    case 'reviews':
      return reviews(context, viewer, request)
    case 'review':
      return review(context, viewer, request)
    case 'rates':
      return rates(context, viewer, request)
    case 'overview':
      return overview(context, viewer, request)
    case 'summaries':
      return summaries(context, viewer, request)
    case 'summary':
      return summary(context, viewer, request)
    case 'street':
      return street(context, viewer)
    case 'inspections':
      return inspections(context, viewer)
    case 'inspection':
      return inspection(context, viewer, request)
    case 'inspected':
      return inspected(context, viewer, request)
    case 'findings':
      return findings(context, viewer)
    case 'signals':
      return outreachSignals(context, viewer, request)
    default:
      return request satisfies never
  }
}
