import type { Outcome } from '#domain/visit'

/** Shape and word; colour comes on top and never alone. */
export const outcomeWord: Readonly<Record<Outcome | 'todo', string>> = {
  met: '见面',
  nobody: '无人',
  refused: '拒访',
  vacant: '空置',
  again: '约访',
  todo: '未走访',
}

export const outcomeShape: Readonly<Record<Outcome | 'todo', string>> = {
  met: '✓',
  nobody: '○',
  refused: '✕',
  vacant: '▢',
  again: '↻',
  todo: '·',
}
