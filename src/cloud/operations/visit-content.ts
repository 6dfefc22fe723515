import type { OperationOf } from '#contract/operation'
import type { VisitRow } from './working-set'

type Content = OperationOf<'visit.log'>['body'] | OperationOf<'visit.amend'>['body']

/** What a visit's form says, as its row holds it. An amendment brings the whole new content: what it leaves out is gone. */
export function visitContent(
  body: Content,
): Pick<VisitRow, 'outcome' | 'adults' | 'topics' | 'leaflets' | 'note' | 'come_back_at' | 'minutes'> {
  return {
    outcome: body.outcome,
    adults: body.adults ?? null,
    topics: body.topics ?? [],
    leaflets: body.leaflets ?? 0,
    note: body.note ?? null,
    come_back_at: body.comeBackAt ?? null,
    minutes: body.minutes ?? null,
  }
}
