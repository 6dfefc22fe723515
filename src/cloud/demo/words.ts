import type { ActivityChannel } from '#domain/activity'
import type { Audience, LeafletKind } from '#domain/leaflet'

/** What people write in a line. None of it says who lives behind the door. */
export const visitNotes = [
  '已下载国家反诈中心App',
  '老人独居，提醒勿接陌生来电',
  '家中有学生，讲了游戏交易骗局',
  '近期接到过冒充客服电话，未受骗',
  '已加社区反诈提醒群',
  '租户刚搬来，补发一封信',
  '做网店，重点讲刷单',
  '要求晚上七点后再来',
] as const

export const amendReasons = [
  '点错了，当时有人在家',
  '漏记了成年人数',
  '补记宣讲内容',
  '住户随后开门，改为见面',
] as const

export interface ActivityKind {
  readonly channel: ActivityChannel
  /** Of the compound, or the unit where there is none. */
  readonly place: string
  readonly minutes: readonly [number, number]
  readonly startHour: number
  readonly audience: readonly [number, number]
  readonly note: string
}

export const attended: readonly ActivityKind[] = [
  {
    channel: 'street-stall',
    place: '南门广场',
    minutes: [30, 50],
    startHour: 9.5,
    audience: [40, 120],
    note: '反诈咨询台，现场装App',
  },
  {
    channel: 'lecture',
    place: '社区议事厅',
    minutes: [30, 45],
    startHour: 14,
    audience: [25, 60],
    note: '民警讲冒充公检法案例',
  },
  {
    channel: 'enterprise-visit',
    place: '园区企业食堂',
    minutes: [25, 40],
    startHour: 11.5,
    audience: [60, 200],
    note: '午休宣讲，发放手册',
  },
  {
    channel: 'school-visit',
    place: '小学北门',
    minutes: [20, 35],
    startHour: 16,
    audience: [80, 150],
    note: '放学时段面向家长',
  },
  {
    channel: 'meeting',
    place: '居民代表会议',
    minutes: [20, 30],
    startHour: 15,
    audience: [20, 45],
    note: '通报本月警情',
  },
  {
    channel: 'performance',
    place: '文化广场',
    minutes: [40, 60],
    startHour: 19,
    audience: [100, 260],
    note: '评弹小品《陌生来电》',
  },
]

export const broadcasts: readonly ActivityKind[] = [
  {
    channel: 'loudspeaker',
    place: '小喇叭巡播',
    minutes: [20, 40],
    startHour: 17.5,
    audience: [0, 0],
    note: '方言版反诈录音',
  },
  {
    channel: 'screen',
    place: '南门电子屏',
    minutes: [60, 120],
    startHour: 18,
    audience: [0, 0],
    note: '滚动播放96110提示',
  },
  {
    channel: 'wechat-group',
    place: '居民微信群',
    minutes: [1, 3],
    startHour: 12,
    audience: [200, 480],
    note: '转发当日预警案例',
  },
]

export interface HandOutKind {
  readonly place: string
  readonly audience: Audience
  readonly kind: LeafletKind
  readonly quantity: readonly [number, number]
}

export const handOuts: readonly HandOutKind[] = [
  { place: '南门岗亭', audience: 'residents', kind: 'flyer', quantity: [15, 35] },
  { place: '便利店门口', audience: 'shopkeepers', kind: 'flyer', quantity: [10, 25] },
  { place: '快递驿站', audience: 'residents', kind: 'letter', quantity: [8, 16] },
  { place: '公交站台', audience: 'visitors', kind: 'flyer', quantity: [15, 30] },
  { place: '集宿区门卫室', audience: 'tenants', kind: 'letter', quantity: [8, 16] },
]

/** Flyers and letters last for the month in whatever order the records arrive; stickers run out once, and say why. */
export const issued: Readonly<Record<LeafletKind, number>> = { flyer: 1500, letter: 400, handbook: 60, sticker: 20 }
