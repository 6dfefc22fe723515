import type { Milliseconds } from '#domain/time'
import type { SyncStatus } from '#sync/engine-api'
import { moment } from '#words/format'

/** How old is what is shown, in words under the title. */
export function freshWords({ lastPulledAt, offline, problem }: SyncStatus, now: Milliseconds): string {
  if (lastPulledAt === null) return problem === null ? '正在读取' : problem.title
  const asOf = `截至 ${moment(lastPulledAt, now)}`
  if (offline) return `没有网络，${asOf}`
  return problem === null ? asOf : `${problem.title}，${asOf}`
}
