import type { Block, HeadingLevel } from './official-document'

/** A block as it is printed: a heading with its number before it. */
export type NumberedBlock =
  | Exclude<Block, { kind: 'heading' }>
  | (Extract<Block, { kind: 'heading' }> & { readonly number: string })

/**
 * Gives headings their numbers, 一、（一）1. （1）(GB/T 9704-2012, 7.3.3): each level counts anew under the heading above it. A level
 * that was skipped counts nothing.
 */
export function numbered(blocks: readonly Block[]): readonly NumberedBlock[] {
  const counts: [number, number, number, number] = [0, 0, 0, 0]
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block
    const at = block.level - 1
    const count = (counts[at] ?? 0) + 1
    counts.fill(0, at)
    counts[at] = count
    return { ...block, number: numberOf(block.level, count) }
  })
}

function numberOf(level: HeadingLevel, count: number): string {
  switch (level) {
    case 1:
      return `${chineseNumber(count)}、`
    case 2:
      return `（${chineseNumber(count)}）`
    case 3:
      return `${count}. `
    case 4:
      return `（${count}）`
    default:
      return level satisfies never
  }
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 一 … 九十九; no document has a hundred headings of one level. */
export function chineseNumber(count: number): string {
  if (!Number.isInteger(count) || count < 1 || count > 99) throw new Error(`No heading is number ${count}`)
  const [tens, units] = [Math.floor(count / 10), count % 10]
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[units]}`
}

/** `附件：1. 走访记录汇总表` and, below it, `2. 台账`; one alone has no number (7.3.4). The first line's lead stands apart. */
export function attachmentLines(
  attachments: readonly string[],
): readonly { readonly lead: string; readonly text: string }[] {
  return attachments.map((name, index) => ({
    lead: index === 0 ? '附件：' : '',
    text: attachments.length === 1 ? name : `${index + 1}. ${name}`,
  }))
}
