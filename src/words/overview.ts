import type { CaseStage } from '#domain/overview'
import { FEWEST_TOLD, type Shown } from '#domain/suppress'

export const caseStageWord: Readonly<Record<CaseStage, string>> = {
  waiting: '待联系、待派发',
  'under-way': '上门中',
  'to-confirm': '待民警确认',
  'followed-up': '跟踪回访',
  closed: '已结案',
}

/** `12`, `<5`, `12–18` */
export function shownWord(shown: Shown): string {
  switch (shown.kind) {
    case 'exact':
      return String(shown.value)
    case 'few':
      return `<${FEWEST_TOLD}`
    case 'range':
      return `${shown.from}–${shown.to}`
    default:
      return shown satisfies never
  }
}
