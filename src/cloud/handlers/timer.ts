import * as v from 'valibot'
import { ok, refuse } from '#cloud/result'
import { runTimer } from '#cloud/timer/run-timer'
import { type Answer, answer, type Call } from './handler'

/** What WeChat's trigger calls with. */
const trigger = v.object({ Type: v.literal('Timer'), TriggerName: v.string() })

/** For the trigger alone, which nobody has sent: whoever calls from a mini program comes with an OPENID that WeChat puts there. */
export async function timer({ context, body, token, openid }: Call): Promise<Answer> {
  if (openid !== null || token !== null || !v.is(trigger, body)) return answer(refuse(4003))
  return answer(ok(await runTimer(context)))
}
