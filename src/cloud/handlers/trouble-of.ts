import { isDiskFull, isUnavailable } from '#cloud/db/errors'

/** What whoever called hears of something that broke: its disk full, its database away for now, or a fault of ours. */
export function troubleOf(error: unknown): 5070 | 5030 | 5000 {
  if (isDiskFull(error)) return 5070
  return isUnavailable(error) ? 5030 : 5000
}
