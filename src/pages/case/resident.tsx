import { useState } from 'react'
import { MaskedResident } from '#components/masked-resident'
import type { CaseRow } from '#contract/pull'
import type { RevealReason } from '#domain/dissuasion'
import type { UnitId } from '#domain/ids'
import { revealResident } from '#stores/case-store'

/** Shown from the phone's own copy, once the asking is safely on it; asked anew on each visit of the page. */
export function Resident({ unit, row }: { readonly unit: UnitId; readonly row: CaseRow }) {
  const [revealed, setRevealed] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const reveal = (reason: RevealReason, note: string): void => {
    const wrong = attempt(unit, row, reason, note)
    setProblem(wrong)
    setRevealed(wrong === null)
  }
  return <MaskedResident masked={row} resident={revealed ? row.resident : null} problem={problem} onReveal={reveal} />
}

/** Why it may not be shown, in words; null once the asking is stored. */
function attempt(unit: UnitId, row: CaseRow, reason: RevealReason, note: string): string | null {
  if (row.resident === null) return '本机还没有这户的姓名和房号，联网后再看。'
  const result = revealResident(unit, row.id, reason, note)
  return result.kind === 'saved' ? null : `${result.problem.title}。没有记下，所以不能显示。`
}
