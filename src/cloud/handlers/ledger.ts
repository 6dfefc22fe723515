import { importLedger } from '#cloud/operations/import-ledger'
import { authenticate, requireDuty } from '#cloud/session/authenticate'
import { ledgerRequest } from '#contract/ledger'
import { type Answer, answer, type Call, parse } from './handler'

export async function ledger(call: Call): Promise<Answer> {
  // The person first: nobody else's megabytes are worth looking at.
  const actor = await authenticate(call.context, call)
  if (!actor.ok) return answer(actor)
  const onDuty = requireDuty(call.context, actor.answer)
  if (!onDuty.ok) return answer(onDuty)
  const request = parse(ledgerRequest, call.body)
  return answer(request.ok ? await importLedger(call.context, onDuty.answer, request.answer) : request)
}
