import { useState } from 'react'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { EnrolmentAnswer } from '#contract/enrolment'
import type { BuildingId } from '#domain/ids'
import { addDays, dayOf, type LocalDate } from '#domain/time'
import { askToHearOfServiceEnd } from '#stores/be-told'
import { sendNow } from '#stores/send-now'
import { services } from '#stores/services'
import { tellSent } from '../../components/tell-sent'
import type { OwnUnit } from '../use-unit'
import { BuildingsAndDays } from './buildings-and-days'

interface ApproveSheetProps {
  readonly unit: OwnUnit
  readonly application: EnrolmentAnswer['applications'][number]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Takes somebody as a volunteer of some buildings and days, or says why not. */
export function ApproveSheet({ unit, application, onClose, onDone }: ApproveSheetProps) {
  const today = dayOf(services().now())
  const [busy, setBusy] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<BuildingId>>(new Set())
  const [days, setDays] = useState<{ readonly from: LocalDate; readonly to: LocalDate }>({
    from: today,
    to: addDays(today, 6),
  })
  const [reason, setReason] = useState('')
  const send = (draft: Parameters<typeof sendNow>[0]): void => {
    setBusy(true)
    void sendNow(draft).then((sent) => {
      setBusy(false)
      tellSent(sent)
      if (sent.kind !== 'refused') onDone()
    })
  }
  const applicationId = application.id
  return (
    <Sheet title={`${application.name}的申请`} sub={application.about ?? '没有写介绍'} onClose={onClose}>
      <BuildingsAndDays unit={unit} chosen={chosen} days={days} onChoose={setChosen} onDays={setDays} />
      <Press
        id="approve-save"
        className="button"
        disabled={busy || chosen.size === 0}
        onPress={() => {
          askToHearOfServiceEnd()
          send({ type: 'volunteer.approve', body: { applicationId, buildingIds: [...chosen], ...days } })
        }}
      >
        {chosen.size === 0 ? '请选择楼栋' : `通过，安排 ${chosen.size} 栋`}
      </Press>
      <TextField id="refuse-reason" label="不通过的原因（本人会看到）" value={reason} most={100} onChange={setReason} />
      <Press
        id="refuse-save"
        className="button second"
        disabled={busy || reason.trim() === ''}
        onPress={() => send({ type: 'volunteer.refuse', body: { applicationId, reason: reason.trim() } })}
      >
        不通过
      </Press>
    </Sheet>
  )
}
