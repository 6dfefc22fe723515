import { View } from '@tarojs/components'
import { Empty } from '#components/empty'
import { Line } from '#components/line'
import { Ring } from '#components/ring'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { isBroadcast } from '#domain/activity'
import type { MinutesLine } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import { dayOf, MINUTE } from '#domain/time'
import { useMinutes } from '#stores/field-store'
import { clockTime, dateWithWeekday, exactTime, moment } from '#words/format'
import { channelWord } from '#words/labels'
import { useNow } from '../../components/use-now'
import './index.css'

/** Why this many: what was counted, bridged and left out. The lines add up to the total exactly (N02). */
export default function Minutes() {
  const now = useNow()
  const today = dayOf(now)
  const minutes = useMinutes(today)
  if (minutes === null) return <Screen title="今日分钟" back />
  const { own } = minutes
  const others = minutes.activityMinutes - own.activityMinutes
  return (
    <Screen title="分钟怎么来的" sub={dateWithWeekday(today)} back>
      <View className="minutes-head">
        <Ring minutes={minutes.activityMinutes} target={minutes.targetMinutes} />
        <View className="minutes-sums">
          <View>{`本机 ${own.activityMinutes} 分钟`}</View>
          <View>{`社区其他人另加 ${Math.max(0, others)} 分钟`}</View>
          <View className="minutes-note">
            {minutes.asOf === null
              ? '社区的数字还没有收到'
              : `社区数字截至 ${moment(minutes.asOf, now)}，同一时间只算一次`}
          </View>
        </View>
      </View>
      <Section title="本机计入的">
        {own.lines.length === 0 && (
          <Empty title="今天还没有记录">敲门、发放资料、现场活动都会自动算进来，不用打卡。</Empty>
        )}
        {own.lines.map((line) => (
          <Line
            key={`${line.from}-${line.to}`}
            lead={`${clockTime(line.from)}–${clockTime(line.to)}`}
            title={titleOf(line)}
            detail={whyOf(line)}
            end={<View className="minutes-adds">{exactTime(line.adds)}</View>}
          />
        ))}
        {own.lines.length > 0 && (
          <View className="minutes-total">
            <View>合计（去尾取整 {own.activityMinutes} 分钟）</View>
            <View>{exactTime(own.activityTime)}</View>
          </View>
        )}
      </Section>
      {own.broadcasts.length > 0 && (
        <Section title="播放与推送：另计，不算进 60 分钟">
          {own.broadcasts.map(({ activity, from, to }) => (
            <Line
              key={activity.id}
              lead={`${clockTime(from)}–${clockTime(to)}`}
              title={channelWord[activity.channel]}
              end={<View className="minutes-adds">{exactTime(to - from)}</View>}
            />
          ))}
        </Section>
      )}
      <View className="minutes-rules">
        {`规则第 ${own.policyVersion} 版：两次记录相隔不超过 ${currentPolicy.bridge / MINUTE} 分钟，中间的时间也算；一户最少算 ${currentPolicy.shortestStop / MINUTE} 分钟，最多算 ${currentPolicy.longestStop / MINUTE} 分钟，除非您自己写了用时；重叠的时间只算一次。`}
      </View>
    </Screen>
  )
}

function titleOf({ source }: MinutesLine): string {
  if (source.kind === 'activity') return channelWord[source.activity.channel]
  const doors = source.outing.stops.filter(({ stop }) => stop.channel === 'door').length
  const hands = source.outing.stops.length - doors
  return [doors > 0 ? `走访 ${doors} 户` : null, hands > 0 ? `发放 ${hands} 次` : null]
    .filter((word) => word !== null)
    .join('，')
}

function whyOf({ source, overlap, outsideDay }: MinutesLine): string {
  const why: string[] = []
  if (source.kind === 'outing') {
    const { bridged, stops } = source.outing
    if (bridged > 0) why.push(`含间隔 ${exactTime(bridged)}`)
    const short = stops.filter(({ rule }) => rule === 'at-least').length
    const long = stops.filter(({ rule }) => rule === 'at-most').length
    const stated = stops.filter(({ rule }) => rule === 'stated').length
    if (short > 0) why.push(`${short} 户不足 1 分钟按 1 分钟`)
    if (long > 0) why.push(`${long} 户超过 20 分钟按 20 分钟`)
    if (stated > 0) why.push(`${stated} 户按您写的用时`)
  } else if (!isBroadcast(source.activity.channel)) why.push(`${source.activity.staffIds.length} 人参加`)
  if (overlap > 0) why.push(`与前面重叠 ${exactTime(overlap)} 不重复算`)
  if (outsideDay > 0) why.push(`${exactTime(outsideDay)} 属于相邻的一天`)
  return why.length === 0 ? '按记录时间' : why.join('；')
}
