import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { CaseThread } from '#components/case-thread'
import { Countdown } from '#components/countdown'
import { PhotoView } from '#components/photo-view'
import { Press } from '#components/press'
import { Section } from '#components/section'
import type { CaseAnswer } from '#contract/case-query'
import type { Problem } from '#contract/problem'
import type { CaseRow } from '#contract/pull'
import type { OperationId, UnitId } from '#domain/ids'
import { transferCase } from '#stores/case-store'
import { useRecords } from '#stores/field-store'
import { mergedThread, ownCaseEntries, statusById } from '#stores/own-case-entries'
import { useSession } from '#stores/session-store'
import { goneWords, levelWords } from '#words/case-row'
import { fraudWord } from '#words/fraud'
import { recordStatusWord } from '#words/sync-status'
import { AskCard } from './ask-card'
import { Resident } from './resident'
import { knownSteps, stepsAhead } from './steps'
import { TransferSheet } from './transfer-sheet'

interface CaseBodyProps {
  readonly unit: UnitId
  readonly row: CaseRow
  /** The cloud's answer; null while there is none. */
  readonly answer: CaseAnswer | null
  readonly problem: Problem | null
}

export function CaseBody({ unit, row, answer, problem }: CaseBodyProps) {
  const open = row.state === 'dispatched' || row.state === 'accepted' || row.state === 'submitted'
  if (row.part === 'former') {
    return (
      <>
        <View className="case-gone">{`${goneWords(row)}。这户的姓名和房号已从本机清除。`}</View>
        <Thread unit={unit} row={row} answer={answer} problem={problem} />
      </>
    )
  }
  return (
    <>
      {row.returned !== null && (
        <View className="case-returned" role="alert">
          民警退回：{row.returned}
        </View>
      )}
      <Countdown due={row.due} level={row.level} size="large" />
      {row.part === 'companion' ? (
        <View className="case-place">{row.place ?? '地址请问带队民警'}</View>
      ) : (
        <Resident unit={unit} row={row} />
      )}
      <View className="case-facts">{factsOf(row)}</View>
      {open && <AskCard row={row} />}
      <Section title="经过">
        <Thread unit={unit} row={row} answer={answer} problem={problem} />
      </Section>
      <Calls />
      {row.part === 'worker' && <HandOver unit={unit} row={row} />}
    </>
  )
}

function factsOf({ fraudType, level, leader, workers, companions }: CaseRow): string {
  const team = [...workers, ...companions].map(({ name }) => name).join('、')
  return [
    fraudType === null ? null : fraudWord(fraudType),
    levelWords(level),
    leader === null ? null : `民警 ${leader.name}带队`,
    team === '' ? null : `同去 ${team}`,
  ]
    .filter((word) => word !== null)
    .join(' · ')
}

function Thread({ unit, row, answer, problem }: CaseBodyProps) {
  const me = useSession(({ session }) => session?.staff ?? null)
  const records = useRecords()
  const own = me === null ? [] : ownCaseEntries(records, row, me)
  const waiting = statusById(own)
  const { now, later } = stepsAhead(row)
  const markOf = (id: OperationId): string | null => {
    const status = waiting.get(id)
    return status === undefined ? null : recordStatusWord[status]
  }
  const gone = row.part === 'former'
  return (
    <>
      {answer === null && problem !== null && (
        <View className="case-offline">{`${problem.title}。下面是本机知道的，联网后显示完整经过。`}</View>
      )}
      <CaseThread
        // What the phone did itself is told by its own records.
        known={
          answer === null && !gone
            ? knownSteps(
                row,
                own.map(({ entry }) => entry),
              )
            : []
        }
        entries={mergedThread(answer?.thread ?? [], own)}
        next={gone ? null : now}
        later={gone ? [] : later}
        markOf={markOf}
        renderPhoto={({ sha256 }) => <PhotoView unit={unit} caseId={row.id} sha256={sha256} />}
      />
    </>
  )
}

function Calls() {
  return (
    <View className="case-calls">
      <Press id="call-96110" className="button second small" onPress={() => call('96110')}>
        拨打 96110
      </Press>
      <Press id="call-110" className="button second small" onPress={() => call('110')}>
        拨打 110
      </Press>
    </View>
  )
}

function call(phoneNumber: string): void {
  // Somebody who changes his mind before the call is no error.
  void Taro.makePhoneCall({ phoneNumber }).catch(() => {})
}

/** To another grid worker who was sent too; nobody else is known on this phone, and the police can send anybody. */
function HandOver({ unit, row }: { readonly unit: UnitId; readonly row: CaseRow }) {
  const me = useSession(({ session }) => session?.staff.id ?? null)
  const [open, setOpen] = useState(false)
  const others = row.workers.filter(({ id }) => id !== me)
  if (others.length === 0 || (row.state !== 'dispatched' && row.state !== 'accepted')) return null
  return (
    <View className="case-calls">
      <Press id="transfer" className="button second small" onPress={() => setOpen(true)}>
        转给同去的网格员
      </Press>
      {open && (
        <TransferSheet
          people={others}
          onTransfer={(to, reason) => transferCase(unit, row.id, to, reason)}
          onClose={() => setOpen(false)}
        />
      )}
    </View>
  )
}
