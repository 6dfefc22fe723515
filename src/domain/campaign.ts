import type { OperationId } from './ids'
import { addDays, daysBetween, type LocalDate } from './time'
import type { UnitKind } from './unit'

/** First and last day, both included. */
export interface DayRange {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** S08: phases overlap, and each has its own dates. */
export interface Phase extends DayRange {
  readonly id: string
  readonly name: string
}

/** What a 无诈 criterion or a line of the evaluation sheet is measured by: outcome and coverage, never use of the app. */
export const measures = [
  'days-met', // share of days with 60 minutes of outreach, %
  'coverage', // share of doors reached at least once, %
  'cases-down', // 压降率 of cases, %
  'loss-down', // 压降率 of loss, %
  'no-case-days', // days since the last case
  'reports-in-time', // share of due reports that came in time, %
  'plan-in-time', // 100 when the publicity plan was submitted by its day, else 0
  'findings-mended', // share of inspection findings that were rectified, %
  'dissuasions-in-time', // share of dissuasions met within their deadline, %
  'activities', // number of outreach activities
] as const
export type Measure = (typeof measures)[number]

/** S01: when a unit may call itself 无诈. */
export interface Criterion {
  readonly id: string
  readonly word: string
  readonly kinds: readonly UnitKind[]
  readonly measure: Measure
  readonly atLeast: number
}

/** S13: a line of the sheet. `full` of the measure gives all points, `none` gives none, in between in proportion. */
export interface EvaluationItem {
  readonly id: string
  readonly word: string
  /** Which units it is for: an office has no doors, and nobody asks 60 minutes a day of it. */
  readonly kinds: readonly UnitKind[]
  readonly measure: Measure
  readonly points: number
  readonly full: number
  readonly none: number
}

/** S04: what has to be seen by a day. */
export interface Milestone {
  readonly id: string
  readonly word: string
  readonly by: LocalDate
  readonly needs: 'rise-stopped' | 'both-down'
}

/**
 * A campaign as data: dates, phases, targets, criteria. Another one beside it changes nothing of the first (S01). Records belong to
 * none: a campaign is a window that looks at them.
 */
export interface Campaign extends DayRange {
  readonly id: OperationId
  /** 1 as first written, +1 with each change. */
  readonly version: number
  readonly name: string
  readonly phases: readonly Phase[]
  /** 无诈机关, 无诈社区, 无诈企业: which kinds of unit are to reach it. */
  readonly targets: readonly { readonly id: string; readonly word: string; readonly kinds: readonly UnitKind[] }[]
  /** S10: the publicity plan's last day. */
  readonly planDue: LocalDate
  /** S11: reports are due on these days of each month within these dates; a month without the day is due on its last. */
  readonly reports: DayRange & { readonly days: readonly number[] }
  readonly criteria: readonly Criterion[]
  readonly evaluation: DayRange & { readonly items: readonly EvaluationItem[] }
  readonly milestones: readonly Milestone[]
  /** The year that figures are compared with. */
  readonly baseYear: number
}

/** What a campaign says of itself: all but what the cloud gives it. */
export type CampaignContent = Omit<Campaign, 'id' | 'version'>

const day = (text: string) => text as LocalDate
const others: readonly UnitKind[] = ['office', 'body', 'company']

/** 唯亭街道 百日会战工作方案 (苏园唯办〔2021〕10号), as it was decided. */
export const noticeCampaign: CampaignContent = {
  name: '打击治理电信网络诈骗犯罪百日会战',
  from: day('2021-03-10'),
  to: day('2021-07-10'),
  phases: [
    { id: 'plan', name: '筹划部署', from: day('2021-03-10'), to: day('2021-03-25') },
    { id: 'outreach', name: '集中宣传', from: day('2021-03-26'), to: day('2021-06-30') },
    { id: 'evaluate', name: '评估考核', from: day('2021-03-26'), to: day('2021-07-10') },
  ],
  targets: [
    { id: 'office', word: '无诈机关', kinds: ['office', 'body'] },
    { id: 'community', word: '无诈社区', kinds: ['community'] },
    { id: 'company', word: '无诈企业', kinds: ['company'] },
  ],
  planDue: day('2021-03-27'),
  reports: { from: day('2021-03-26'), to: day('2021-06-30'), days: [14, 29] },
  criteria: [
    {
      id: 'quiet',
      word: '连续 30 天未发案',
      kinds: ['community', 'office', 'body', 'company'],
      measure: 'no-case-days',
      atLeast: 30,
    },
    { id: 'days', word: '宣传满 60 分钟的天数占九成', kinds: ['community'], measure: 'days-met', atLeast: 90 },
    { id: 'doors', word: '走访覆盖九成户', kinds: ['community'], measure: 'coverage', atLeast: 90 },
    { id: 'down', word: '发案数较基期下降', kinds: ['community'], measure: 'cases-down', atLeast: 0.1 },
    { id: 'acts', word: '开展宣传活动 6 场', kinds: ['office', 'body', 'company'], measure: 'activities', atLeast: 6 },
    {
      id: 'reports',
      word: '半月报按时报送',
      kinds: ['office', 'body', 'company'],
      measure: 'reports-in-time',
      atLeast: 100,
    },
  ],
  evaluation: {
    from: day('2021-03-26'),
    to: day('2021-07-10'),
    items: [
      { id: 'cases', word: '发案压降', kinds: ['community'], measure: 'cases-down', points: 30, full: 30, none: 0 },
      { id: 'loss', word: '损失压降', kinds: ['community'], measure: 'loss-down', points: 20, full: 30, none: 0 },
      { id: 'coverage', word: '宣传覆盖', kinds: ['community'], measure: 'coverage', points: 20, full: 95, none: 50 },
      {
        id: 'days',
        word: '每日宣传 60 分钟',
        kinds: ['community'],
        measure: 'days-met',
        points: 15,
        full: 95,
        none: 50,
      },
      {
        id: 'reports',
        word: '半月报报送',
        kinds: ['community'],
        measure: 'reports-in-time',
        points: 10,
        full: 100,
        none: 50,
      },
      {
        id: 'mended',
        word: '督查整改',
        kinds: ['community'],
        measure: 'findings-mended',
        points: 5,
        full: 100,
        none: 50,
      },
      { id: 'acts', word: '宣传活动', kinds: others, measure: 'activities', points: 40, full: 6, none: 0 },
      {
        id: 'unit-reports',
        word: '半月报报送',
        kinds: others,
        measure: 'reports-in-time',
        points: 30,
        full: 100,
        none: 50,
      },
      { id: 'unit-plan', word: '宣传计划报送', kinds: others, measure: 'plan-in-time', points: 10, full: 100, none: 0 },
      {
        id: 'unit-mended',
        word: '督查整改',
        kinds: others,
        measure: 'findings-mended',
        points: 20,
        full: 100,
        none: 50,
      },
    ],
  },
  milestones: [
    { id: 'march', word: '发案上升势头得到遏制', by: day('2021-03-31'), needs: 'rise-stopped' },
    { id: 'june', word: '发案数、损失数双下降', by: day('2021-06-15'), needs: 'both-down' },
  ],
  baseYear: 2020,
}

/** Which phases a day falls into: none, one, or several (on 3/26 two). */
export function phasesOn({ phases }: Pick<Campaign, 'phases'>, on: LocalDate): readonly Phase[] {
  return phases.filter(({ from, to }) => from <= on && on <= to)
}

export function isRunning({ from, to }: DayRange, on: LocalDate): boolean {
  return from <= on && on <= to
}

/** The same campaign with every date so many days later: the template for another year, or a demonstration that is alive today. */
export function movedBy<C extends CampaignContent>(campaign: C, days: number): C {
  const later = (range: DayRange) => ({ from: addDays(range.from, days), to: addDays(range.to, days) })
  const dates = later(campaign)
  return {
    ...campaign,
    ...dates,
    phases: campaign.phases.map((phase) => ({ ...phase, ...later(phase) })),
    planDue: addDays(campaign.planDue, days),
    reports: { ...campaign.reports, ...later(campaign.reports) },
    evaluation: { ...campaign.evaluation, ...later(campaign.evaluation) },
    milestones: campaign.milestones.map((one) => ({ ...one, by: addDays(one.by, days) })),
    baseYear: campaign.baseYear + Number(dates.from.slice(0, 4)) - Number(campaign.from.slice(0, 4)),
  }
}

/** A slip in a year would have reports drafted for a lifetime. */
export const LONGEST_CAMPAIGN_DAYS = 731

export type CampaignFault =
  | { readonly kind: 'backwards'; readonly field: string }
  /** A phase, the reports, the evaluation, the plan's day or a milestone lie beyond the campaign. */
  | { readonly kind: 'outside'; readonly field: string }
  | { readonly kind: 'twice'; readonly field: string }
  | { readonly kind: 'no-report-day'; readonly field: string }
  | { readonly kind: 'too-long'; readonly field: string }
  /** An item of the sheet whose full and no points are the same figure. */
  | { readonly kind: 'flat'; readonly field: string }

/** What speaks against a campaign's dates and lists. */
export function campaignFault(campaign: CampaignContent): CampaignFault | undefined {
  const ranges: readonly (readonly [string, DayRange])[] = [
    ...campaign.phases.map((phase, index) => [`phases.${index}`, phase] as const),
    ['reports', campaign.reports],
    ['evaluation', campaign.evaluation],
  ]
  if (daysBetween(campaign.from, campaign.to) < 0) return { kind: 'backwards', field: 'to' }
  if (daysBetween(campaign.from, campaign.to) >= LONGEST_CAMPAIGN_DAYS) return { kind: 'too-long', field: 'to' }
  for (const [field, range] of ranges) {
    if (range.to < range.from) return { kind: 'backwards', field: `${field}.to` }
    if (range.from < campaign.from || campaign.to < range.to) return { kind: 'outside', field }
  }
  for (const field of ['phases', 'targets', 'criteria', 'milestones'] as const) {
    const ids = campaign[field].map(({ id }) => id)
    if (new Set(ids).size < ids.length) return { kind: 'twice', field }
  }
  const days: readonly (readonly [string, LocalDate])[] = [
    ['planDue', campaign.planDue],
    ...campaign.milestones.map(({ by }, index) => [`milestones.${index}`, by] as const),
  ]
  for (const [field, on] of days) if (on < campaign.from || campaign.to < on) return { kind: 'outside', field }
  const flat = campaign.evaluation.items.findIndex(({ full, none }) => full === none)
  if (flat >= 0) return { kind: 'flat', field: `evaluation.items.${flat}` }
  const items = campaign.evaluation.items.map(({ id }) => id)
  if (new Set(items).size < items.length) return { kind: 'twice', field: 'evaluation.items' }
  return campaign.reports.days.length === 0 ? { kind: 'no-report-day', field: 'reports.days' } : undefined
}
