import * as v from 'valibot'
import { standingContent } from '#contract/standing'
import { promptAt, type StandingItem } from '#domain/standing'
import { startOfDay } from '#domain/time'
import type { PaperRow } from './working-set'

type StandingColumns = Omit<PaperRow, 'unit_id' | 'paper_id' | 'author' | 'seq'>

/** A thing that stands as its paper holds it; `due_at` is when somebody is reminded of its last day. */
export function standingPaper(item: StandingItem): StandingColumns {
  return {
    kind: 'standing',
    campaign_id: null,
    period: null,
    state: item.removedAt === null ? 'up' : 'down',
    at: startOfDay(item.from),
    due_at: promptAt(item),
    content: item,
  }
}

export function standingItem({ content }: Pick<PaperRow, 'content'>): StandingItem {
  return v.parse(standingContent, content)
}
