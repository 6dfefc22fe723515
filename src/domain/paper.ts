/**
 * Desk documents of a unit, a handful a month: a paper has a kind, a state of that kind, and a content that its operations write.
 * Each kind's own module says what its states mean and how they move.
 */
export const paperKinds = [
  'standing', // 标语 · 横幅 · 宣传栏…: a thing that stands at a place for a time
  'plan', // 宣传计划
  'duty', // 单位职责 · 措施 · 专人
  'supply', // 宣传资料领入: one of a unit
  'roster', // 领导小组 · 专班: one of a street
  'report', // 半月报
  'summary', // 街道汇总 · 专报
  'crime', // 新发案件 and its 逐案倒查
  'baseline', // 基期数
  'inspection', // 抽查: the sample
  'finding', // 督查发现 · 整改 · 复查
  'evaluation', // 评估考核
  'feedback', // 投诉建议
] as const
export type PaperKind = (typeof paperKinds)[number]
