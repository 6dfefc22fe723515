import { View } from '@tarojs/components'
import { useState } from 'react'
import { ChoiceChip } from '#components/choice-chip'
import { Press } from '#components/press'
import type { QueryRequest } from '#contract/query'
import { activityChannels } from '#domain/activity'
import { outcomes } from '#domain/visit'
import { useQuery } from '#stores/query-store'
import { shortDate } from '#words/format'
import { channelWord } from '#words/labels'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { buildingName } from '../coverage/words'
import { DaySheet } from '../day-sheet'
import type { OwnUnit } from '../use-unit'
import type { RecordFilter } from './use-record-pages'

interface RecordFiltersProps {
  readonly unit: OwnUnit
  readonly filter: RecordFilter
  readonly onFilter: (filter: RecordFilter) => void
}

type Kind = NonNullable<Extract<QueryRequest, { action: 'records' }>['kind']>

const kinds: readonly { readonly value: Kind; readonly word: string }[] = [
  { value: 'visit', word: '走访' },
  { value: 'hand-out', word: '发放' },
  { value: 'activity', word: '活动' },
]

export function RecordFilters({ unit, filter, onFilter }: RecordFiltersProps) {
  const buildings = useQuery({ action: 'coverage', unit: unit.id, staleDays: 7 }).answer?.buildings ?? []
  const people = useQuery({ action: 'staff', unit: unit.id }).answer?.staff ?? []
  const set = (change: Partial<RecordFilter>): void => onFilter({ ...filter, ...change })
  return (
    <View className="rec-filters" role="group" aria-label="筛选">
      <DayChip unit={unit} filter={filter} onDay={(day) => set({ day })} />
      <ChoiceChip
        label="楼栋"
        all="全部楼栋"
        choices={buildings.map((building) => ({ value: building.id, word: buildingName(building) }))}
        value={filter.building ?? null}
        onChoose={(value) => set({ building: buildings.find(({ id }) => id === value)?.id })}
      />
      <ChoiceChip
        label="人员"
        all="全部人员"
        choices={people.map(({ id, name }) => ({ value: id, word: name }))}
        value={filter.staff ?? null}
        onChoose={(value) => set({ staff: people.find(({ id }) => id === value)?.id })}
      />
      <ChoiceChip
        label="种类"
        all="全部种类"
        choices={kinds}
        value={filter.kind ?? null}
        onChoose={(value) =>
          set({ kind: kinds.find((kind) => kind.value === value)?.value, outcome: undefined, channel: undefined })
        }
      />
      {filter.kind === 'activity' && (
        <ChoiceChip
          label="方式"
          all="全部方式"
          choices={activityChannels.map((channel) => ({ value: channel, word: channelWord[channel] }))}
          value={filter.channel ?? null}
          onChoose={(value) => set({ channel: activityChannels.find((channel) => channel === value) })}
        />
      )}
      {(filter.kind === undefined || filter.kind === 'visit') && (
        <ChoiceChip
          label="结果"
          all="全部结果"
          choices={outcomes.map((outcome) => ({
            value: outcome,
            word: `${outcomeShape[outcome]} ${outcomeWord[outcome]}`,
          }))}
          value={filter.outcome ?? null}
          onChoose={(value) => set({ outcome: outcomes.find((outcome) => outcome === value) })}
        />
      )}
    </View>
  )
}

interface DayChipProps {
  readonly unit: OwnUnit
  readonly filter: RecordFilter
  readonly onDay: (day: RecordFilter['day']) => void
}

function DayChip({ unit, filter, onDay }: DayChipProps) {
  const [open, setOpen] = useState(false)
  const { day } = filter
  return (
    <>
      <Press
        className={`pick${day === undefined ? '' : ' pick-on'}`}
        label={`日期：${day === undefined ? '全部日期' : shortDate(day)}`}
        onPress={() => (day === undefined ? setOpen(true) : onDay(undefined))}
      >
        {day === undefined ? '日期' : shortDate(day)} <View className="pick-more">{day === undefined ? '▾' : '✕'}</View>
      </Press>
      {open && (
        <DaySheet
          unit={unit}
          chosen={null}
          onClose={() => setOpen(false)}
          onPick={(picked) => {
            setOpen(false)
            onDay(picked)
          }}
        />
      )}
    </>
  )
}
