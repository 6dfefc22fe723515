import type { StoreBalance } from '#domain/leaflet'

/** `领入 500 · 发给人员 420 · 退回 20` */
export function storeWord({ received, issued, returned }: StoreBalance): string {
  return [`领入 ${received}`, `发给人员 ${issued}`, ...(returned > 0 ? [`退回 ${returned}`] : [])].join(' · ')
}
