import type { Context } from '#cloud/context'
import { calendar } from '#cloud/queries/calendar'
import { coverage } from '#cloud/queries/coverage'
import { day } from '#cloud/queries/day'
import { doors } from '#cloud/queries/doors'
import { record } from '#cloud/queries/record'
import { records } from '#cloud/queries/records'
import { staff } from '#cloud/queries/staff'
import type { Result } from '#cloud/result'
import { authenticate, requireDuty } from '#cloud/session/authenticate'
import { type QueryRequest, queryRequest } from '#contract/query'
import type { Staff } from '#domain/staff'
import { type Answer, answer, type Call, parse } from './handler'

export async function query(call: Call): Promise<Answer> {
  const request = parse(queryRequest, call.body)
  if (!request.ok) return answer(request)
  const actor = await authenticate(call.context, call)
  if (!actor.ok) return answer(actor)
  const onDuty = requireDuty(call.context, actor.answer)
  return answer(onDuty.ok ? await perform(call.context, onDuty.answer, request.answer) : onDuty)
}

/** Each query asks for its own right before it reads a row. */
function perform(context: Context, actor: Staff, request: QueryRequest): Promise<Result<object>> {
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
    default:
      return request satisfies never
  }
}
