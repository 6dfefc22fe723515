import type { RecordRow } from '#contract/record-query'
import { exactTime } from '#words/format'
import { channelWord, leafletWord } from '#words/labels'
import { outcomeShape, outcomeWord } from '#words/outcome'

/** What happened: a sign and a word. */
export function eventWord(record: RecordRow): string {
  switch (record.kind) {
    case 'visit':
      return `${outcomeShape[record.outcome]} ${outcomeWord[record.outcome]}`
    case 'hand-out':
      return `▤ ${leafletWord[record.leaflet]} ${record.quantity} 份`
    case 'activity':
      return `◷ ${channelWord[record.channel]}${record.title === null ? '' : `《${record.title}》`} ${exactTime(record.to - record.from)}`
    default:
      return record satisfies never
  }
}

export type RecordMark = 'late' | 'amended' | 'undone' | 'over-stock'

export const markWord: Readonly<Record<RecordMark, string>> = {
  late: '补传',
  amended: '已更正',
  undone: '已撤销',
  'over-stock': '超库存',
}

export function isUndone(record: RecordRow): boolean {
  return record.kind !== 'hand-out' && record.undone
}

export function marksOf(record: RecordRow): readonly RecordMark[] {
  const marks: RecordMark[] = []
  if (record.late) marks.push('late')
  if (record.kind !== 'hand-out' && record.version > 1) marks.push('amended')
  if (isUndone(record)) marks.push('undone')
  if (record.kind === 'hand-out' && record.overStock) marks.push('over-stock')
  return marks
}
