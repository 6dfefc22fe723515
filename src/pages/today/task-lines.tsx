import Taro from '@tarojs/taro'
import { CaseCard } from '#components/case-card'
import type { CaseOfUnit } from '#stores/field-store'

/** Whoever was sent sees it before anything else of the day. */
export function TaskLines({ cases }: { readonly cases: readonly CaseOfUnit[] }) {
  return (
    <>
      {cases.map(({ unit, row, waiting }) => (
        <CaseCard
          key={row.id}
          row={row}
          waiting={waiting}
          onPress={() => void Taro.navigateTo({ url: `/pages/case/index?unit=${unit}&id=${row.id}` })}
        />
      ))}
    </>
  )
}
