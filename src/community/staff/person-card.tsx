import { View } from '@tarojs/components'
import { Press } from '#components/press'
import { Mark } from '#components/ways-and-marks'
import type { StaffAnswer } from '#contract/query'
import { inHand } from '#domain/leaflet'
import type { Milliseconds } from '#domain/time'
import { moment, shortDate } from '#words/format'
import { leafletWord, roleWord } from '#words/labels'

type Person = StaffAnswer['staff'][number]

interface PersonCardProps {
  readonly person: Person
  readonly now: Milliseconds
  readonly onIssue: () => void
  readonly onAssign: () => void
}

export function PersonCard({ person, now, onIssue, onAssign }: PersonCardProps) {
  const works = person.role === 'grid' || person.role === 'volunteer' || person.role === 'secretary'
  return (
    <View className="stf-card" role="listitem" aria-label={`${person.name} ${roleWord[person.role]}`}>
      <View className="stf-name">
        {person.name}
        <View className="stf-role">
          {roleWord[person.role]} {person.number}
        </View>
        {person.onDuty ? <Mark tone="done">✓ 在岗</Mark> : <Mark tone="quiet">✕ 不在岗</Mark>}
      </View>
      <View className="stf-line">{scopeWords(person)}</View>
      <View className={`stf-line${(person.pending ?? 0) > 0 ? ' stf-held' : ''}`}>{deviceWords(person, now)}</View>
      {person.stock.length > 0 && (
        <View className="stf-stock" role="list" aria-label="手中资料">
          {person.stock.map((stock) => (
            <View key={stock.kind} className="stf-item" role="listitem">
              <View className="stf-item-word">{leafletWord[stock.kind]}</View>
              <View className={inHand(stock) < 0 ? 'stf-short' : 'stf-left'}>{inHand(stock)} 份</View>
              <View className="stf-item-of">
                领 {stock.issued} · 发 {stock.handedOut}
                {stock.returned > 0 && ` · 退 ${stock.returned}`}
                {stock.overStock > 0 && ` · 超库存 ${stock.overStock} 次`}
              </View>
            </View>
          ))}
        </View>
      )}
      {works && (
        <View className="stf-actions">
          <Press className="button second" label={`给${person.name}发资料`} onPress={onIssue}>
            发资料
          </Press>
          {person.role === 'volunteer' && (
            <Press className="button second" label={`安排${person.name}的楼栋和日期`} onPress={onAssign}>
              安排楼栋
            </Press>
          )}
        </View>
      )}
    </View>
  )
}

function scopeWords({ gridName, buildings, from, to, role }: Person): string {
  const where = gridName ?? (buildings.length > 0 ? buildings.join('、') : role === 'secretary' ? '全社区' : '未分楼栋')
  if (from === null && to === null) return where
  return `${where} · ${from === null ? '' : shortDate(from)}—${to === null ? '长期' : shortDate(to)}`
}

function deviceWords({ pending, seenAt }: Person, now: Milliseconds): string {
  if (seenAt === null) return '还没有用手机登录过'
  const heard = `最后联系 ${moment(seenAt, now)}`
  return pending !== null && pending > 0 ? `手机上还有 ${pending} 条未送达 · ${heard}` : `全部已送达 · ${heard}`
}
