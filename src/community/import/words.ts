import type { LedgerAnswer, LedgerRequest } from '#contract/ledger'

type Ledger = LedgerRequest['ledger']

export const ledgerWord: Readonly<Record<Ledger, string>> = { houses: '房屋台账', roster: '人员名册' }

const unitWord: Readonly<Record<Ledger, string>> = { houses: '户', roster: '人' }

/** The report's first line. */
export function reportHeadline({ imported, added, known }: LedgerAnswer, ledger: Ledger): string {
  const of = unitWord[ledger]
  if (imported) return `已导入 ${added} ${of}`
  if (added > 0) return `${added} ${of}可导入`
  return known > 0 ? `这 ${known} ${of}都已在系统里` : '没有可导入的行'
}

export function reportDetail({ rows, known, repeats, bad, ignored, imported }: LedgerAnswer, ledger: Ledger): string {
  const of = unitWord[ledger]
  const parts = [
    `文件共 ${rows} ${of}`,
    ...(known > 0 ? [`已有 ${known} ${of}，保持原样`] : []),
    ...(repeats.length > 0 ? [`重复 ${repeats.length} 行，只取一次`] : []),
    ...(ignored.length > 0 ? [`不属于本单位 ${ignored.length} 行，略过`] : []),
    bad.length > 0 ? `不能导入 ${bad.length} 行` : '没有错行',
  ]
  return `${parts.join('；')}。${imported ? '' : '现在还没有写入任何内容。'}`
}
