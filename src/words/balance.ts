/** Leaflets in a worker's hands; below zero, what was handed out beyond what was issued. */
export function balanceWord(inHand: number): string {
  return inHand < 0 ? `超发 ${-inHand}` : `手中 ${inHand}`
}
