import { View } from '@tarojs/components'
import type { CaseRow } from '#contract/pull'
import type { RecordStatus } from '#sync/engine-api'
import { caseFacts, caseTitle } from '#words/case-row'
import { recordStatusWord } from '#words/sync-status'
import { Countdown } from './countdown'
import { Press } from './press'
import './case-card.css'

interface CaseCardProps {
  readonly row: CaseRow
  /** This device's own record of the case that the cloud has not confirmed, if any. */
  readonly waiting?: RecordStatus['kind'] | null
  /** The case that is open beside the list. */
  readonly chosen?: boolean
  readonly onPress: () => void
}

/** One case of a list: how long is left, where, and how it stands. */
export function CaseCard({ row, waiting = null, chosen = false, onPress }: CaseCardProps) {
  const urgent = row.level === 'urgent' && row.state !== 'confirmed' && row.state !== 'closed'
  return (
    <Press
      id={`case-${row.id}`}
      className={`case-card${urgent ? ' case-card-urgent' : ''}${chosen ? ' case-card-chosen' : ''}`}
      onPress={onPress}
    >
      <View className="case-card-lead">
        {row.due === null ? (
          <View className="case-card-still" aria-hidden>
            {row.state === 'closed' || row.state === 'confirmed' ? '✓' : '–'}
          </View>
        ) : (
          <Countdown due={row.due} level={row.level} size="small" />
        )}
      </View>
      <View className="case-card-main">
        <View className="case-card-title">
          {urgent && (
            <View className="case-card-sign" aria-hidden>
              !
            </View>
          )}
          {caseTitle(row)}
        </View>
        <View className="case-card-facts">{caseFacts(row)}</View>
        {row.returned !== null && <View className="case-card-back">已退回：{row.returned}</View>}
        {waiting !== null && waiting !== 'delivered' && (
          <View className={`case-card-waiting${waiting === 'rejected' ? ' case-card-back' : ''}`}>
            {recordStatusWord[waiting]}
          </View>
        )}
      </View>
      <View className="line-on" aria-hidden />
    </Press>
  )
}
