import Taro from '@tarojs/taro'
import { Line } from '#components/line'
import type { DueItem } from '#domain/short-list'
import { dayOf, type Milliseconds } from '#domain/time'
import { useBuildings, useDoors } from '#stores/field-store'
import { clockTime, shortDate } from '#words/format'
import { doorWord } from '#words/place'

/** One thing due today: a door that asked to come back, or a building left half done. */
export function DueLine({ item, now }: { readonly item: DueItem; readonly now: Milliseconds }) {
  const building = useBuildings().find(({ row }) => row.id === item.buildingId)
  const doors = useDoors(item.buildingId)
  const name = building === undefined ? '' : `${building.row.compound} ${building.row.name}`
  const open = (query: string): void =>
    void Taro.navigateTo({ url: `/pages/building/index?id=${item.buildingId}${query}` })
  if (item.kind === 'half-done') {
    return <Line lead="今天" title={name} detail={`走到一半，还有 ${item.left} 户`} onPress={() => open('')} />
  }
  const door = doors?.find(({ id }) => id === item.doorId)
  const late = item.dueAt < now
  const today = dayOf(item.dueAt) === dayOf(now)
  return (
    <Line
      lead={today ? clockTime(item.dueAt) : shortDate(dayOf(item.dueAt))}
      title={`约访 · ${name} ${door === undefined ? '' : doorWord(door)}`}
      detail={late ? '约定的时间已过，还没有再去' : '住户约好再来'}
      urgent={late}
      onPress={() => open(`&door=${item.doorId}`)}
    />
  )
}
