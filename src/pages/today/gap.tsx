import { View } from '@tarojs/components'
import { dayOf, MINUTE } from '#domain/time'
import { useDoors } from '#stores/field-store'
import { nearestStairwell, paceOf } from '#stores/pace'
import type { BuildingView, MinutesSoFar } from '#sync/engine-api'
import { moment } from '#words/format'

interface GapProps {
  readonly minutes: MinutesSoFar
  readonly next: BuildingView | null
  /** Whether there is any building on this phone: one that is not there was not visited. */
  readonly some: boolean
}

/** The gap in words, and what would close it at the worker's own pace. */
export function Gap({ minutes, next, some }: GapProps) {
  const gap = minutes.targetMinutes - minutes.activityMinutes
  return (
    <>
      <View className="hero-gap">{gap <= 0 ? '今天已达标' : `还差 ${gap} 分钟`}</View>
      {next !== null && <NextStep minutes={minutes} next={next} />}
      {next === null && some && (
        <View className="hero-text">
          {gap <= 0 ? '您负责的楼栋都走访过了。' : '名下楼栋都走访过了，可发放资料或办现场活动。'}
        </View>
      )}
      {minutes.asOf === null && <View className="hero-text">只算了本机的记录，社区其他人的还没有收到。</View>}
      {minutes.asOf !== null && dayOf(minutes.asOf) !== minutes.day && (
        <View className="hero-text">社区数字截至 {moment(minutes.asOf, minutes.asOf)}</View>
      )}
    </>
  )
}

function NextStep({ minutes, next: { row } }: { readonly minutes: MinutesSoFar; readonly next: BuildingView }) {
  const doors = useDoors(row.id)
  const nearest = doors === null ? null : nearestStairwell(doors)
  const left = nearest?.left ?? row.doors - row.visited
  const where = `${row.name}${nearest?.stairwell == null ? '' : `${nearest.stairwell}单元`}`
  const time = Math.max(1, Math.round((left * paceOf(minutes)) / MINUTE))
  return <View className="hero-text">{`${where}还有 ${left} 户未走访，约 ${time} 分钟可走完。`}</View>
}
