import { CaseCard } from '#components/case-card'
import type { CaseOfUnit } from '#stores/field-store'
import type { ListOfCases } from './desk'

interface CaseListProps extends ListOfCases {
  readonly cases: readonly CaseOfUnit[]
}

export function CaseList({ cases, chosen, onCase }: CaseListProps) {
  return (
    <>
      {cases.map((one) => (
        <CaseCard
          key={one.row.id}
          row={one.row}
          waiting={one.waiting}
          chosen={one.row.id === chosen}
          onPress={() => onCase(one)}
        />
      ))}
    </>
  )
}
