/**
 * Figures about people for those who read aggregates only. One about fewer than five is shown as `<5`; nought is nobody and is told.
 *
 * A total is made of what is shown of its parts, never of their values, so it says nothing that they do not say. The usual other way,
 * hiding a second cell and telling the exact total, leaks: of [0, ?, ?, 7] = 15 both hidden ones are 4.
 *
 * Overlapping figures (week and month, unit and street) are safe as long as each is a total of the same smallest ones.
 */
export type Shown =
  | { readonly kind: 'exact'; readonly value: number }
  /** 1 … 4 */
  | { readonly kind: 'few' }
  /** Both ends included. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number }

/** The smallest figure about people that is told. */
export const FEWEST_TOLD = 5

const few = { from: 1, to: FEWEST_TOLD - 1 }

export function suppress(value: number): Shown {
  return value > 0 && value < FEWEST_TOLD ? { kind: 'few' } : { kind: 'exact', value }
}

export function totalOf(parts: readonly Shown[]): Shown {
  const ends = parts.map(endsOf)
  const from = ends.reduce((sum, end) => sum + end.from, 0)
  const to = ends.reduce((sum, end) => sum + end.to, 0)
  if (from === to) return { kind: 'exact', value: from }
  return from === few.from && to === few.to ? { kind: 'few' } : { kind: 'range', from, to }
}

function endsOf(shown: Shown): { readonly from: number; readonly to: number } {
  switch (shown.kind) {
    case 'exact':
      return { from: shown.value, to: shown.value }
    case 'few':
      return few
    case 'range':
      return shown
    default:
      return shown satisfies never
  }
}
