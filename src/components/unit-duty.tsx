import { useState } from 'react'
import type { OperationId, UnitId } from '#domain/ids'
import type { UnitFlag } from '#domain/unit-duty'
import { dutyDraft } from '#stores/duty-draft'
import { useQuery } from '#stores/query-store'
import { Answered } from './answered'
import { DutyForm } from './duty-form'
import { DutyView } from './duty-view'
import { Press } from './press'
import { useNow } from './use-now'
import { useReloadOnShow } from './use-reload-on-show'

interface UnitDutyProps {
  readonly unit: UnitId
  readonly campaign: OperationId
  /** Whether the reader may write it. */
  readonly mayWrite: boolean
  readonly onFlag?: (flag: UnitFlag) => void
}

/** What a unit answers for in a campaign, read or written, by its head or the street alike. */
export function UnitDuty({ unit, campaign, mayWrite, onFlag }: UnitDutyProps) {
  const now = useNow()
  const query = useQuery<'unit-duty'>({ action: 'unit-duty', unit, campaign })
  useReloadOnShow(query.reload)
  const [writing, setWriting] = useState(() => mayWrite && dutyDraft(unit, campaign).read() !== null)
  return (
    <Answered query={query} lines={8}>
      {(answer) =>
        writing ? (
          <DutyForm
            answer={answer}
            onClose={() => {
              setWriting(false)
              query.reload()
            }}
            onDone={() => {
              setWriting(false)
              query.reload()
            }}
          />
        ) : (
          <>
            <DutyView answer={answer} now={now} {...(onFlag === undefined ? {} : { onFlag })} />
            {mayWrite && (
              <Press id="duty-write" className="button" onPress={() => setWriting(true)}>
                {answer.content.versions.length === 0 ? '写明职责和专人' : '修改'}
              </Press>
            )}
          </>
        )
      }
    </Answered>
  )
}
