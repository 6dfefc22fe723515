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
