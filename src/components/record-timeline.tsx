import { View } from '@tarojs/components'
import type { RecordAnswer } from '#contract/query'
import type { Milliseconds } from '#domain/time'
import { exactTime, moment } from '#words/format'
import { fraudWord } from '#words/fraud'
import { outcomeShape, outcomeWord } from '#words/outcome'
import './record-timeline.css'

type Version = RecordAnswer['versions'][number]

interface RecordTimelineProps {
  readonly versions: readonly Version[]
  readonly undone: boolean
  readonly now: Milliseconds
}

interface Fact {
  readonly name: string
  readonly value: string
}

/** Every version of a visit, oldest first; nothing that was written is ever hidden by what came after. */
export function RecordTimeline({ versions, undone, now }: RecordTimelineProps) {
  return (
    <View className="vt" role="list" aria-label="各版本">
      {versions.map((version, index) => {
        const before = versions[index - 1]
        const stands = index === versions.length - 1 && !undone
        return (
          <View key={version.version} className={`vt-item${stands ? ' vt-stands' : ''}`} role="listitem">
            <View className="vt-head">
              第 {version.version} 版
              <View className="vt-mark">
                {stands ? '✓ 现行' : undone && index === versions.length - 1 ? '✕ 已撤销' : '已被更正'}
              </View>
            </View>
            <View className="vt-time">
              {moment(version.at, now)} 写 · {moment(version.receivedAt, now)} 到云端
            </View>
            {version.reason !== null && <View className="vt-reason">更正原因：{version.reason}</View>}
            {factsOf(version, now).map((fact) => (
              <VersionFact
                key={fact.name}
                fact={fact}
                changed={before !== undefined && valueIn(before, fact.name, now) !== fact.value}
              />
            ))}
          </View>
        )
      })}
    </View>
  )
}

function VersionFact({ fact, changed }: { readonly fact: Fact; readonly changed: boolean }) {
  return (
    <View className={`vt-fact${changed ? ' vt-changed' : ''}`}>
      <View className="vt-name">{fact.name}</View>
      <View className="vt-value">
        {fact.value}
        {changed && <View className="vt-mark">改</View>}
      </View>
    </View>
  )
}

function factsOf(version: Version, now: Milliseconds): readonly Fact[] {
  return [
    { name: '结果', value: `${outcomeShape[version.outcome]} ${outcomeWord[version.outcome]}` },
    { name: '见到', value: version.adults === null ? '–' : `${version.adults} 人` },
    {
      name: '讲了',
      value: version.topics.length === 0 ? '–' : version.topics.map(fraudWord).join('、'),
    },
    { name: '资料', value: version.leaflets === null ? '–' : `${version.leaflets} 份` },
    { name: '约访', value: version.comeBackAt === null ? '–' : moment(version.comeBackAt, now) },
    { name: '填写时长', value: version.minutes === null ? '–' : exactTime(version.minutes * 60_000) },
    { name: '备注', value: version.note ?? '–' },
  ]
}

function valueIn(version: Version, name: string, now: Milliseconds): string | undefined {
  return factsOf(version, now).find((fact) => fact.name === name)?.value
}
