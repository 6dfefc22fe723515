import { View } from '@tarojs/components'
import { Answered } from '#components/answered'
import { Press } from '#components/press'
import type { BuildingId } from '#domain/ids'
import { addDays, dayOf, type LocalDate } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { buildingName } from '../coverage/words'
import type { OwnUnit } from '../use-unit'
import { DayStepper } from './day-stepper'

interface Days {
  readonly from: LocalDate
  readonly to: LocalDate
}

interface BuildingsAndDaysProps {
  readonly unit: OwnUnit
  readonly chosen: ReadonlySet<BuildingId>
  readonly days: Days
  readonly onChoose: (chosen: ReadonlySet<BuildingId>) => void
  readonly onDays: (days: Days) => void
}

/** Where a volunteer works and from when until when, both days included. */
export function BuildingsAndDays({ unit, chosen, days: { from, to }, onChoose, onDays }: BuildingsAndDaysProps) {
  const today = dayOf(services().now())
  const buildings = useQuery({ action: 'coverage', unit: unit.id, staleDays: 7 })
  const toggle = (id: BuildingId): void => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  return (
    <>
      <DayStepper
        label="从"
        day={from}
        least={addDays(today, -30)}
        onDay={(day) => onDays({ from: day, to: to < day ? day : to })}
      />
      <DayStepper label="到" day={to} least={from} onDay={(day) => onDays({ from, to: day })} />
      <Answered query={buildings} lines={5}>
        {({ buildings: known }) => (
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
    </>
  )
}
