import type { Problem } from '#contract/problem'

/** Why a whole file was turned away. What is wrong with single rows is told by `RowReport`. */
export function isProblem(answer: object): answer is Problem {
  return 'code' in answer
}
