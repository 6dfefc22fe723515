import * as v from 'valibot'
import type { Answer } from '#cloud/handlers/handler'
import { catalogue, problemAnswer, statusOf } from '#contract/problem'
import { pushAnswer } from '#contract/push'

/** What a bad run is repeated with: `HARD_SEED=7 HARD_RUNS=20000 npm run test:hard`. */
export const seed = Number(process.env.HARD_SEED ?? 20210326)
export const runs = (usually: number): number =>
  process.env.HARD_RUNS === undefined ? usually : Math.ceil(Number(process.env.HARD_RUNS))

/** What is wrong with an answer, whatever was asked; null: nothing. */
export function faultOf({ status, body }: Answer): string | null {
  if (status === 200) return 'outcomes' in body ? faultOfPush(body) : null
  const refused = v.safeParse(problemAnswer, body)
  if (!refused.success) return `${status} without a problem`
  const { problem } = refused.output
  if (!(problem.code in catalogue)) return `unknown problem ${problem.code}`
  if (statusOf(problem) !== status) return `${problem.code} with status ${status}`
  return status >= 500 ? `${problem.code} ${problem.title}` : null
}

function faultOfPush(body: object): string | null {
  const parsed = v.safeParse(pushAnswer, body)
  if (!parsed.success) return 'an answer to a push that no device reads'
  const rejected = parsed.output.outcomes.flatMap((outcome) => (outcome.kind === 'rejected' ? [outcome.problem] : []))
  const odd = rejected.find((problem) => !(problem.code in catalogue) || statusOf(problem) >= 500)
  return odd === undefined ? null : `rejected by ${odd.code}`
}
