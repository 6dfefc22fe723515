import { View } from '@tarojs/components'
import { Press } from '#components/press'
import { Mark } from '#components/ways-and-marks'
import type { StaffAnswer } from '#contract/query'
import { inHand } from '#domain/leaflet'
import { SOON_DAYS } from '#domain/service-end'
import { dayOf, daysBetween, type LocalDate, type Milliseconds } from '#domain/time'
import { moment, shortDate } from '#words/format'
import { leafletWord, roleWord } from '#words/labels'
import { servingWords } from '#words/service'

type Person = StaffAnswer['staff'][number]

interface PersonCardProps {
  readonly person: Person
  readonly now: Milliseconds
  readonly onIssue: () => void
  readonly onAssign: () => void
  readonly onDays: () => void
  readonly onService: () => void
}

export function PersonCard({ person, now, onIssue, onAssign, onDays, onService }: PersonCardProps) {
  const today = dayOf(now)
  const volunteer = person.role === 'volunteer'
  const over = isOver(person, today)
  const soon = person.onDuty && person.to !== null && daysBetween(today, person.to) <= SOON_DAYS
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
      {volunteer && <View className={`stf-line${soon ? ' stf-held' : ''}`}>{servingWords(person, today)}</View>}
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
          {person.onDuty && (
            <Press className="button second" label={`给${person.name}发资料`} onPress={onIssue}>
              发资料
            </Press>
          )}
          {volunteer && (
            <Press className="button second" label={`安排${person.name}的楼栋和日期`} onPress={onAssign}>
              {over ? '重新安排' : '安排楼栋'}
            </Press>
          )}
          {volunteer && !over && (
            <Press className="button second" label={`延长或结束${person.name}的服务`} onPress={onDays}>
              延长或结束
            </Press>
          )}
          <Press className="button second" label={`${person.name}的服务记录`} onPress={onService}>
            服务记录
          </Press>
        </View>
      )}
    </View>
  )
}

/** Stopped, or past the last day: then there is nothing to lengthen, only to begin anew. */
export function isOver({ active, to }: Pick<Person, 'active' | 'to'>, today: LocalDate): boolean {
  return !active || (to !== null && to < today)
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
