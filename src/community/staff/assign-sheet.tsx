import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered } from '#components/answered'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import type { StaffAnswer } from '#contract/query'
import type { BuildingId } from '#domain/ids'
import { addDays, dayOf, type LocalDate } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { sendNow } from '#stores/send-now'
import { services } from '#stores/services'
import { dateWithWeekday } from '#words/format'
import { tellSent } from '../../components/tell-sent'
import { buildingName } from '../coverage/words'
import type { OwnUnit } from '../use-unit'

interface AssignSheetProps {
  readonly unit: OwnUnit
  readonly person: StaffAnswer['staff'][number]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A volunteer's buildings and days; after the last one the phone shows nothing more (F16). */
export function AssignSheet({ unit, person, onClose, onDone }: AssignSheetProps) {
  const today = dayOf(services().now())
  const buildings = useQuery({ action: 'coverage', unit: unit.id, staleDays: 7 })
  const [busy, setBusy] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<BuildingId>>(
    () => new Set(person.scope.kind === 'buildings' ? person.scope.buildingIds : []),
  )
  const [from, setFrom] = useState<LocalDate>(person.from ?? today)
  const [to, setTo] = useState<LocalDate>(person.to ?? addDays(today, 6))
  const known = buildings.answer?.buildings ?? []
  const toggle = (id: BuildingId): void => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const save = (): void => {
    const body = {
      staffId: person.id,
      scope: { kind: 'buildings' as const, buildingIds: [...chosen] },
      from,
      to,
      active: true,
    }
    setBusy(true)
    void sendNow({ type: 'staff.assign', body }).then((sent) => {
      setBusy(false)
      tellSent(sent)
      if (sent.kind !== 'refused') onDone()
    })
  }
  return (
    <Sheet title={`安排${person.name}`} sub="最后一天过后，手机上不再显示住户。" onClose={onClose}>
      <DayStepper
        label="从"
        day={from}
        least={addDays(today, -30)}
        onDay={(day) => {
          setFrom(day)
          if (to < day) setTo(day)
        }}
      />
      <DayStepper label="到" day={to} least={from} onDay={setTo} />
      <Answered query={buildings} lines={5}>
        {() => (
          <View className="stf-choices" role="group" aria-label="楼栋">
            {known.map((building) => (
              <Press
                key={building.id}
                className={`pick${chosen.has(building.id) ? ' pick-on' : ''}`}
                role="checkbox"
                chosen={chosen.has(building.id)}
                onPress={() => toggle(building.id)}
              >
                {chosen.has(building.id) ? '✓ ' : ''}
                {buildingName(building)}
              </Press>
            ))}
          </View>
        )}
      </Answered>
      <Press id="assign-save" className="button" disabled={busy || chosen.size === 0} onPress={save}>
        {chosen.size === 0 ? '请选择楼栋' : `安排 ${chosen.size} 栋`}
      </Press>
    </Sheet>
  )
}

interface DayStepperProps {
  readonly label: string
  readonly day: LocalDate
  readonly least: LocalDate
  readonly onDay: (day: LocalDate) => void
}

function DayStepper({ label, day, least, onDay }: DayStepperProps) {
  return (
    <View className="stf-step">
      <View className="stf-step-label">{label}</View>
      <Press
        className="stf-step-press"
        label={`${label}，前一天`}
        disabled={day <= least}
        onPress={() => onDay(addDays(day, -1))}
      >
        ‹
      </Press>
      <View className="stf-step-day">{dateWithWeekday(day)}</View>
      <Press className="stf-step-press" label={`${label}，后一天`} onPress={() => onDay(addDays(day, 1))}>
        ›
      </Press>
    </View>
  )
}
