import type { Role } from '#domain/staff'

/** What the street's people can go to from their first page, in the order of a half-month. */
export interface MenuLine {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly url: string
  readonly roles: readonly Role[]
}

export const menu: readonly MenuLine[] = [
  {
    id: 'overview',
    title: '全街道概览',
    detail: '今天的社区、走访覆盖、见面劝阻、各周宣传，只有合计',
    url: '/street/overview/index',
    roles: ['street', 'inspector', 'leader'],
  },
  {
    id: 'units',
    title: '单位职责',
    detail: '各单位的区域、职责、措施、专人；缺的在前',
    url: '/street/units/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'roster',
    title: '领导小组和专班',
    detail: '名单、职务、办公电话，全街道人员可看',
    url: '/pages/roster/index',
    roles: ['street', 'inspector', 'leader'],
  },
  {
    id: 'people',
    title: '人员登录',
    detail: '各单位谁登录过；给还没登录的人发邀请码',
    url: '/account/people/index',
    roles: ['street'],
  },
  {
    id: 'plans',
    title: '宣传计划',
    detail: '谁交了、谁没交、谁迟了；计划与实际',
    url: '/street/plans/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'matrix',
    title: '半月报收报',
    detail: '谁报了、谁没报、谁迟了；一键提醒',
    url: '/street/matrix/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'rates',
    title: '压降率',
    detail: '发案、损失与基期同月比；阶段目标；基期数',
    url: '/street/rates/index',
    roles: ['street', 'inspector', 'leader'],
  },
  {
    id: 'crimes',
    title: '新发案件',
    detail: '各单位案件，录入与更正',
    url: '/street/crimes/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'reviews',
    title: '逐案倒查',
    detail: '每起新案此前谁去过、差在哪里；逾期在前',
    url: '/street/reviews/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'summaries',
    title: '汇总和专报',
    detail: '各单位签发的数字合在一起，核对后签发、导出',
    url: '/street/summaries/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'inspections',
    title: '抽查',
    detail: '随机抽取走访记录上门核查，估计属实率',
    url: '/street/inspections/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'feedback',
    title: '投诉建议',
    detail: '全街道人员写的，等得最久的在前',
    url: '/street/feedback/index',
    roles: ['street'],
  },
  {
    id: 'findings',
    title: '督查整改',
    detail: '发现、单位答复、复查，逾期在前',
    url: '/street/findings/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'signals',
    title: '记录疑点',
    detail: '近七天记录里要问的，由人认定',
    url: '/street/signals/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'creation',
    title: '无诈创建',
    detail: '无诈机关、社区、企业，各单位离条件还差什么',
    url: '/street/creation/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'evaluation',
    title: '评估考核',
    detail: '每一分都能点开看来源，评定，签发，导出',
    url: '/street/evaluation/index',
    roles: ['street', 'inspector'],
  },
  {
    id: 'campaign',
    title: '行动方案',
    detail: '日期、阶段、报送日、无诈条件、评估项目；新建行动',
    url: '/street/campaign/index',
    roles: ['street'],
  },
  {
    id: 'settings',
    title: '街道设置',
    detail: '劝阻时限、诈骗类型、活动标签',
    url: '/street/settings/index',
    roles: ['street'],
  },
]
