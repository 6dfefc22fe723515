import { View } from '@tarojs/components'
import { BarRow } from '#components/bar-row'
import { Section } from '#components/section'
import type { DayAnswer } from '#contract/query'
import { type Channel, isBroadcast } from '#domain/activity'
import { exactTime } from '#words/format'
import { channelWord, roleWord } from '#words/labels'
import { channelNote, groupLines, postedWords } from './channel-words'
import { nameOf } from './words'

/** By name as in the roster: nobody is ranked by minutes. */
export function PersonBars({ day }: { readonly day: DayAnswer }) {
  const name = nameOf(day)
  const most = Math.max(1, ...day.byPerson.map(({ time }) => time))
  const roles = new Map(day.people.map(({ id, role }) => [id, role]))
  return (
    <Section large title="按人">
      {day.byPerson.length === 0 && <View className="day-small">这一天还没有人记录。</View>}
      <View role="list" aria-label="各人分钟">
        {day.byPerson.map(({ staffId, time }) => {
          const role = roles.get(staffId)
          return (
            <BarRow
              key={staffId}
              label={name(staffId)}
              {...(role === undefined ? {} : { note: roleWord[role] })}
              value={exactTime(time)}
              part={time / most}
              tone="action"
            />
          )
        })}
      </View>
    </Section>
  )
}

export function ChannelBars({ day }: { readonly day: DayAnswer }) {
  const attended = day.byChannel.filter(({ channel }) => !isBroadcast(channel))
  const played = day.byChannel.filter(({ channel }) => isBroadcast(channel))
  // Hours of a loudspeaker would flatten everything that people did, so the scale is theirs.
  const posted = postedWords(day.channels)
  const most = Math.max(1, ...attended.map(({ time }) => time))
  return (
    <Section large title="按方式">
      {day.byChannel.length === 0 && <View className="day-small">这一天还没有记录。</View>}
      <View role="list" aria-label="各方式分钟">
        {[...attended, ...played].map(({ channel, time }) => (
          <BarRow
            key={channel}
            label={channelWord[channel]}
            note={noteOf(day, channel)}
            value={exactTime(time)}
            part={time / most}
            tone={isBroadcast(channel) ? 'quiet' : 'done'}
          />
        ))}
      </View>
      {posted !== null && <View className="day-small">{posted}</View>}
    </Section>
  )
}

function noteOf({ channels }: DayAnswer, channel: Channel): string {
  const figures = channels.find((one) => one.channel === channel)
  return figures === undefined ? (isBroadcast(channel) ? '另计' : '') : channelNote(figures)
}

/** The six groups that are to be reached one by one (S22). */
export function GroupLines({ day }: { readonly day: DayAnswer }) {
  const lines = groupLines(day.channels)
  if (lines.length === 0) return null
  const most = Math.max(...lines.map(({ count }) => count))
  return (
    <Section large title="特定人群">
      <View role="list" aria-label="特定人群人数">
        {lines.map(({ word, count }) => (
          <BarRow key={word} label={word} value={`${count} 人`} part={count / most} tone="action" />
        ))}
      </View>
    </Section>
  )
}
