import type { LedgerAnswer, LedgerRequest } from '#contract/ledger'

type Ledger = LedgerRequest['ledger']

export const ledgerWord: Readonly<Record<Ledger, string>> = {
  houses: '房屋台账',
  roster: '人员名册',
  alerts: '预警清单',
  crimes: '案件清单',
  baseline: '基期数',
}

/** What a ledger's headings must hold. */
export const ledgerHint: Readonly<Record<Ledger, string>> = {
  houses: '表头要有小区、楼栋和室号；标题行、合并单元格、全角数字、空行都没关系。',
  roster: '表头要有姓名和职务；已在系统里的人保持原样。',
  alerts: '表头要有预警编号、姓名、电话和地址；等级、类型、来源、时间有则读取。已有的编号保持原样。',
  crimes: '表头要有案件编号、发案日期、单位、地址、损失；诈骗类型、电话、预警编号有则读取。已有的编号保持原样。',
  baseline: '表头要有单位、月份、发案数、损失，一行一个单位一个月。已有的月份保持原样，更正请在“压降率”页填写。',
}

export const ledgerUnitWord: Readonly<Record<Ledger, string>> = {
  houses: '户',
  roster: '人',
  alerts: '件',
  crimes: '起',
  baseline: '行',
}

/** What the rows are that a ledger passes over. */
export const ignoredWord: Readonly<Record<Ledger, string>> = {
  houses: '不属于本单位',
  roster: '不属于本单位',
  alerts: '不是预警',
  crimes: '不是案件',
  baseline: '不是基期数',
}

/** The report's first line. */
export function reportHeadline({ imported, added, known }: LedgerAnswer, ledger: Ledger): string {
  const of = ledgerUnitWord[ledger]
  if (imported) return `已导入 ${added} ${of}`
  if (added > 0) return `${added} ${of}可导入`
  return known > 0 ? `这 ${known} ${of}都已在系统里` : '没有可导入的行'
}

export function reportDetail(answer: LedgerAnswer, ledger: Ledger): string {
  const { rows, known, repeats, bad, ignored, remarks, imported } = answer
  const of = ledgerUnitWord[ledger]
  const parts = [
    `文件共 ${rows} ${of}`,
    ...(known > 0 ? [`已有 ${known} ${of}，保持原样`] : []),
    ...(repeats.length > 0 ? [`重复 ${repeats.length} 行，只取一次`] : []),
    ...(ignored.length > 0 ? [`${ignoredWord[ledger]} ${ignored.length} 行，略过`] : []),
    ...(remarks.length > 0 ? [`请留意 ${remarks.length} 行`] : []),
    bad.length > 0 ? `不能导入 ${bad.length} 行` : '没有错行',
  ]
  return `${parts.join('；')}。${imported ? '' : '现在还没有写入任何内容。'}`
}
