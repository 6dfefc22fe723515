/** The truth about one record, in words (F07). The kinds are those of `sync/engine-api.ts`. */
export const recordStatusWord = {
  saved: '已存本机',
  sending: '发送中',
  unconfirmed: '待确认',
  held: '云端等待前一条',
  delivered: '已送达',
  rejected: '被退回',
} as const
