import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ReviewAnswer } from '#contract/review'
import { dayOf } from '#domain/time'
import { clockTime, shortDate } from '#words/format'
import { daysBeforeWord, isNear, touchReachWord, touchWord } from '#words/review'
import { Line } from './line'
import { Press } from './press'
import { Section } from './section'
import './review-view.css'

export type ReviewTouch = ReviewAnswer['touches'][number]

interface ReviewTouchesProps {
  readonly review: Pick<ReviewAnswer, 'touches' | 'left' | 'place'>
  /** Opens the record that it is. */
  readonly onOpen: (touch: ReviewTouch) => void
}

/** What came to the person or the door before the crime, newest first, and for how long nothing did; the system lists it by itself. */
export function NearTouches({ review: { touches, place }, onOpen }: ReviewTouchesProps) {
  const near = touches.filter(isNear)
  return (
    <Section large title={`本人和本户 ${near.length} 条`}>
      {near.map((touch, index) => (
        <View key={touch.kind + touch.record + touch.at}>
          <Without days={touch.days - (near[index - 1]?.days ?? 0)} first={index === 0} />
          <TouchLine touch={touch} id={`touch-${index + 1}`} onOpen={onOpen} />
        </View>
      ))}
      {near.length === 0 && (
        <View className="rvw-none">
          {place.kind === 'door'
            ? '没有走访、没有劝阻、没有预警。'
            : '案件没有记到户，查不出谁去过；请民警更正案件，补上门牌。'}
        </View>
      )}
    </Section>
  )
}

/** So many of what was near the door rather than at it; the others are asked for. */
const SHOWN = 10

/** What reached the building, the compound or the whole unit before the crime, newest first. */
export function FarTouches({ review: { touches, left }, onOpen }: ReviewTouchesProps) {
  const [all, setAll] = useState(false)
  const far = touches.filter((touch) => !isNear(touch))
  const shown = all ? far : far.slice(0, SHOWN)
  return (
    <Section large title={`周边 ${far.length + left} 条`}>
      {shown.map((touch) => (
        <TouchLine key={touch.kind + touch.record + touch.at} touch={touch} onOpen={onOpen} />
      ))}
      {far.length === 0 && <View className="rvw-none">案发前楼栋、小区和本单位都没有宣传记录。</View>}
      {shown.length < far.length && (
        <Press id="more-touches" className="button second rvw-send" onPress={() => setAll(true)}>
          再看 {far.length - shown.length} 条
        </Press>
      )}
      {left > 0 && <View className="rvw-none">另有 {left} 条更早的，没有列出。</View>}
    </Section>
  )
}

/** Days on which nothing came to the door: before the crime, or between two of the lines. */
function Without({ days, first }: { readonly days: number; readonly first: boolean }) {
  if (days < 2) return null
  return <View className="rvw-without">{first ? `此后到案发 ${days} 天没有` : `中间 ${days} 天没有`}</View>
}

interface TouchLineProps {
  readonly touch: ReviewTouch
  readonly id?: string
  readonly onOpen: (touch: ReviewTouch) => void
}

function TouchLine({ touch, id, onOpen }: TouchLineProps) {
  const { at, reach, by, place, leaflets, days } = touch
  const told = [clockTime(at), touchReachWord[reach], place, by, leaflets > 0 ? `资料 ${leaflets} 份` : null]
  return (
    <Line
      {...(id === undefined ? {} : { id })}
      lead={shortDate(dayOf(at))}
      title={touchWord(touch)}
      detail={told.filter((word) => word !== null).join(' · ')}
      end={<View className="rvw-days">{daysBeforeWord(days)}</View>}
      onPress={() => onOpen(touch)}
    />
  )
}
