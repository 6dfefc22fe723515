import { View } from '@tarojs/components'
import type { Milliseconds } from '#domain/time'
import { moment } from '#words/format'
import './version-list.css'

export interface VersionFact {
  readonly name: string
  readonly value: string
}

export interface ShownVersion {
  readonly version: number
  readonly at: Milliseconds
  readonly receivedAt: Milliseconds
  /** Why it was written anew; null for the first. */
  readonly reason: string | null
  readonly facts: readonly VersionFact[]
}

interface VersionListProps {
  /** Oldest first. */
  readonly versions: readonly ShownVersion[]
  readonly undone: boolean
  readonly now: Milliseconds
}

/** Every version of a record; nothing that was written is ever hidden by what came after. */
export function VersionList({ versions, undone, now }: VersionListProps) {
  return (
    <View className="vt" role="list" aria-label="各版本">
      {versions.map((version, index) => {
        const before = versions[index - 1]
        const last = index === versions.length - 1
        const stands = last && !undone
        return (
          <View key={version.version} className={`vt-item${stands ? ' vt-stands' : ''}`} role="listitem">
            <View className="vt-head">
              第 {version.version} 版
              <View className="vt-mark">{stands ? '✓ 现行' : undone && last ? '✕ 已撤销' : '已被更正'}</View>
            </View>
            <View className="vt-time">
              {moment(version.at, now)} 写 · {moment(version.receivedAt, now)} 到云端
            </View>
            {version.reason !== null && <View className="vt-reason">更正原因：{version.reason}</View>}
            {version.facts.map((fact) => (
              <Fact
                key={fact.name}
                fact={fact}
                changed={before !== undefined && valueIn(before, fact) !== fact.value}
              />
            ))}
          </View>
        )
      })}
    </View>
  )
}

function Fact({ fact, changed }: { readonly fact: VersionFact; readonly changed: boolean }) {
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

function valueIn({ facts }: ShownVersion, { name }: VersionFact): string | undefined {
  return facts.find((fact) => fact.name === name)?.value
}
