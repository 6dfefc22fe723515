import { Answered } from '#components/answered'
import { CalendarGrid, CalendarLegend } from '#components/calendar-grid'
import { Sheet } from '#components/sheet'
import type { LocalDate } from '#domain/time'
import { dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { hundredDays, hundredDaysUntil } from './hundred-days'
import type { OwnUnit } from './use-unit'

interface DaySheetProps {
  readonly unit: OwnUnit
  readonly chosen: LocalDate | null
  readonly onPick: (day: LocalDate) => void
  readonly onClose: () => void
}

/** Choosing a day shows how each of them stands. */
export function DaySheet({ unit, chosen, onPick, onClose }: DaySheetProps) {
  const today = dayOf(services().now())
  const query = useQuery({ action: 'calendar', unit: unit.id, ...hundredDaysUntil(today) })
  return (
    <Sheet title="选择日期" onClose={onClose}>
      <Answered query={query}>
        {(answer) => {
          const days = hundredDays(answer, today)
          const begun = days.filter((day) => day.status !== 'future')
          return (
            <>
              <CalendarGrid newestOnTop days={begun} chosen={chosen} onPick={onPick} />
              <CalendarLegend days={begun} />
            </>
          )
        }}
      </Answered>
    </Sheet>
  )
}
