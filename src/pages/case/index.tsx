import { useEffect, useRef } from 'react'
import { BottomSpace } from '#components/bottom-bar'
import { Empty } from '#components/empty'
import { Screen } from '#components/screen'
import { operationId, unitId } from '#contract/scalars'
import { askToBeTold } from '#stores/be-told'
import { useCase } from '#stores/field-store'
import { useQuery } from '#stores/query-store'
import { caseKindWord } from '#words/dissuasion'
import { useParam } from '../../components/use-params'
import { useSyncWhileShown } from '../../components/use-sync-while-shown'
import { CaseBody } from './case-body'
import { NextAction } from './next-action'
import './index.css'

/** Whom do I have to see, by when, and what do I do next? From the phone at once; the whole thread as soon as there is a network. */
export default function Case() {
  const unit = useParam('unit', unitId)
  const id = useParam('id', operationId)
  const local = useCase(id)
  useSyncWhileShown()
  const { answer, problem, reload } = useQuery<'case'>(
    unit === null || id === null ? null : { action: 'case', unit, id },
  )
  // Another row, or an own record that has just arrived: the thread has more to tell.
  const told = local === null ? null : `${local.row.seq} ${local.waiting === null || local.waiting === 'delivered'}`
  const last = useRef(told)
  useEffect(() => {
    if (last.current !== told) reload()
    last.current = told
  }, [told, reload])
  const row = local?.row ?? answer?.row ?? null
  if (unit === null || row === null) {
    return (
      <Screen marked title="任务" back>
        <Empty title={problem === null ? '正在取这件任务' : '这件任务不在本机'}>
          {problem === null ? '稍等。' : `${problem.title}。`}
        </Empty>
      </Screen>
    )
  }
  return (
    <Screen
      marked
      title={caseKindWord[row.kind]}
      sub={`任务 ${row.number}`}
      back
      overlay={<NextAction unit={unit} row={row} onAccepted={askToBeTold} />}
    >
      <CaseBody unit={unit} row={row} answer={answer} problem={problem} />
      <BottomSpace />
    </Screen>
  )
}
