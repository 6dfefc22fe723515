import { MINUTE, type Milliseconds } from '#domain/time'

/** `10 分钟`, `2 小时`, `24 小时`: a deadline as the rules name it. */
export function allowance(time: Milliseconds): string {
  const minutes = Math.round(time / MINUTE)
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`
}
