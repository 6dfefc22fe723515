import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { CaseCard } from '#components/case-card'
import { Empty } from '#components/empty'
import { Line } from '#components/line'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { SyncLine } from '#components/sync-line'
import { TabBar } from '#components/tab-bar'
import { isMine } from '#stores/case-store'
import { type CaseOfUnit, syncNow, useCases } from '#stores/field-store'
import { useSyncWhileShown } from '../../components/use-sync-while-shown'
import { GoneLine } from './gone-line'
import './index.css'

/** Whom do I have to see, and by when? */
export default function Tasks() {
  const cases = useCases()
  useSyncWhileShown()
  usePullDownRefresh(() => void syncNow().then(() => Taro.stopPullDownRefresh()))
  const sent = cases.filter(({ row }) => row.part !== 'former')
  const gone = cases.filter(({ row }) => row.part === 'former')
  const due = sent.filter(isMine)
  const done = sent.filter(({ row }) => row.state === 'confirmed' || row.state === 'closed')
  const waiting = sent.filter((each) => !due.includes(each) && !done.includes(each))
  return (
    <Screen marked title="任务" sub="按时限排列" tabs={<TabBar on="tasks" />}>
      <SyncLine />
      {due.length === 0 && (
        <Empty title="没有要办的任务">
          民警派来的见面劝阻和核查会出现在这里。打开这页时每半分钟看一次，放着不动就每一刻钟看一次；下拉可以马上看。
        </Empty>
      )}
      <Part title={`待办 ${due.length} 件`} cases={due} />
      <Part title="等民警确认" cases={waiting} />
      <Part title="已完成" cases={done} />
      {gone.length > 0 && (
        <Section title="已转给别人">
          {gone.map((each) => (
            <GoneLine key={each.row.id} row={each.row} onPress={() => open(each)} />
          ))}
        </Section>
      )}
      <Section title="上门前看一眼">
        <Line
          id="to-cards"
          title="话术和案例"
          detail="十一类诈骗：先问什么、怎么说、不听劝怎么办；没有网络也能看"
          onPress={() => void Taro.navigateTo({ url: '/pages/cards/index' })}
        />
      </Section>
    </Screen>
  )
}

function Part({ title, cases }: { readonly title: string; readonly cases: readonly CaseOfUnit[] }) {
  if (cases.length === 0) return null
  return (
    <Section title={title}>
      {cases.map((each) => (
        <CaseCard key={each.row.id} row={each.row} waiting={each.waiting} onPress={() => open(each)} />
      ))}
    </Section>
  )
}

function open({ unit, row }: CaseOfUnit): void {
  void Taro.navigateTo({ url: `/pages/case/index?unit=${unit}&id=${row.id}` })
}
