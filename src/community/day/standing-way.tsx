import { WayOn } from '#components/ways-and-marks'
import { standingState } from '#domain/standing'
import type { LocalDate } from '#domain/time'
import { useStanding } from '#stores/field-store'
import { goStanding } from '../go'

/** What hangs in the community, and whether any of it wants doing. */
export function StandingWay({ today }: { readonly today: LocalDate }) {
  const states = useStanding().map(({ row }) => standingState(row, today))
  const count = (wanted: (typeof states)[number]) => states.filter((state) => state === wanted).length
  const todo = [
    ...(count('damaged') > 0 ? [`破损或缺失 ${count('damaged')} 处`] : []),
    ...(count('expired') > 0 ? [`已到期 ${count('expired')} 处`] : []),
    ...(count('expiring') > 0 ? [`快到期 ${count('expiring')} 处`] : []),
  ]
  const hint = todo.length > 0 ? todo.join('，') : '标语、宣传栏、电子屏、喇叭：在哪里、到哪天、是否完好'
  return <WayOn word="横幅标语" hint={hint} onPress={goStanding} />
}
