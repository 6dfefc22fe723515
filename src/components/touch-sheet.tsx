import { dayOf } from '#domain/time'
import { clockTime, dateWithWeekday } from '#words/format'
import { daysBeforeWord, touchReachWord, touchWord } from '#words/review'
import { Line } from './line'
import type { ReviewTouch } from './review-touches'
import { Sheet } from './sheet'

interface TouchSheetProps {
  readonly touch: ReviewTouch
  readonly onClose: () => void
}

/** A record for whoever may not open it where it lies: all that a review says of it, and nothing of the residents. */
export function TouchSheet({ touch, onClose }: TouchSheetProps) {
  const { at, reach, place, by, leaflets, days, record } = touch
  return (
    <Sheet title={touchWord(touch)} sub={daysBeforeWord(days)} onClose={onClose}>
      <Line title="时间" end={`${dateWithWeekday(dayOf(at))} ${clockTime(at)}`} />
      <Line title="触及" end={touchReachWord[reach]} />
      {place !== null && <Line title="地点" end={place} />}
      <Line title="谁做的" end={by ?? '派出所录入'} />
      {leaflets > 0 && <Line title="资料" end={`${leaflets} 份`} />}
      <Line title="记录号" detail={record.toUpperCase()} />
      <Line title="原件" detail="由单位保管，单位书记可以打开；要核实请走抽查。" />
    </Sheet>
  )
}
