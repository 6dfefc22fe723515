import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Empty } from '#components/empty'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { SyncLine } from '#components/sync-line'
import { localDate } from '#contract/scalars'
import type { OperationId } from '#domain/ids'
import { type StandingState, standingState, standingStates } from '#domain/standing'
import { dayOf, type LocalDate, type Milliseconds } from '#domain/time'
import { useStanding } from '#stores/field-store'
import type { StandingView } from '#sync/engine-api'
import { standingKindWord } from '#words/activity'
import { moment } from '#words/format'
import { conditionWord, periodWords, standingStateWord } from '#words/standing'
import { recordStatusWord } from '#words/sync-status'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useSyncWhileShown } from '../../components/use-sync-while-shown'
import { ItemSheet } from './item-sheet'
import './index.css'

/** What stands where, what is torn, what ends: the most pressing first (S14). */
export default function Standing() {
  useSyncWhileShown()
  const now = useNow()
  const today = dayOf(now)
  const [from, to] = [useParam('from', localDate), useParam('to', localDate)]
  const all = useStanding()
  // From a report's figure: what was put up in its days.
  const items = from === null || to === null ? all : all.filter(({ row }) => from <= row.from && row.from <= to)
  const [chosen, setChosen] = useState<OperationId | null>(null)
  const open = items.find(({ row }) => row.id === chosen)
  return (
    <Screen title="横幅标语" sub={headline(items, today)} back>
      <SyncLine />
      <Press
        id="post"
        className="button second small"
        onPress={() => Taro.navigateTo({ url: '/pages/activity/index?post=1' })}
      >
        登记一处
      </Press>
      {items.length === 0 && (
        <Empty title="还没有登记">横幅、标语、宣传栏、电子屏和喇叭登记以后，到期会提醒一次。</Empty>
      )}
      {standingStates.map((state) => (
        <Items key={state} state={state} items={itemsIn(items, state, today)} now={now} onOpen={setChosen} />
      ))}
      {open !== undefined && <ItemSheet view={open} onClose={() => setChosen(null)} />}
    </Screen>
  )
}

interface ItemsProps {
  readonly state: StandingState
  readonly items: readonly StandingView[]
  readonly now: Milliseconds
  readonly onOpen: (id: OperationId) => void
}

function Items({ state, items, now, onOpen }: ItemsProps) {
  if (items.length === 0) return null
  const today = dayOf(now)
  return (
    <Section title={`${standingStateWord[state]} ${items.length} 处`}>
      {items.map(({ row, waiting }) => (
        <Line
          key={row.id}
          id={`standing-${row.id}`}
          lead={standingKindWord[row.kind]}
          title={row.place}
          detail={[
            periodWords(row, today),
            `${conditionWord[row.condition]}（${moment(row.checkedAt, now)}看）`,
            row.note ?? '',
            waiting === null ? '' : recordStatusWord[waiting],
          ]
            .filter((word) => word !== '')
            .join(' · ')}
          urgent={state === 'damaged' || state === 'expired'}
          {...(state === 'removed' ? {} : { onPress: () => onOpen(row.id) })}
        />
      ))}
    </Section>
  )
}

function itemsIn(items: readonly StandingView[], state: StandingState, today: LocalDate): readonly StandingView[] {
  return items
    .filter(({ row }) => standingState(row, today) === state)
    .sort((a, b) => (a.row.to < b.row.to ? -1 : a.row.to > b.row.to ? 1 : a.row.place < b.row.place ? -1 : 1))
}

function headline(items: readonly StandingView[], today: LocalDate): string {
  const count = (state: StandingState) => itemsIn(items, state, today).length
  const up = items.filter(({ row }) => row.removedAt === null).length
  const todo = count('damaged') + count('expired')
  return todo === 0 ? `在位 ${up} 处，没有要处理的` : `在位 ${up} 处，${todo} 处要处理`
}
