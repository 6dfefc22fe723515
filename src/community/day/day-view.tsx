import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered } from '#components/answered'
import { CalendarGrid, CalendarLegend } from '#components/calendar-grid'
import { MinutesLines } from '#components/minutes-lines'
import { Press } from '#components/press'
import { Ring } from '#components/ring'
import { Section } from '#components/section'
import { SevenDays } from '#components/seven-days'
import { More, WayOn } from '#components/ways-and-marks'
import type { CasesAnswer } from '#contract/case-query'
import type { CalendarAnswer, CoverageAnswer, DayAnswer } from '#contract/query'
import type { ReviewsAnswer } from '#contract/review'
import type { LocalDate, Milliseconds } from '#domain/time'
import type { QueryState } from '#stores/query-store'
import { exactTime } from '#words/format'
import { useWide } from '../../components/use-wide'
import {
  goActivity,
  goCalendar,
  goCase,
  goCoverage,
  goCreation,
  goDuties,
  goFindings,
  goImport,
  goPlan,
  goRates,
  goRecord,
  goRecords,
  goReports,
  goStaff,
} from '../go'
import { hundredDays, sevenDays } from '../hundred-days'
import { ChannelBars, GroupLines, PersonBars } from './day-bars'
import { DayCases } from './day-cases'
import { NearestBuildings } from './nearest-buildings'
import { ReviewsWay } from './reviews-way'
import { StandingWay } from './standing-way'
import { countWords, gapAdvice, gapWords, headline, lateWords, nameOf, overlapTime, waitingWords } from './words'

interface DayViewProps {
  readonly day: DayAnswer
  readonly calendar: CalendarAnswer | null
  readonly coverage: QueryState<CoverageAnswer>
  /** Null while it is not known: the day doesn't wait for it. */
  readonly cases: CasesAnswer | null
  readonly reviews: ReviewsAnswer | null
  readonly today: LocalDate
  readonly now: Milliseconds
  readonly onDay: (day: LocalDate) => void
}

export function DayView({ day, calendar, coverage, cases, reviews, today, now, onDay }: DayViewProps) {
  const wide = useWide()
  const [explained, setExplained] = useState(false)
  const hundred = calendar === null ? [] : hundredDays(calendar, today)
  return (
    <View className="day-columns">
      <View className="day-left">
        <Hero day={day} today={today} now={now} />
        {day.status !== 'met' && coverage.answer !== null && <Gap day={day} coverage={coverage.answer} />}
        <Press
          id="explain"
          className="button day-explain"
          expanded={explained}
          onPress={() => setExplained(!explained)}
        >
          {explained ? '收起' : `看这 ${day.activityMinutes} 分钟怎么来的`}
        </Press>
        {explained && <MinutesLines answer={day} nameOf={nameOf(day)} onRecord={goRecord} onCase={goCase} />}
        {calendar !== null && (
          <Section large title="七天" aside={<More word="百日" onPress={goCalendar} />}>
            <SevenDays days={sevenDays(calendar, day.day)} target={day.targetMinutes} chosen={day.day} onPick={onDay} />
          </Section>
        )}
        {wide && hundred.length > 0 && (
          <Section large title="百日">
            <CalendarGrid layout="halves" days={hundred} chosen={day.day} onPick={onDay} />
            <View className="day-legend">
              <CalendarLegend days={hundred} />
            </View>
          </Section>
        )}
      </View>
      <View className="day-right">
        {wide && (
          <Section large title="楼栋覆盖" aside={<More word="全部楼栋" onPress={goCoverage} />}>
            <Answered query={coverage}>{(answer) => <NearestBuildings coverage={answer} />}</Answered>
          </Section>
        )}
        <PersonBars day={day} />
        <ChannelBars day={day} />
        <GroupLines day={day} />
        {cases !== null && <DayCases cases={cases} now={now} />}
        <Section large title="更多">
          <WayOn word="走访与活动记录" hint="每一条都能打开原始记录" onPress={() => goRecords({ day: day.day })} />
          <WayOn word="记一场活动" hint="宣讲、演出、线上推送；横幅标语也在这里登记" onPress={goActivity} />
          <StandingWay today={today} />
          <WayOn word="宣传计划" hint="计划与实际，一张日历" onPress={goPlan} />
          <WayOn word="单位职责" hint="责任区域、职责、措施和专人" onPress={goDuties} />
          <WayOn word="压降率" hint="发案、损失与基期同月比" onPress={goRates} />
          <WayOn word="无诈创建" hint="离条件还差什么，数字从哪来" onPress={goCreation} />
          <WayOn word="半月报" hint="已自动拟好，核对后签发" onPress={goReports} />
          <WayOn word="督查整改" hint="督导组的发现和疑点，在这里答复" onPress={goFindings} />
          <ReviewsWay reviews={reviews} />
          <WayOn word="人员与资料" hint="分工、手中资料、手机未送达" onPress={goStaff} />
          <WayOn word="导入台账" hint="房屋台账、人员名册，先试后导" onPress={goImport} />
        </Section>
      </View>
    </View>
  )
}

function Hero({ day, today, now }: { readonly day: DayAnswer; readonly today: LocalDate; readonly now: Milliseconds }) {
  const late = lateWords(day)
  const overlap = overlapTime(day)
  return (
    <View className="day-hero">
      <Ring minutes={day.activityMinutes} target={day.targetMinutes} size={140} />
      <View className="day-hero-words">
        <View id="headline" className={`day-headline day-${day.status}`} role="heading" aria-level={2}>
          {day.status === 'met' ? '✓ ' : day.status === 'not-met' ? '✕ ' : ''}
          {headline(day, today)
            .split('，')
            .map((part, index, parts) => (
              <View key={part} className="day-headline-part">
                {part}
                {index < parts.length - 1 && '，'}
              </View>
            ))}
        </View>
        <View className="day-small">人员分钟 {day.personMinutes}</View>
        <View className="day-small">播放类另计 {day.broadcastMinutes}</View>
        {late !== null && (
          <View id="late" className="day-late">
            {late}
          </View>
        )}
      </View>
      <View className="day-counts">
        {countWords(day)}
        {overlap > 0 && ` · 已合并重叠 ${exactTime(overlap)}`}
      </View>
      {day.waiting.length > 0 && (
        <View className="day-waiting" role="list" aria-label="尚未送达">
          {waitingWords(day, now).map((words) => (
            <View key={words} className="day-waiting-line" role="listitem">
              <View className="day-dot" aria-hidden />
              {words}
            </View>
          ))}
        </View>
      )}
    </View>
  )
}

/** What would close it. */
function Gap({ day, coverage }: { readonly day: DayAnswer; readonly coverage: CoverageAnswer }) {
  const advice = gapAdvice(day, coverage)
  if (advice === null) return null
  return (
    <Press className="day-gap" role="link" onPress={goCoverage}>
      <View className="day-gap-title">怎样补上</View>
      <View className="day-gap-words">{gapWords(advice)}</View>
    </Press>
  )
}
