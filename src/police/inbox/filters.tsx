import { View } from '@tarojs/components'
import { ChoiceChip } from '#components/choice-chip'
import { Press } from '#components/press'
import { alertLevels, caseKinds } from '#domain/alert'
import { levelWords } from '#words/case-row'
import { caseKindWord } from '#words/dissuasion'
import type { Officer } from '../use-officer'
import type { InboxFilter } from './groups'

interface FiltersProps {
  readonly officer: Officer
  readonly filter: InboxFilter
  readonly onFilter: (filter: InboxFilter) => void
}

export function Filters({ officer, filter, onFilter }: FiltersProps) {
  const set = (change: Partial<InboxFilter>): void => onFilter({ ...filter, ...change })
  return (
    <View className="inb-filters" role="group" aria-label="筛选">
      {officer.serves.length > 1 && (
        <ChoiceChip
          label="社区"
          all="全部社区"
          choices={officer.serves.map(({ unitId, name }) => ({ value: unitId, word: name }))}
          value={filter.unit}
          onChoose={(value) => set({ unit: officer.serves.find(({ unitId }) => unitId === value)?.unitId ?? null })}
        />
      )}
      <ChoiceChip
        label="等级"
        all="全部等级"
        choices={alertLevels.map((value) => ({ value, word: levelWords(value) }))}
        value={filter.level}
        onChoose={(value) => set({ level: alertLevels.find((level) => level === value) ?? null })}
      />
      <ChoiceChip
        label="种类"
        all="全部种类"
        choices={caseKinds.map((value) => ({ value, word: caseKindWord[value] }))}
        value={filter.kind}
        onChoose={(value) => set({ kind: caseKinds.find((kind) => kind === value) ?? null })}
      />
      <Press
        id="filter-mine"
        role="checkbox"
        chosen={filter.mine}
        className={`pick${filter.mine ? ' pick-on' : ''}`}
        onPress={() => set({ mine: !filter.mine })}
      >
        {filter.mine ? '✓ ' : ''}我带队
      </Press>
    </View>
  )
}
