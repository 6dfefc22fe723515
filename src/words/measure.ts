import type { Measure } from '#domain/campaign'
import { type Measured, type NoFigure, shownTenths } from '#domain/measure'

export const measureWord: Readonly<Record<Measure, string>> = {
  'days-met': '宣传满 60 分钟的天数',
  coverage: '走访覆盖',
  'cases-down': '发案压降率',
  'loss-down': '损失压降率',
  'no-case-days': '连续未发案',
  'reports-in-time': '半月报按时报送',
  'plan-in-time': '宣传计划按时报送',
  'findings-mended': '督查发现整改',
  'dissuasions-in-time': '见面劝阻按时见面',
  activities: '宣传活动',
}

/** How a figure comes about, in one sentence. */
export const measureRule: Readonly<Record<Measure, string>> = {
  'days-met': '已过完的天数里，满 60 分钟的天数所占的比例；还有手机没送达的天数不计入。',
  coverage: '至今至少走访过一次的户数，占台账全部户数的比例。',
  'cases-down': '行动以来各整月合计，（基期 − 现在）÷ 基期，与压降率一页同一口径。',
  'loss-down': '行动以来各整月合计，（基期 − 现在）÷ 基期，与压降率一页同一口径。',
  'no-case-days': '从最近一起案件到今天的天数；期间没有案件的，从行动第一天算起。',
  'reports-in-time': '已到期的半月报里，按时报送的所占的比例；退回后重报不算迟。',
  'plan-in-time': '到报送日为止交来的，算按时。',
  'findings-mended': '督查发现里已整改的，占已整改、已逾期和认定不实的比例；没到期限的不计入。',
  'dissuasions-in-time': '派人上门的预警里，在时限内见到本人或家属的比例；没到时限的不计入。',
  activities: '没有撤销的宣传活动场次。',
}

const noFigureWord: Readonly<Record<NoFigure, string>> = {
  'not-yet': '还没有可以算的',
  'no-doors': '没有户台账',
  'base-missing': '缺基期数',
  'base-zero': '基期为0',
  'none-before-none-now': '基期和现在都没有',
  'nothing-found': '没有督查发现',
}

/** `85.7%`, `−20.0%`, `19 天`, `6 次`, or why there is none. */
export function figureWord(measure: Measure, figure: Measured): string {
  if (figure.kind === 'none') return noFigureWord[figure.why]
  if (figure.as === 'days') return `${figure.part} 天`
  if (figure.as === 'times') return `${figure.part} 次`
  const tenths = shownTenths(measure, figure)
  return `${tenths < 0 ? '−' : ''}${(Math.abs(tenths) / 10).toFixed(1)}%`
}

/** What a percentage was made of: `6 / 7`; nothing where the figure says it all. */
export function cameFrom(figure: Measured): string | null {
  const counted = figure.kind === 'counted' && figure.as === 'percent' ? `${figure.part} / ${figure.whole}` : null
  const pending = figure.pending === 0 ? null : `另有 ${figure.pending} 项还不能算`
  const words = [counted, pending].filter((word) => word !== null)
  return words.length === 0 ? null : words.join('，')
}

/** What a criterion asks: `不低于 90%`, `满 30 天`. */
export function leastWord(measure: Measure, atLeast: number): string {
  if (measure === 'no-case-days') return `满 ${atLeast} 天`
  if (measure === 'activities') return `满 ${atLeast} 次`
  return `不低于 ${atLeast}%`
}

/** Tenths of a point: `12.5 分`. */
export function pointsWord(tenths: number): string {
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} 分`
}
