import type { Problem } from '#contract/problem'

/** What to do about it, in one sentence. */
export function adviceFor({ code, detail }: Problem): string {
  if (detail !== undefined) return detail
  if (code === 1002) return '数据都在云端，没有丢；联网后点“重试”。'
  if (code === 4002) return '应用更新后即可查看，数据没有丢。'
  switch (Math.floor(code / 10)) {
    case 401:
      return '请到“我的”重新登录。'
    case 403:
      return '请核对登录的身份和单位。'
    case 404:
      return '它可能已从台账移除，返回后刷新列表。'
    case 429:
      return '稍等一分钟再点“重试”。'
    default:
      return '过一会儿再点“重试”；若仍不行，请联系街道专班。'
  }
}
