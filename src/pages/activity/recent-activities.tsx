import Taro from '@tarojs/taro'
import { Line } from '#components/line'
import { Section } from '#components/section'
import type { Milliseconds } from '#domain/time'
import { useRecords } from '#stores/field-store'
import { ownActivities } from '#stores/own-activities'
import { clockTime, dayWord } from '#words/format'
import { channelWord } from '#words/labels'
import { recordStatusWord } from '#words/sync-status'

/** What this person logged lately, to be put right where it is wrong. */
export function RecentActivities({ now }: { readonly now: Milliseconds }) {
  const recent = ownActivities(useRecords())
  if (recent.length === 0) return null
  return (
    <Section title="最近记的，点开可更正">
      {recent.map(({ id, body, version, status }) => (
        <Line
          key={id}
          id={`recent-${id}`}
          lead={dayWord(body.from, now)}
          title={`${channelWord[body.channel]} · ${body.place}`}
          detail={[
            `${clockTime(body.from)}–${clockTime(body.to)}`,
            ...(version > 1 ? ['已更正'] : []),
            recordStatusWord[status],
          ].join(' · ')}
          onPress={() => Taro.navigateTo({ url: `/pages/activity/index?amend=${id}` })}
        />
      ))}
    </Section>
  )
}
