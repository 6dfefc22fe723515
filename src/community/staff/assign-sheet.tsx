import { useState } from 'react'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import type { StaffAnswer } from '#contract/query'
import type { BuildingId } from '#domain/ids'
import { addDays, dayOf } from '#domain/time'
import { askToHearOfServiceEnd } from '#stores/be-told'
import { sendNow } from '#stores/send-now'
import { services } from '#stores/services'
import { tellSent } from '../../components/tell-sent'
import type { OwnUnit } from '../use-unit'
import { BuildingsAndDays } from './buildings-and-days'

interface AssignSheetProps {
  readonly unit: OwnUnit
  readonly person: StaffAnswer['staff'][number]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A volunteer's buildings and days; after the last one the phone shows nothing more (F16). */
export function AssignSheet({ unit, person, onClose, onDone }: AssignSheetProps) {
  const today = dayOf(services().now())
  const [busy, setBusy] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<BuildingId>>(
    () => new Set(person.scope.kind === 'buildings' ? person.scope.buildingIds : []),
  )
  const [days, setDays] = useState({
    from: person.from ?? today,
    to: person.to !== null && person.to >= today ? person.to : addDays(today, 6),
  })
  const save = (): void => {
    const body = {
      staffId: person.id,
      scope: { kind: 'buildings' as const, buildingIds: [...chosen] },
      ...days,
      active: true,
    }
    askToHearOfServiceEnd()
    setBusy(true)
    void sendNow({ type: 'staff.assign', body }).then((sent) => {
      setBusy(false)
      tellSent(sent)
      if (sent.kind !== 'refused') onDone()
    })
  }
  return (
    <Sheet title={`安排${person.name}`} sub="最后一天过后，手机上不再显示住户。" onClose={onClose}>
      <BuildingsAndDays unit={unit} chosen={chosen} days={days} onChoose={setChosen} onDays={setDays} />
      <Press id="assign-save" className="button" disabled={busy || chosen.size === 0} onPress={save}>
        {chosen.size === 0 ? '请选择楼栋' : `安排 ${chosen.size} 栋`}
      </Press>
    </Sheet>
  )
}
