/** Why a whole file was turned away. What is wrong with single rows is told by `RowReport`. */
export interface LedgerProblem {
  readonly code: LedgerProblemCode
  readonly title: string
  /** What this very file is, with the way out. Shown to the person who uploaded it. */
  readonly detail: string
}

const titles = {
  4130: '文件太大',
  4131: '压缩包异常',
  4150: '不是表格文件',
  4151: '找不到表头',
  4152: '行数太多',
  4153: '表格是空的',
  4154: '台账种类不对',
} as const

export type LedgerProblemCode = keyof typeof titles

export function ledgerProblem(code: LedgerProblemCode, detail: string): LedgerProblem {
  return { code, title: titles[code], detail }
}

export function isLedgerProblem(value: object): value is LedgerProblem {
  return 'code' in value && 'detail' in value
}
