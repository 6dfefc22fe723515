import type { Milliseconds } from '../time'
import { minuteText } from './dates'

/** Who took a file out and when; on every page of it, so that a copy that turns up somewhere says where it came from. */
export interface Watermark {
  readonly unit: string
  readonly name: string
  /** 工号 */
  readonly number: string
  readonly at: Milliseconds
}

/** `青枫苑社区 陆书记（QFY001）2021-03-29 10:00 导出` */
export function watermarkText({ unit, name, number, at }: Watermark): string {
  return `${unit} ${name}（${number}）${minuteText(at)} 导出`
}
