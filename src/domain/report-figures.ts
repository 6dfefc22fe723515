import { type ActivityChannel, activityChannels } from './activity'
import { type GroupCounts, type SpecificGroup, specificGroups } from './activity-detail'
import type { Outcome } from './visit'

/** What a unit did in the days of a report, counted from its rollups alone (S11). Whole numbers; minutes rounded down once. */
export interface ReportFigures {
  /** Days by whether they reached 60 minutes; `unknown` while a device may still hold records of them (N03). */
  readonly daysMet: number
  readonly daysNotMet: number
  readonly daysUnknown: number
  readonly minutes: number
  readonly personMinutes: number
  readonly broadcastMinutes: number
  /** Visits that stand, those that met somebody, and the adults they reached. */
  readonly visits: number
  readonly met: number
  readonly adults: number
  readonly handOuts: number
  /** Handed out at places, and handed over at doors. */
  readonly leaflets: number
  readonly doorLeaflets: number
  readonly dissuasions: number
  /** Activities by channel; a channel without any is left out. */
  readonly activities: Readonly<Partial<Record<ActivityChannel, number | undefined>>>
  readonly audience: number
  readonly reach: number
  readonly sessions: number
  /** Banners, slogans, boards and screens that were put up. */
  readonly posted: number
  readonly groups: GroupCounts
  /** Doors of the unit and those that were reached at least once, up to the moment of counting. */
  readonly doors: number
  readonly doorsVisited: number
  /** Records that came late. */
  readonly late: number
}

/** Where the records behind a figure are: their rows add up to it. */
export type FigureSource =
  | { readonly kind: 'visits'; readonly outcome?: Outcome }
  | { readonly kind: 'hand-outs' }
  | { readonly kind: 'activities'; readonly channel?: ActivityChannel }
  | { readonly kind: 'days' }
  | { readonly kind: 'late' }
  | { readonly kind: 'coverage' }
  | { readonly kind: 'meetings' }
  | { readonly kind: 'standing' }

export interface FigureLine {
  /** Stable within a report, e.g. `visits`, `activities.lecture`, `groups.employees`. */
  readonly id: string
  readonly word: string
  readonly value: number
  readonly unit: string
  readonly source: FigureSource
}

const activityWord: Readonly<Record<ActivityChannel, string>> = {
  'street-stall': '现场咨询',
  lecture: '宣讲授课',
  'enterprise-visit': '进企业宣传',
  'school-visit': '进校园宣传',
  meeting: '居民会议宣传',
  performance: '文艺节目',
  brand: '宣传品牌活动',
  loudspeaker: '广播喇叭',
  screen: '电子屏',
  'wechat-group': '微信群发布',
  'official-account': '公众号发布',
  sms: '短信发送',
  video: '短视频发布',
}

const groupWord: Readonly<Record<SpecificGroup, string>> = {
  officials: '机关工作人员',
  applicants: '办事人员',
  kindergarten: '幼儿园师生',
  employees: '企业职工',
  'online-shoppers': '网购群体',
  'window-visitors': '窗口群众',
}

/**
 * The figures one by one, each with its word and its records. A unit without doors is told nothing of doors; the six groups are
 * always all there (S22), the channels only where something happened.
 */
export function figureLines(figures: ReportFigures): readonly FigureLine[] {
  const line = (id: string, word: string, value: number, unit: string, source: FigureSource): FigureLine => ({
    id,
    word,
    value,
    unit,
    source,
  })
  const { doors, activities, groups } = figures
  return [
    line('daysMet', '宣传满 60 分钟', figures.daysMet, '天', { kind: 'days' }),
    line('daysNotMet', '未满 60 分钟', figures.daysNotMet, '天', { kind: 'days' }),
    line('daysUnknown', '尚待送达', figures.daysUnknown, '天', { kind: 'days' }),
    line('minutes', '宣传时长', figures.minutes, '分钟', { kind: 'days' }),
    line('personMinutes', '人员投入', figures.personMinutes, '人分钟', { kind: 'days' }),
    line('broadcastMinutes', '广播和屏幕播放', figures.broadcastMinutes, '分钟', { kind: 'days' }),
    ...(doors === 0 && figures.visits === 0
      ? []
      : [
          line('visits', '入户走访', figures.visits, '户次', { kind: 'visits' } as const),
          line('met', '见面宣传', figures.met, '户次', { kind: 'visits', outcome: 'met' } as const),
          line('adults', '见面宣传人数', figures.adults, '人', { kind: 'visits', outcome: 'met' } as const),
          line('doorLeaflets', '入户发放份数', figures.doorLeaflets, '份', { kind: 'visits' } as const),
          line('doorsVisited', '累计走访', figures.doorsVisited, '户', { kind: 'coverage' } as const),
          line('doors', '辖区总户数', doors, '户', { kind: 'coverage' } as const),
        ]),
    line('handOuts', '现场发放资料', figures.handOuts, '次', { kind: 'hand-outs' }),
    line('leaflets', '现场发放份数', figures.leaflets, '份', { kind: 'hand-outs' }),
    line('dissuasions', '见面劝阻', figures.dissuasions, '次', { kind: 'meetings' }),
    ...activityChannels.flatMap((channel) => {
      const count = activities[channel] ?? 0
      return count === 0
        ? []
        : [line(`activities.${channel}`, activityWord[channel], count, '次', { kind: 'activities', channel })]
    }),
    line('audience', '活动参与', figures.audience, '人次', { kind: 'activities' }),
    line('reach', '线上触达', figures.reach, '人次', { kind: 'activities' }),
    line('sessions', '文艺演出和品牌活动', figures.sessions, '场', { kind: 'activities' }),
    line('posted', '新增标语、横幅、宣传栏、屏幕', figures.posted, '处', { kind: 'standing' }),
    ...specificGroups.map((group) =>
      line(`groups.${group}`, groupWord[group], groups[group] ?? 0, '人次', { kind: 'activities' }),
    ),
    line('late', '补传记录', figures.late, '条', { kind: 'late' }),
  ]
}

/** All activities, whatever their channel. */
export function activityCount({ activities }: Pick<ReportFigures, 'activities'>): number {
  return activityChannels.reduce((sum, channel) => sum + (activities[channel] ?? 0), 0)
}

export interface FigureChange {
  readonly id: string
  readonly word: string
  readonly unit: string
  readonly before: number
  readonly now: number
}

/**
 * What is another figure now than when it was signed: an amendment's lines (N04). Doors are a stock and not of these days: that
 * more of them were visited since is the next report's matter.
 */
export function figureChanges(signed: ReportFigures, now: ReportFigures): readonly FigureChange[] {
  const before = new Map(figureLines(signed).map((line) => [line.id, line]))
  const after = new Map(figureLines(now).map((line) => [line.id, line]))
  return [...new Map([...before, ...after]).values()].flatMap(({ id, word, unit }) => {
    const change = { id, word, unit, before: before.get(id)?.value ?? 0, now: after.get(id)?.value ?? 0 }
    return change.before === change.now || id === 'doors' || id === 'doorsVisited' ? [] : [change]
  })
}

/** Of several units: the street's 汇总. Days are days of units. */
export function addFigures(all: readonly ReportFigures[]): ReportFigures {
  return all.reduce(plus, nothing)
}

const nothing: ReportFigures = {
  daysMet: 0,
  daysNotMet: 0,
  daysUnknown: 0,
  minutes: 0,
  personMinutes: 0,
  broadcastMinutes: 0,
  visits: 0,
  met: 0,
  adults: 0,
  handOuts: 0,
  leaflets: 0,
  doorLeaflets: 0,
  dissuasions: 0,
  activities: {},
  audience: 0,
  reach: 0,
  sessions: 0,
  posted: 0,
  groups: {},
  doors: 0,
  doorsVisited: 0,
  late: 0,
}

function plus(a: ReportFigures, b: ReportFigures): ReportFigures {
  const added = <Key extends string>(
    keys: readonly Key[],
    x: Readonly<Partial<Record<Key, number | undefined>>>,
    y: Readonly<Partial<Record<Key, number | undefined>>>,
  ): Partial<Record<Key, number>> => {
    const sums: Partial<Record<Key, number>> = {}
    for (const key of keys) {
      const sum = (x[key] ?? 0) + (y[key] ?? 0)
      if (sum > 0) sums[key] = sum
    }
    return sums
  }
  const { activities, groups, ...plain } = nothing
  const sums = { ...plain }
  for (const key of Object.keys(plain) as (keyof typeof plain)[]) sums[key] = a[key] + b[key]
  return {
    ...sums,
    activities: added(activityChannels, a.activities, b.activities),
    groups: added(specificGroups, a.groups, b.groups),
  }
}
