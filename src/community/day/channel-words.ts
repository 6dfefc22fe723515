import type { ChannelFigures } from '#contract/channel'
import { isBroadcast } from '#domain/activity'
import { addGroups, type GroupCounts, specificGroups } from '#domain/activity-detail'
import { groupWord } from '#words/activity'
import { channelWord } from '#words/labels'

/** `2 场 · 到场 80 人`, beside a channel's bar; `另计` where it never counts into the 60. */
export function channelNote(figures: ChannelFigures): string {
  return [
    isBroadcast(figures.channel) ? '另计' : '',
    amountOf(figures),
    figures.audience > 0 ? `到场 ${figures.audience} 人` : '',
    figures.reach > 0 ? `看到 ${figures.reach} 人` : '',
  ]
    .filter((word) => word !== '')
    .join(' · ')
}

function amountOf({ channel, count, leaflets, adults }: ChannelFigures): string {
  if (count === 0) return ''
  if (channel === 'door') return `${count} 户次${adults > 0 ? ` · 见到 ${adults} 人` : ''}`
  return channel === 'leaflet' ? `${leaflets} 份` : `${count} 场`
}

/** `新登记：横幅 1 处、标语 2 处`; null when nothing was put up on this day. */
export function postedWords(channels: readonly ChannelFigures[]): string | null {
  const posted = channels.filter((figures) => figures.posted > 0)
  if (posted.length === 0) return null
  return `新登记：${posted.map((figures) => `${channelWord[figures.channel]} ${figures.posted} 处`).join('、')}`
}

/** The six groups over all channels, each a line of its own; empty when none was reached. */
export function groupLines(
  channels: readonly ChannelFigures[],
): readonly { readonly word: string; readonly count: number }[] {
  const sum = channels.reduce<GroupCounts>((groups, figures) => addGroups(groups, figures.groups), {})
  return Object.keys(sum).length === 0
    ? []
    : specificGroups.map((group) => ({ word: groupWord[group], count: sum[group] ?? 0 }))
}
