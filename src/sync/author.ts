import * as v from 'valibot'
import { type Operation, operationSchema } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import type { Account, Draft } from './engine-api'
import type { Meta } from './meta'
import type { Clock, Ids } from './ports'

export type Written =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** Stamps a draft with who, where and when. What the wire would refuse is told to the page while what was entered is still there. */
export function author(draft: Draft, account: Account, clock: Clock, ids: Ids, meta: Meta): Written {
  return check({
    id: ids.operation(),
    unit: account.unit,
    author: account.staff,
    device: account.device,
    at: Math.round(clock.now()),
    elapsed: Math.max(0, Math.round(clock.elapsed())),
    offset: meta.get().offset,
    ...(draft.after === undefined ? {} : { after: draft.after }),
    type: draft.type,
    body: draft.body,
  })
}

/** The same deed in other words: when it happened stays. */
export function rewrite(
  operation: Operation,
  changes: { readonly body: Operation['body']; readonly id?: Operation['id'] },
): Written {
  return check({ ...operation, ...changes })
}

function check(candidate: unknown): Written {
  const result = v.safeParse(operationSchema, candidate)
  if (result.success) return { kind: 'operation', operation: result.output }
  const [issue] = result.issues
  return { kind: 'refused', problem: problem(4001, issue.message, v.getDotPath(issue) ?? undefined) }
}
