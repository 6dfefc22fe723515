import { DAY, type Milliseconds } from '#domain/time'

/** The truth about one record, in words (F07). The kinds are those of `sync/engine-api.ts`. */
export const recordStatusWord = {
  saved: '已存本机',
  sending: '发送中',
  unconfirmed: '待确认',
  held: '云端等待前一条',
  delivered: '已送达',
  rejected: '被退回',
} as const

/** After so long the phone that has the record before it will hardly send it by itself: somebody has to ask its owner. */
const TOO_LONG: Milliseconds = 5 * DAY

/**
 * What to do about a record that the cloud holds for another one; null while there is time. `here`: the one it waits for is among this
 * phone's own.
 */
export function heldTooLongWords(since: Milliseconds, now: Milliseconds, here: boolean): string | null {
  if (now - since < TOO_LONG) return null
  const waited = `已等 ${Math.floor((now - since) / DAY)} 天`
  return here
    ? `${waited}：前一条就在这台手机上，还没送达。先把它发出或改好。`
    : `${waited}：前一条还在另一台手机上，没有发出。请那台手机的主人打开敲门、连上网；找不到人，告诉社区书记。`
}
