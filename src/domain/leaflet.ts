/** 宣传单 · 致居民一封信 · 防骗手册 · 贴纸 */
export const leafletKinds = ['flyer', 'letter', 'handbook', 'sticker'] as const
export type LeafletKind = (typeof leafletKinds)[number]

/** A door visit hands out this kind unless said otherwise. */
export const DOOR_LEAFLET: LeafletKind = 'flyer'

/** Whom a distribution at a place reached: 居民 · 商户 · 企业职工 · 集宿人员 · 学生家长 · 窗口群众 */
export const audiences = ['residents', 'shopkeepers', 'employees', 'tenants', 'parents', 'visitors'] as const
export type Audience = (typeof audiences)[number]

/** One worker's pieces of one kind. */
export interface StockBalance {
  readonly issued: number
  readonly handedOut: number
  readonly returned: number
}

export const noStock: StockBalance = { issued: 0, handedOut: 0, returned: 0 }

/** Negative when more was handed out than the worker ever got: allowed with a reason, and flagged (F05). */
export function inHand(stock: StockBalance): number {
  return stock.issued - stock.handedOut - stock.returned
}

export type HandOutVerdict = 'within-stock' | 'reason-needed' | 'over-stock'

export function judgeHandOut(stock: StockBalance, quantity: number, reason: string | undefined): HandOutVerdict {
  if (quantity <= inHand(stock)) return 'within-stock'
  return reason === undefined || reason.trim() === '' ? 'reason-needed' : 'over-stock'
}

/** The unit's own store of one kind: what came in from the street, and what went out to its people and back. */
export interface StoreBalance {
  readonly received: number
  readonly issued: number
  readonly returned: number
}

/** Negative when more was issued than was ever entered as received: a delivery was forgotten. */
export function inStore({ received, issued, returned }: StoreBalance): number {
  return received - issued + returned
}

/** Pieces below which a unit is reminded to ask for more, until it says otherwise. */
export const LOW_AT = 100

/** Of a kind that the unit has never received nothing can be low; at 0 it never wants to hear. */
export function isLow(store: StoreBalance, lowAt: number): boolean {
  return lowAt > 0 && store.received > 0 && inStore(store) < lowAt
}
