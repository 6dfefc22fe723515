import type { CaseRow } from '#contract/pull'

/** What is due first comes first; then what is over, newest first; last what is no longer this person's. */
export function byUrgency(a: CaseRow, b: CaseRow): number {
  return placeOf(a) - placeOf(b) || withinPlace(a, b) || (a.id < b.id ? -1 : 1)
}

function placeOf({ part, state }: CaseRow): number {
  if (part === 'former') return 2
  return state === 'closed' ? 1 : 0
}

function withinPlace(a: CaseRow, b: CaseRow): number {
  switch (placeOf(a)) {
    case 0:
      return dueAt(a) - dueAt(b) || b.raisedAt - a.raisedAt
    case 1:
      return b.raisedAt - a.raisedAt
    default:
      return (b.gone?.at ?? 0) - (a.gone?.at ?? 0)
  }
}

/** Nothing runs: after everything that does. */
function dueAt({ due }: CaseRow): number {
  return due?.at ?? Number.MAX_SAFE_INTEGER
}
