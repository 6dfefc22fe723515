import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import type { CaseRow } from '#contract/pull'
import type { StaffId, UnitId } from '#domain/ids'
import { actionsOf, actionWord, type OfficerAction, whyNotConfirm } from './actions'
import { CallSheet, CloseSheet, ConfirmSheet, FollowUpSheet } from './case-sheets'
import { goAttempt, goDispatch } from './go'
import { ReasonSheet } from './reason-sheet'
import { TransferSheet } from './transfer-sheet'
import { useAct } from './use-act'

interface CaseActionsProps {
  readonly unit: UnitId
  readonly row: CaseRow
  readonly me: StaffId
  readonly onChanged: () => void
}

/** What can be done now: the one thing in full width, the others beside each other. */
export function CaseActions({ unit, row, me, onChanged }: CaseActionsProps) {
  const [doing, setDoing] = useState<OfficerAction | null>(null)
  const acceptance = useAct(unit, onChanged)
  const [main, ...others] = actionsOf(row, me)
  const unconfirmable = row.state === 'submitted' ? whyNotConfirm(row, me) : null
  const close = (): void => setDoing(null)
  const start = (action: OfficerAction): void => {
    if (action === 'dispatch') goDispatch(unit, row.id)
    else if (action === 'attempt') goAttempt(unit, row.id)
    else if (action === 'accept') acceptance.act({ type: 'dissuasion.accept', body: { caseId: row.id } })
    else setDoing(action)
  }
  const disabled = (action: OfficerAction): boolean =>
    (action === 'confirm' && unconfirmable !== null) || (action === 'accept' && acceptance.busy)
  return (
    <View className="pol-actions" role="group" aria-label="现在可以做">
      <Alert words={acceptance.problem} />
      {main !== undefined && (
        <Press id="act-main" className="button" disabled={disabled(main)} onPress={() => start(main)}>
          {actionWord[main]}
        </Press>
      )}
      {unconfirmable !== null && (
        <View id="why-not" className="pol-why-not">
          {unconfirmable}
        </View>
      )}
      <View className="pol-others">
        {others.map((action) => (
          <Press
            key={action}
            id={`act-${action}`}
            className="button second small"
            disabled={disabled(action)}
            onPress={() => start(action)}
          >
            {actionWord[action]}
          </Press>
        ))}
      </View>
      {doing !== null && (
        <ActionSheet
          action={doing}
          unit={unit}
          row={row}
          onClose={close}
          onDone={() => {
            close()
            onChanged()
          }}
        />
      )}
    </View>
  )
}

interface ActionSheetProps {
  readonly action: OfficerAction
  readonly unit: UnitId
  readonly row: CaseRow
  readonly onClose: () => void
  readonly onDone: () => void
}

function ActionSheet({ action, ...sheet }: ActionSheetProps) {
  const { row } = sheet
  switch (action) {
    case 'call':
      return <CallSheet {...sheet} />
    case 'transfer':
      return <TransferSheet {...sheet} />
    case 'confirm':
      return <ConfirmSheet {...sheet} />
    case 'follow-up':
      return <FollowUpSheet {...sheet} />
    case 'close':
      return <CloseSheet {...sheet} />
    case 'return':
      return (
        <ReasonSheet
          {...sheet}
          title="退回，请再上门"
          sub="接单的人会看到原因；见面时限重新计"
          label="原因"
          hint="还缺什么、请再问什么"
          word="退回"
          most={200}
          draftOf={(reason) => ({ type: 'dissuasion.return', body: { caseId: row.id, reason } })}
        />
      )
    case 'reopen':
      return (
        <ReasonSheet
          {...sheet}
          title="重启这件任务"
          sub="回到待派发；以前的经过都保留"
          label="原因"
          word="重启"
          most={200}
          draftOf={(reason) => ({ type: 'dissuasion.reopen', body: { caseId: row.id, reason } })}
        />
      )
    // These lead elsewhere or take one tap.
    case 'dispatch':
    case 'attempt':
    case 'accept':
      return null
    default:
      return action satisfies never
  }
}
