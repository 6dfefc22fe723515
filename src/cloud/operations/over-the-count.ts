import { type Problem, problem } from '#contract/problem'

/** A figure on the wire ends here (`count` of the contract): more of one kind in one hand is a typing mistake. */
const MOST_PIECES = 1_000_000

export function overTheCount(pieces: number): Problem | undefined {
  if (pieces <= MOST_PIECES) return undefined
  return problem(4001, `数量过大：累计不能超过 ${MOST_PIECES} 份，请检查是否多输了`, 'body.quantity')
}
