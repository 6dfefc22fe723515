import { View } from '@tarojs/components'
import { useState } from 'react'
import type { DayAnswer } from '#contract/query'
import type { OperationId, StaffId } from '#domain/ids'
import { policyOf } from '#domain/minutes-policy'
import { MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { clockTime, exactTime } from '#words/format'
import { channelWord } from '#words/labels'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { Press } from './press'
import './minutes-lines.css'

type Line = DayAnswer['lines'][number]
type Stop = Line['stops'][number]

interface MinutesLinesProps {
  readonly answer: DayAnswer
  readonly nameOf: (id: StaffId) => string
  readonly onRecord: (id: OperationId) => void
  readonly onCase: (id: OperationId) => void
}

/** The answer to «why 47?»: every stretch with what it adds, and their sum, which is the total. */
export function MinutesLines({ answer, nameOf, onRecord, onCase }: MinutesLinesProps) {
  const sum = answer.lines.reduce((total, line) => total + line.adds, 0)
  const minutes = Math.floor(sum / MINUTE)
  return (
    <View className="ml">
      <View role="table" aria-label={`${minutes} 分钟的来历`}>
        <View className="ml-row ml-head" role="row">
          <View role="columnheader">起止</View>
          <View role="columnheader">谁 · 做什么</View>
          <View className="ml-adds" role="columnheader">
            计入
          </View>
        </View>
        {answer.lines.map((line, index) => (
          <LineRow
            key={`${line.from}-${line.staffIds[0] ?? index}`}
            line={line}
            {...{ answer, nameOf, onRecord, onCase }}
          />
        ))}
        {answer.lines.length === 0 && <View className="ml-none">这一天还没有计入的记录。</View>}
        <View className="ml-row ml-sum" role="row">
          <View role="cell">合计</View>
          <View className="ml-note" role="cell">
            只在最后取整一次：{minutes} 分钟
          </View>
          <View id="minutes-sum" className="ml-adds" role="cell">
            {exactTime(sum)}
          </View>
        </View>
      </View>
      <Apart answer={answer} nameOf={nameOf} onRecord={onRecord} />
      <Rules version={answer.policyVersion} />
    </View>
  )
}

function LineRow({ line, answer, nameOf, onRecord, onCase }: MinutesLinesProps & { readonly line: Line }) {
  const [open, setOpen] = useState(false)
  const who = line.staffIds.map(nameOf).join('、')
  const single = line.activityId ?? line.caseId
  const toggle = (): void => {
    if (line.caseId !== null) onCase(line.caseId)
    else if (line.activityId !== null) onRecord(line.activityId)
    else setOpen(!open)
  }
  return (
    <View className="ml-group">
      <View className="ml-row" role="row">
        <View className="ml-time" role="cell">
          {clockTime(line.from)}–{clockTime(line.to)}
        </View>
        <View className="ml-what" role="cell">
          <View className="ml-who">
            {who} · {channelWord[line.channel]}
            {line.place !== null && ` · ${line.place}`}
          </View>
          {reasonsOf(line, answer).map((reason) => (
            <View key={reason} className="ml-note">
              {reason}
            </View>
          ))}
          <Press
            className="ml-open"
            label={
              single === null
                ? `${clockTime(line.from)} 起 ${line.stops.length} 条记录`
                : `打开 ${who} 的${line.caseId === null ? '活动记录' : '劝阻任务'}`
            }
            {...(single === null ? { expanded: open } : {})}
            onPress={toggle}
          >
            {single === null ? `${line.stops.length} 条记录 ${open ? '▴' : '▾'}` : '看这条记录 ›'}
          </Press>
        </View>
        <View className="ml-adds" role="cell">
          +{exactTime(line.adds)}
        </View>
      </View>
      {open && (
        <View role="row">
          <View role="cell">
            {line.stops.map((stop) => (
              <StopRow key={stop.id} stop={stop} version={answer.policyVersion} onRecord={onRecord} />
            ))}
          </View>
        </View>
      )}
    </View>
  )
}

function StopRow({
  stop,
  version,
  onRecord,
}: {
  readonly stop: Stop
  readonly version: number
  readonly onRecord: (id: OperationId) => void
}) {
  return (
    <Press
      className="ml-stop"
      role="link"
      label={`${clockTime(stop.at)} ${stop.label} ${exactTime(stop.time)}`}
      onPress={() => onRecord(stop.id)}
    >
      <View className="ml-time">{clockTime(stop.at)}</View>
      <View className="ml-stop-label">
        {stop.label}
        {stop.outcome !== null && (
          <View className="ml-note">
            {outcomeShape[stop.outcome]} {outcomeWord[stop.outcome]}
          </View>
        )}
      </View>
      <View className="ml-stop-time">
        {exactTime(stop.time)}
        <View className="ml-note">{ruleWord(stop.rule, version)}</View>
      </View>
    </Press>
  )
}

/** What the day holds besides: shown, so that nothing is missing without a word. */
function Apart({ answer, nameOf, onRecord }: Omit<MinutesLinesProps, 'onCase'>) {
  if (answer.broadcasts.length === 0 && answer.excluded.length === 0) return null
  return (
    <View className="ml-apart">
      <View className="ml-apart-title">不计入 {answer.targetMinutes} 分钟的</View>
      {answer.broadcasts.map((item) => (
        <Press
          key={item.id}
          className="ml-stop"
          role="link"
          label={`${channelWord[item.channel]} ${item.place}`}
          onPress={() => onRecord(item.id)}
        >
          <View className="ml-time">{clockTime(item.from)}</View>
          <View className="ml-stop-label">
            {channelWord[item.channel]} · {item.place}
          </View>
          <View className="ml-stop-time">
            {exactTime(item.to - item.from)}
            <View className="ml-note">播放类另计</View>
          </View>
        </Press>
      ))}
      {answer.excluded.map((item) => (
        <Press
          key={item.id}
          className="ml-stop"
          role="link"
          label={`已撤销 ${item.label}`}
          onPress={() => onRecord(item.id)}
        >
          <View className="ml-time">{clockTime(item.at)}</View>
          <View className="ml-stop-label">
            {nameOf(item.staffId)} · {item.label}
          </View>
          <View className="ml-stop-time">
            0 分<View className="ml-note">已撤销</View>
          </View>
        </Press>
      ))}
    </View>
  )
}

function Rules({ version }: { readonly version: number }) {
  const policy = policyOf(version)
  if (policy === undefined) return null
  return (
    <View className="ml-rules">
      算法第 {policy.version} 版：同一人相隔 {policy.bridge / MINUTE}{' '}
      分钟以内的记录连成一段，间隔计入；多人同时只计一次。
    </View>
  )
}

function reasonsOf(line: Line, answer: DayAnswer): readonly string[] {
  const reasons: string[] = []
  if (line.bridged > 0) reasons.push(`含间隔 ${exactTime(line.bridged)}`)
  if (line.overlap > 0) reasons.push(`与前面重叠 ${exactTime(line.overlap)}，不重复计`)
  if (line.outsideDay > 0) {
    const neighbour = line.from === startOfDay(answer.day) ? '前一天' : '后一天'
    reasons.push(`跨零点，${exactTime(line.outsideDay)} 计入${neighbour}`)
  }
  return reasons
}

/** Why a stop counts for what it does, by the rules of its day. */
export function ruleWord(rule: Stop['rule'], version: number): string {
  const policy = policyOf(version)
  const minutes = (time: Milliseconds | undefined): string => (time === undefined ? '规定' : `${time / MINUTE} 分`)
  switch (rule) {
    case 'clock':
      return '按时钟'
    case 'at-least':
      return `不足按 ${minutes(policy?.shortestStop)}`
    case 'at-most':
      return `最多按 ${minutes(policy?.longestStop)}`
    case 'stated':
      return '本人填写'
    default:
      return rule satisfies never
  }
}
