import type { RecordAnswer } from '#contract/record-query'
import { type ActivityDetail, specificGroups } from '#domain/activity-detail'
import type { StreetSettings } from '#domain/street-settings'
import type { Milliseconds } from '#domain/time'
import { contentWord, groupWord } from '#words/activity'
import { clockTime, exactTime, moment } from '#words/format'
import { audienceWord, channelWord, leafletWord } from '#words/labels'
import { tagWord } from '#words/tag'

export interface Fact {
  readonly name: string
  readonly value: string
}

/** What is known of a record besides a visit's versions; what was left empty is not listed. */
export function factsOf(answer: RecordAnswer, settings: StreetSettings, now: Milliseconds): readonly Fact[] {
  const { record } = answer
  return [
    { name: '发生', value: moment(record.at, now) },
    { name: '到云端', value: `${moment(record.receivedAt, now)}（${delayWords(record.receivedAt - record.at)}）` },
    { name: '是谁', value: record.staffName },
    ...particulars(answer),
    ...(answer.with.length > 0 ? [{ name: '同去', value: answer.with.map(({ name }) => name).join('、') }] : []),
    ...(answer.audienceCount === null ? [] : [{ name: '到场', value: `${answer.audienceCount} 人` }]),
    ...(answer.detail === null ? [] : detailFacts(answer.detail, settings)),
    ...(answer.note === null ? [] : [{ name: '备注', value: answer.note }]),
    { name: '位置', value: answer.hasLocation ? '保存时留有一次定位' : '未留定位（可不留）' },
    { name: '编号', value: `本社区第 ${answer.seq} 号` },
  ]
}

function particulars({ record, audience, reason }: RecordAnswer): readonly Fact[] {
  switch (record.kind) {
    case 'visit':
      return [{ name: '地点', value: record.place }]
    case 'hand-out':
      return [
        { name: '地点', value: record.place },
        { name: '资料', value: `${leafletWord[record.leaflet]} ${record.quantity} 份` },
        ...(audience === null ? [] : [{ name: '发给', value: audienceWord[audience] }]),
        ...(reason === null ? [] : [{ name: '超库存说明', value: reason }]),
      ]
    case 'activity':
      return [
        { name: '地点', value: record.place },
        { name: '方式', value: channelWord[record.channel] },
        {
          name: '起止',
          value: `${clockTime(record.from)}–${clockTime(record.to)}，${exactTime(record.to - record.from)}`,
        },
      ]
    default:
      return record satisfies never
  }
}

/** What belongs to the channel: six groups are six lines. */
export function detailFacts(detail: ActivityDetail, settings: StreetSettings): readonly Fact[] {
  return [
    ...(detail.title === undefined ? [] : [{ name: '名称', value: detail.title }]),
    ...(detail.sessions === undefined ? [] : [{ name: '场次', value: `${detail.sessions} 场` }]),
    ...(detail.content === undefined ? [] : [{ name: '内容', value: contentWord[detail.content] }]),
    ...(detail.reach === undefined ? [] : [{ name: '看到', value: `${detail.reach} 人` }]),
    ...specificGroups.flatMap((group) => {
      const count = detail.groups?.[group]
      return count === undefined ? [] : [{ name: groupWord[group], value: `${count} 人` }]
    }),
    ...(detail.tags === undefined
      ? []
      : [{ name: '行动标签', value: detail.tags.map((id) => tagWord(settings, id)).join('、') }]),
  ]
}

/** How long it took to arrive. */
export function delayWords(delay: Milliseconds): string {
  const minutes = Math.floor(Math.max(0, delay) / 60_000)
  if (minutes < 1) return '当即送达'
  if (minutes < 60) return `${minutes} 分钟后`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} 小时后` : `${hours} 小时 ${minutes % 60} 分后`
  return `${Math.floor(hours / 24)} 天 ${hours % 24} 小时后`
}
