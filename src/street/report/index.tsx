import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Press } from '#components/press'
import { ReportView } from '#components/report-view'
import { Screen } from '#components/screen'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { ReportAnswer } from '#contract/report'
import { operationId, unitId } from '#contract/scalars'
import { useQuery } from '#stores/query-store'
import { shortDate } from '#words/format'
import { reportTitle } from '#words/report'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'
import './index.css'

export default function ReportPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="半月报" hint="街道专班登录后可查看各单位报送。" />
  ) : (
    <OneReport street={street} />
  )
}

/** What a unit handed in: read it, receive it, or send it back with a reason. */
function OneReport({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const unit = useParam('unit', unitId)
  const id = useParam('id', operationId)
  const query = useQuery<'report'>(unit === null || id === null ? null : { action: 'report', unit, id })
  useReloadOnShow(query.reload)
  const { answer } = query
  if (unit === null || id === null)
    return (
      <Screen back title="半月报">
        <Empty words="没有指明是哪份半月报" hint="请从收报页打开。" />
      </Screen>
    )
  return (
    <Screen
      wide
      back
      title={answer === null ? '半月报' : `${answer.unit.name} ${reportTitle(answer.content.due)}`}
      sub={answer === null ? street.name : `${shortDate(answer.content.from)}–${shortDate(answer.content.to)}`}
    >
      <Answered query={query} lines={10}>
        {(report) => (
          <>
            {street.role === 'street' && report.state === 'signed' && (
              <Receiving report={report} onDone={query.reload} />
            )}
            <ReportView report={report} now={now} />
          </>
        )}
      </Answered>
    </Screen>
  )
}

function Receiving({ report, onDone }: { readonly report: ReportAnswer; readonly onDone: () => void }) {
  const [returning, setReturning] = useState(false)
  const [reason, setReason] = useState('')
  const acting = useDeskAct(report.unit.id, onDone)
  return (
    <>
      <View className="srp-acts">
        <Press
          id="accept"
          className="button"
          disabled={acting.busy}
          onPress={() => acting.act({ type: 'report.accept', body: { paperId: report.id } })}
        >
          接收
        </Press>
        <Press id="open-return" className="button second" disabled={acting.busy} onPress={() => setReturning(true)}>
          退回
        </Press>
      </View>
      {!returning && <Alert words={acting.problem} />}
      {returning && (
        <Sheet title="退回半月报" sub="单位会看到原因，改好后重新签发" onClose={() => setReturning(false)}>
          <TextField id="return-reason" label="哪里要改" value={reason} most={200} onChange={setReason} />
          <Alert words={acting.problem} />
          <Press
            id="confirm-return"
            className="button"
            disabled={acting.busy || reason.trim() === ''}
            onPress={() => acting.act({ type: 'report.return', body: { paperId: report.id, reason: reason.trim() } })}
          >
            退回
          </Press>
        </Sheet>
      )}
    </>
  )
}
