import { View } from '@tarojs/components'
import { useState } from 'react'
import type { RebindingsAnswer } from '#contract/enrolment'
import type { UnitId } from '#domain/ids'
import { useQuery } from '#stores/query-store'
import { sendNow } from '#stores/send-now'
import { services } from '#stores/services'
import { useSession } from '#stores/session-store'
import { moment, shortDate } from '#words/format'
import { Line } from './line'
import { Press } from './press'
import { Section } from './section'
import { Sheet } from './sheet'
import { tellSent } from './tell-sent'
import { TextField } from './text-field'
import './rebindings.css'

type Rebinding = RebindingsAnswer['rebindings'][number]

/** Who came with another WeChat and wants his place back: somebody else says whether it is he (F21). Nothing is shown where nobody asks. */
export function Rebindings({ unit }: { readonly unit: UnitId }) {
  const now = services().now()
  const own = useSession(({ session }) => session?.staff.id)
  const query = useQuery<'rebindings'>({ action: 'rebindings', unit })
  const [asked, setAsked] = useState<Rebinding | null>(null)
  const pending = query.answer?.rebindings.filter(({ state }) => state === 'pending') ?? []
  if (pending.length === 0) return null
  return (
    <Section title={`换绑微信 · ${pending.length} 人待确认`}>
      {pending.map((rebinding) => (
        <Line
          key={rebinding.id}
          id={`rebinding-${rebinding.id}`}
          title={`${rebinding.name} ${rebinding.number}`}
          detail={`${moment(rebinding.askedAt, now)} 申请 · ${lastSeenWords(rebinding)}${
            rebinding.staffId === own ? ' · 您本人的，请由另一位负责人办理' : ''
          }`}
          {...(rebinding.staffId === own ? {} : { onPress: () => setAsked(rebinding) })}
        />
      ))}
      {asked !== null && (
        <DecideSheet
          unit={unit}
          rebinding={asked}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null)
            query.reload()
          }}
        />
      )}
    </Section>
  )
}

function lastSeenWords({ lastSeenOn }: Rebinding): string {
  return lastSeenOn === null ? '旧手机没有联网记录' : `旧手机最近 ${shortDate(lastSeenOn)} 联网`
}

interface DecideSheetProps {
  readonly unit: UnitId
  readonly rebinding: Rebinding
  readonly onClose: () => void
  readonly onDone: () => void
}

function DecideSheet({ unit, rebinding, onClose, onDone }: DecideSheetProps) {
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState('')
  const applicationId = rebinding.id
  const send = (draft: Parameters<typeof sendNow>[0]): void => {
    setBusy(true)
    void sendNow(draft, unit).then((sent) => {
      setBusy(false)
      tellSent(sent)
      if (sent.kind !== 'refused') onDone()
    })
  }
  return (
    <Sheet title={`${rebinding.name}换绑微信`} sub={lastSeenWords(rebinding)} onClose={onClose}>
      <View className="rebind-told">
        请当面或打电话确认是本人再同意。旧手机若还在，先让它联网把没发出的记录发完；同意后它退出登录，清除上面的资料。
      </View>
      <Press
        id="rebind-approve"
        className="button"
        disabled={busy}
        onPress={() => send({ type: 'binding.approve', body: { applicationId } })}
      >
        是本人，同意换绑
      </Press>
      <TextField
        id="rebind-reason"
        label="不同意的原因（申请人会看到）"
        value={reason}
        most={100}
        onChange={setReason}
      />
      <Press
        id="rebind-refuse"
        className="button second rebind-no"
        disabled={busy || reason.trim() === ''}
        onPress={() => send({ type: 'binding.refuse', body: { applicationId, reason: reason.trim() } })}
      >
        不同意
      </Press>
    </Sheet>
  )
}
