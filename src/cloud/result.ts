import { type Problem, type ProblemCode, problem } from '#contract/problem'

/** What a query or a command answers: what was asked for, or the numbered reason why not. Only broken invariants throw. */
export type Result<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problem: Problem }

export function ok<Answer>(answer: Answer): Result<Answer> {
  return { ok: true, answer }
}

export function refuse(
  code: ProblemCode,
  detail?: string,
  field?: string,
): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: problem(code, detail, field) }
}
