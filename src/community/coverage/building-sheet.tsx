import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered } from '#components/answered'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import type { DoorsAnswer } from '#contract/query'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { dayWord } from '#words/format'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { doorWord } from '#words/place'
import { goRecords } from '../go'
import type { OwnUnit } from '../use-unit'
import { buildingName, type CoveredBuilding } from './words'

interface BuildingSheetProps {
  readonly unit: OwnUnit
  readonly building: CoveredBuilding
  readonly staleDays: number
  readonly onClose: () => void
}

/** One building: the doors nobody reached, and its records. */
export function BuildingSheet({ unit, building, staleDays, onClose }: BuildingSheetProps) {
  const query = useQuery({ action: 'doors', unit: unit.id, building: building.id, staleDays })
  const grid = building.gridName ?? '未划网格'
  return (
    <Sheet
      title={buildingName(building)}
      sub={`${grid} · ${building.owners.join('、') || '无人负责'} · 走到 ${building.visited}/${building.doors} 户`}
      onClose={onClose}
    >
      <Press className="button second cov-records" onPress={() => goRecords({ building: building.id })}>
        看这栋的走访记录
      </Press>
      <Answered query={query} lines={4}>
        {({ doors }) => <UnreachedDoors doors={doors} staleDays={staleDays} />}
      </Answered>
    </Sheet>
  )
}

type Door = DoorsAnswer['doors'][number]

function UnreachedDoors({ doors, staleDays }: { readonly doors: readonly Door[]; readonly staleDays: number }) {
  const never = doors.filter(({ lastAt }) => lastAt === null)
  const stale = doors.filter(({ lastAt }) => lastAt !== null)
  if (doors.length === 0) return <View className="cov-all">✓ {staleDays} 天内每一户都走到了</View>
  return (
    <>
      {never.length > 0 && <DoorGroup title={`从未走访 ${never.length} 户`} doors={never} />}
      {stale.length > 0 && <DoorGroup title={`${staleDays} 天未到 ${stale.length} 户`} doors={stale} />}
    </>
  )
}

/** A dormitory has hundreds of rooms: the rest comes when it is asked for. */
const SHOWN_AT_ONCE = 60

function DoorGroup({ title, doors }: { readonly title: string; readonly doors: readonly Door[] }) {
  const now = services().now()
  const [most, setMost] = useState(SHOWN_AT_ONCE)
  return (
    <View>
      <View className="cov-group-title" role="heading" aria-level={3}>
        {title}
      </View>
      <View className="cov-doors" role="list" aria-label={title}>
        {doors.slice(0, most).map((door) => (
          <View key={door.id} className="cov-door" role="listitem">
            {doorWord(door)}
            <View className="cov-door-last">
              {door.lastOutcome === null || door.lastAt === null
                ? `${outcomeShape.todo} ${outcomeWord.todo}`
                : `${outcomeShape[door.lastOutcome]} ${outcomeWord[door.lastOutcome]} ${dayWord(door.lastAt, now)}`}
            </View>
          </View>
        ))}
      </View>
      {doors.length > most && (
        <Press className="button second" onPress={() => setMost(most + SHOWN_AT_ONCE)}>
          再看 {Math.min(SHOWN_AT_ONCE, doors.length - most)} 户（共 {doors.length} 户）
        </Press>
      )}
    </View>
  )
}
