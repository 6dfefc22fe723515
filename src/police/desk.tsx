import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import type { OperationId } from '#domain/ids'
import type { CaseOfUnit } from '#stores/field-store'
import { useWide } from '../components/use-wide'
import { CaseDetail } from './case-detail'
import { goAlert } from './go'
import { useKeys } from './use-keys'
import type { Officer } from './use-officer'
import './desk.css'

export interface ListOfCases {
  /** The one that is open beside the list; null on a phone, where a case is a page of its own. */
  readonly chosen: OperationId | null
  readonly onCase: (case_: CaseOfUnit) => void
}

interface DeskProps {
  readonly officer: Officer
  /** In the order in which they are listed. */
  readonly cases: readonly CaseOfUnit[]
  readonly list: (of: ListOfCases) => ReactNode
}

/** A list and, on a computer, the chosen case beside it: j/k or ↑↓ walk, Enter presses the one thing to do. */
export function Desk({ officer, cases, list }: DeskProps) {
  const wide = useWide()
  const [at, setAt] = useState<{ readonly id: OperationId | null; readonly index: number }>({ id: null, index: 0 })
  const found = cases.findIndex(({ row }) => row.id === at.id)
  // What was dealt with has left the list: the next one takes its place.
  const index = found === -1 ? Math.min(at.index, cases.length - 1) : found
  const chosen = wide ? (cases[index] ?? null) : null
  const choose = (to: number): void => {
    const next = cases[to]
    if (next === undefined) return
    setAt({ id: next.row.id, index: to })
    document.getElementById(`case-${next.row.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const walk = (by: number): void => {
    if (wide) choose(index + by)
  }
  useKeys({
    j: () => walk(1),
    ArrowDown: () => walk(1),
    k: () => walk(-1),
    ArrowUp: () => walk(-1),
    Enter: () => {
      if (wide) document.getElementById('act-main')?.click()
    },
  })
  const left = list({
    chosen: chosen?.row.id ?? null,
    onCase: (one) => (wide ? choose(cases.indexOf(one)) : goAlert(one.unit, one.row.id)),
  })
  if (!wide) return <>{left}</>
  return (
    <View className="desk">
      <View className="desk-list">{left}</View>
      <View className="desk-detail" role="region" aria-label="选中的预警">
        {chosen !== null && (
          <>
            <CaseDetail key={chosen.row.id} officer={officer} unit={chosen.unit} id={chosen.row.id} />
            <View className="desk-keys">j / k 或 ↑ ↓ 换一件 · 回车办理</View>
          </>
        )}
      </View>
    </View>
  )
}
