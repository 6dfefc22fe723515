import type { BrokenBy } from '#cloud/operations/verify-chain'
import type { UnitVerdict } from './audit'

/** One line about a unit, for whoever runs the command. */
export function verdictText({ unit, name, verdict }: UnitVerdict): string {
  const who = name === null ? `${unit}（单位已不在库中）` : `${name}（${unit}）`
  if (verdict.kind === 'intact') return `✓ ${who}：${verdict.rows} 条，完好`
  const operation = verdict.operationId === null ? '' : `，操作 ${verdict.operationId}`
  return `✗ ${who}：第 ${verdict.seq} 条${operation}：${wordsOf(verdict.reason)}`
}

function wordsOf(reason: BrokenBy): string {
  switch (reason) {
    case 'missing':
      return '这一条不见了'
    case 'content':
      return '内容被改动过，与写入时的指纹不符'
    case 'envelope':
      return '作者、设备、时间等某一列被改动过，或内容与指纹一起被换过'
    case 'head':
      return '日志的末尾与链头不符：末尾有记录被删除，或有记录不是由系统写入的'
    case 'cut':
      return '导出链头时已有这一条，现在没有了：日志的末尾被截掉，链头也被改回'
    case 'rewritten':
      return '与导出的链头不符：这一条或它之前的记录被整段重写过'
    default:
      return reason satisfies never
  }
}
