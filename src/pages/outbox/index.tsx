import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Empty } from '#components/empty'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { SyncLine } from '#components/sync-line'
import { syncNow, useHeldDoors, useLocked, useRecords, useSyncStatus } from '#stores/field-store'
import type { OutboxRecord } from '#sync/engine-api'
import { useNow } from '../../components/use-now'
import { QuarantineCard } from './quarantine-card'
import { RecordLine } from './record-line'
import './index.css'

const PAGE = 40

/** Where every record is: what came back first, then what still has to go, then what arrived. */
export default function Outbox() {
  const records = useRecords()
  const held = useHeldDoors()
  const { running } = useSyncStatus()
  const locked = useLocked()
  const now = useNow()
  const [shown, setShown] = useState(PAGE)
  usePullDownRefresh(() => void syncNow().then(() => Taro.stopPullDownRefresh()))
  useReachBottom(() => setShown((n) => n + PAGE))
  const back = records.filter(({ status }) => status.kind === 'rejected')
  const waiting = records.filter(({ status }) => status.kind !== 'rejected' && status.kind !== 'delivered')
  const arrived = records.filter(({ status }) => status.kind === 'delivered')
  const list = (own: readonly OutboxRecord[]) =>
    own.slice(0, shown).map((record) => <RecordLine key={record.operation.id} record={record} held={held} now={now} />)
  const more = Math.max(waiting.length, arrived.length) > shown
  return (
    <Screen title="发送情况" back>
      <SyncLine />
      <Press id="sync-now" className="button second small" disabled={running} onPress={() => void syncNow()}>
        {running ? '正在发送…' : '现在发送'}
      </Press>
      <Alert words={locked === 0 ? null : lockedWords(locked)} />
      {records.length === 0 && locked === 0 && (
        <Empty title="还没有记录">敲第一扇门以后，每条记录到了哪里都会列在这里。</Empty>
      )}
      {back.length > 0 && (
        <Section title={`被退回 ${back.length} 条：改好再发，或放弃`}>
          {back.map((record) => (
            <QuarantineCard key={record.operation.id} record={record} held={held} now={now} />
          ))}
        </Section>
      )}
      {waiting.length > 0 && <Section title={`还没送达 ${waiting.length} 条`}>{list(waiting)}</Section>}
      {arrived.length > 0 && <Section title={`最近送达 ${arrived.length} 条（保留两天）`}>{list(arrived)}</Section>}
      {more && (
        <View className="outbox-more">
          <Press className="button second small" onPress={() => setShown((n) => n + PAGE)}>
            再看 {PAGE} 条
          </Press>
        </View>
      )}
    </Screen>
  )
}

function lockedWords(locked: number): string {
  return `本机有 ${locked} 条加了密的记录或草稿，打开它们的钥匙不在本机了。没有丢：联网后会自动取回钥匙；仍打不开时请退出后重新登录。`
}
