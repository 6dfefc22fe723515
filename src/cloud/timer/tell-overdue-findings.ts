import type { Context } from '#cloud/context'
import { FINDINGS_PAGE, findingOf, findingPaper, findingState } from '#cloud/operations/finding-paper'
import { tellOverdue } from './tell-overdue'

/** On the morning after a finding's last day its unit is told once (S34). Returns how many were late. */
export function tellOverdueFindings(context: Context): Promise<number> {
  return tellOverdue(context, {
    kind: 'finding',
    entry: 'finding.overdue',
    notice: 'finding-overdue',
    about: { what: '督查发现', page: FINDINGS_PAGE },
    told(paper) {
      const finding = findingOf(paper)
      return { by: finding.by, row: findingPaper({ ...finding, overdueFor: finding.by }, findingState(paper)) }
    },
  })
}
