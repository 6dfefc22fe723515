import type { ActivityChannel } from '#domain/activity'
import type { OnlineContent, SpecificGroup } from '#domain/activity-detail'

/** Activities as a community's secretary writes them down. */
export interface ActivityKind {
  readonly channel: ActivityChannel
  /** Of the compound, or the unit where there is none. */
  readonly place: string
  readonly minutes: readonly [number, number]
  readonly startHour: number
  /** Who came, or whom a post was put before; nobody is counted where both are 0. */
  readonly people: readonly [number, number]
  /** What part of the people each group was. */
  readonly groups?: Readonly<Partial<Record<SpecificGroup, number>>>
  readonly title?: string
  readonly sessions?: number
  readonly content?: OnlineContent
  readonly tags?: readonly string[]
  readonly note: string
}

export const attended: readonly ActivityKind[] = [
  {
    channel: 'street-stall',
    place: '南门广场',
    minutes: [30, 50],
    startHour: 9.5,
    people: [40, 120],
    groups: { 'online-shoppers': 0.3, 'window-visitors': 0.1 },
    tags: ['target-community'],
    note: '反诈咨询台，现场装App',
  },
  {
    channel: 'lecture',
    place: '社区议事厅',
    minutes: [30, 45],
    startHour: 14,
    people: [25, 60],
    groups: { officials: 0.2, applicants: 0.3 },
    tags: ['target-office'],
    note: '民警讲冒充公检法案例',
  },
  {
    channel: 'enterprise-visit',
    place: '园区企业食堂',
    minutes: [25, 40],
    startHour: 11.5,
    people: [60, 200],
    groups: { employees: 1 },
    tags: ['target-company'],
    note: '午休宣讲，发放手册',
  },
  {
    channel: 'school-visit',
    place: '幼儿园北门',
    minutes: [20, 35],
    startHour: 16,
    people: [80, 150],
    groups: { kindergarten: 0.6 },
    note: '放学时段面向家长',
  },
  {
    channel: 'meeting',
    place: '居民代表会议',
    minutes: [20, 30],
    startHour: 15,
    people: [20, 45],
    note: '通报本月警情',
  },
  {
    channel: 'performance',
    place: '文化广场',
    minutes: [40, 60],
    startHour: 19,
    people: [100, 260],
    title: '评弹小品《陌生来电》',
    sessions: 1,
    tags: ['cluster-1'],
    note: '演出后答题送贴纸',
  },
]

export const broadcasts: readonly ActivityKind[] = [
  {
    channel: 'loudspeaker',
    place: '小喇叭巡播',
    minutes: [20, 40],
    startHour: 17.5,
    people: [0, 0],
    note: '方言版反诈录音',
  },
  {
    channel: 'screen',
    place: '南门电子屏',
    minutes: [60, 120],
    startHour: 18,
    people: [0, 0],
    note: '滚动播放96110提示',
  },
  {
    channel: 'wechat-group',
    place: '居民微信群',
    minutes: [1, 3],
    startHour: 12,
    people: [200, 480],
    content: 'case',
    note: '转发当日预警案例',
  },
]

/** Rarer ones, of which a month holds at least one. */
export const rare: readonly ActivityKind[] = [
  {
    channel: 'brand',
    place: '党群服务中心',
    minutes: [40, 50],
    startHour: 18.5,
    people: [30, 60],
    groups: { 'online-shoppers': 0.4 },
    title: '反诈夜话',
    sessions: 1,
    tags: ['platform-1'],
    note: '每周一晚，居民轮流讲亲历',
  },
  {
    channel: 'official-account',
    place: '社区公众号',
    minutes: [1, 2],
    startHour: 10,
    people: [300, 900],
    content: 'knowledge',
    note: '图文：反诈三问',
  },
  {
    channel: 'sms',
    place: '全体住户短信',
    minutes: [1, 1],
    startHour: 9,
    people: [800, 1500],
    content: 'app',
    note: '请接听96110',
  },
  {
    channel: 'video',
    place: '社区视频号',
    minutes: [1, 2],
    startHour: 20,
    people: [200, 700],
    content: 'warning',
    note: '方言短片：安全账户是骗局',
  },
]
