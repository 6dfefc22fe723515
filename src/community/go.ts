import Taro from '@tarojs/taro'
import type { BuildingId, OperationId, StaffId } from '#domain/ids'
import type { LocalDate } from '#domain/time'

/** Where the secretary's pages lead to one another. */
function go(url: string): void {
  void Taro.navigateTo({ url })
}

export const goDay = (day: LocalDate): void => go(`/community/day/index?day=${day}`)
export const goRecord = (id: OperationId): void => go(`/community/record/index?id=${id}`)
export const goCase = (id: OperationId): void => go(`/community/case/index?id=${id}`)
export const goFindings = (): void => go('/community/findings/index')
export const goReviews = (): void => go('/community/reviews/index')
export const goReview = (id: OperationId): void => go(`/community/review/index?id=${id}`)
export const goReports = (): void => go('/community/reports/index')
export const goDuties = (): void => go('/community/duties/index')
export const goPlan = (): void => go('/community/plan/index')
export const goRates = (): void => go('/street/rates/index')
export const goCreation = (): void => go('/street/creation/index')
export const goStaff = (): void => go('/community/staff/index')
export const goService = (staff: StaffId): void => go(`/pages/service/index?staff=${staff}`)
export const goImport = (): void => go('/community/import/index')
export const goActivity = (): void => go('/pages/activity/index')
export const goStanding = (): void => go('/pages/standing/index')
/** What was put up on that day. */
export const goStandingOf = (day: LocalDate): void => go(`/pages/standing/index?from=${day}&to=${day}`)
export const goCalendar = (): void => void Taro.redirectTo({ url: '/community/calendar/index' })
export const goCases = (): void => void Taro.redirectTo({ url: '/community/cases/index' })
export const goCoverage = (): void => void Taro.redirectTo({ url: '/community/coverage/index' })

interface RecordFilter {
  readonly day?: LocalDate
  readonly building?: BuildingId
  readonly staff?: StaffId
}

export function goRecords(filter: RecordFilter): void {
  const query = Object.entries(filter)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  go(`/community/records/index${query === '' ? '' : `?${query}`}`)
}
