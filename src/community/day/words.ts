import type { CoverageAnswer, DayAnswer } from '#contract/query'
import type { StaffId } from '#domain/ids'
import { type LocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { exactTime, moment } from '#words/format'
import { buildingName, byNearest } from '../coverage/words'

/** The page's first line: are we there, and if not, do we know? */
export function headline({ status, activityMinutes, targetMinutes, day }: DayAnswer, today: LocalDate): string {
  const gap = Math.max(0, targetMinutes - activityMinutes)
  switch (status) {
    case 'met':
      return day === today ? '今日已达标' : '当日已达标'
    case 'not-met':
      return `未达标，差 ${gap} 分钟`
    case 'unknown':
      return `还差 ${gap} 分钟，尚未可知`
    case 'open':
      return `还差 ${gap} 分钟，进行中`
    default:
      return status satisfies never
  }
}

/** Whose phones hold the day back: how many records, and when they were last heard. */
export function waitingWords({ waiting, people, day }: DayAnswer, now: Milliseconds): readonly string[] {
  return waiting.map(({ staffId, pending, seenAt }) => {
    const name = people.find(({ id }) => id === staffId)?.name ?? '一位工作人员'
    const heard = `最后联系 ${moment(seenAt, now)}`
    if (pending > 0) return `${name}的手机还有 ${pending} 条未送达，${heard}`
    return seenAt < startOfDay(day) ? `${name}的手机没有消息，${heard}` : `${name}的手机当日之后没有联系，${heard}`
  })
}

/** Null when nothing came late. */
export function lateWords({ late, activityTimeInTime, targetMinutes, status }: DayAnswer): string | null {
  if (late === 0) return null
  const before = Math.floor(activityTimeInTime / MINUTE)
  const turned = status === 'met' && before < targetMinutes ? '，因补传达标' : ''
  return `含补传 ${late} 条，其中补传前为 ${before} 分钟${turned}`
}

export function countWords({ counts }: DayAnswer): string {
  const parts = [
    `走访 ${counts.visits} 户次（见面 ${counts.met}）`,
    ...(counts.handOuts > 0 ? [`发放 ${counts.handOuts} 次`] : []),
    `资料 ${counts.leaflets} 份`,
    ...(counts.activities > 0 ? [`活动 ${counts.activities} 场`] : []),
    ...(counts.adults > 0 ? [`见到 ${counts.adults} 人`] : []),
    ...(counts.undone > 0 ? [`撤销 ${counts.undone} 条未计`] : []),
  ]
  return parts.join(' · ')
}

export function overlapTime({ lines }: DayAnswer): Milliseconds {
  return lines.reduce((sum, { overlap }) => sum + overlap, 0)
}

interface Unfinished {
  readonly building: CoverageAnswer['buildings'][number]
  readonly left: number
}

export interface GapAdvice {
  /** Nearest to being finished first; as many as the gap needs, at most three. */
  readonly buildings: readonly Unfinished[]
  /** Doors that would close it at today's pace; null when today has no pace yet. */
  readonly doorsNeeded: number | null
  readonly perDoor: Milliseconds | null
}

const MOST_BUILDINGS = 3

/** The cheapest way to the rest: the buildings nearest to being finished, at the pace of this day's own doors. */
export function gapAdvice(day: DayAnswer, coverage: CoverageAnswer): GapAdvice | null {
  const unfinished = byNearest(coverage.buildings)
    .map((building) => ({ building, left: building.doors - building.visited }))
    .filter(({ left }) => left > 0)
  if (unfinished.length === 0) return null
  const doors = day.lines.filter(({ channel }) => channel === 'door')
  const stops = doors.reduce((sum, line) => sum + line.stops.length, 0)
  const time = doors.reduce((sum, line) => sum + (line.to - line.from), 0)
  const perDoor = stops === 0 ? null : time / stops
  const gap = Math.max(0, day.targetMinutes * MINUTE - day.activityTime)
  const doorsNeeded = perDoor === null ? null : Math.max(1, Math.ceil(gap / perDoor))
  return { buildings: enough(unfinished, doorsNeeded ?? 1), doorsNeeded, perDoor }
}

function enough(unfinished: readonly Unfinished[], doors: number): readonly Unfinished[] {
  const taken: Unfinished[] = []
  let reached = 0
  for (const next of unfinished) {
    if (reached >= doors || taken.length === MOST_BUILDINGS) break
    taken.push(next)
    reached += next.left
  }
  return taken
}

export function gapWords({ buildings, doorsNeeded, perDoor }: GapAdvice): string {
  const places = buildings.map(({ building, left }) => {
    const whose = building.owners.length === 0 ? '无人负责' : building.owners.join('、')
    return `${buildingName(building)}还有 ${left} 户未走访（${whose}）`
  })
  const pace =
    doorsNeeded === null || perDoor === null
      ? ''
      : `按当日每户约 ${exactTime(Math.round(perDoor / 1000) * 1000)}，再走 ${doorsNeeded} 户可达标。`
  return `${places.join('，')}。${pace}`
}

export function nameOf({ people }: Pick<DayAnswer, 'people'>): (id: StaffId) => string {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? '已离岗人员'
}
