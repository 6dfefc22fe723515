import { importLedger } from '#cloud/operations/import-ledger'
import { authenticate, requireDuty } from '#cloud/session/authenticate'
import { unitFor } from '#cloud/session/unit-for'
import { ledgerRequest } from '#contract/ledger'
import { type Answer, answer, type Call, parse } from './handler'

export async function ledger(call: Call): Promise<Answer> {
  // The person first: nobody else's megabytes are worth looking at.
  const actor = await authenticate(call.context, call)
  if (!actor.ok) return answer(actor)
  const onDuty = requireDuty(call.context, actor.answer)
  if (!onDuty.ok) return answer(onDuty)
  const request = parse(ledgerRequest, call.body)
  if (!request.ok) return answer(request)
  const { ledger: kind, unit } = request.answer
  if (kind === 'alerts') {
    // Another station's officer is refused, and the community's log says so (S25).
    const asked = await unitFor(call.context, actor.answer, unit, { function: 'ledger', action: kind })
    if (!asked.ok) return answer(asked)
  }
  return answer(await importLedger(call.context, onDuty.answer, request.answer))
}
