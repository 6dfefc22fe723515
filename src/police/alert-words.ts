import type { CaseSignal } from '#contract/case-query'
import { MINUTE, type Milliseconds } from '#domain/time'

/** A question to a person, never a verdict; always with how often it was seen out of how many (S37). */
export function signalQuestion({ kind, staff, seen, sample, metres, time }: CaseSignal): string {
  const of = `${seen} / ${sample} 条记录`
  const who = staff === null ? '' : `${staff.name}：`
  switch (kind) {
    case 'photo-twice':
      return `${who}同一张照片出现在 ${of}里，请问一下是否传错`
    case 'impossible-way':
      return `${who}${of}显示 ${span(time)}走了 ${distance(metres)}，请问一下怎么去的`
    case 'same-words':
      return `${who}同样的一句话出现在 ${of}里，请问一下是否复制`
    case 'clock-moved':
      return `${who}${of}写下时手机时间往回调过 ${span(time)}，请问一下原因`
    default:
      return kind satisfies never
  }
}

function span(time: Milliseconds | null): string {
  return time === null ? '很短时间' : `${Math.max(1, Math.round(time / MINUTE))} 分钟`
}

function distance(metres: number | null): string {
  if (metres === null) return '很远'
  return metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`
}
