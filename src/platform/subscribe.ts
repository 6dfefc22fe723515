import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { type NoticeKind, noticeKinds } from '#domain/notice'

/** WeChat's: more at once are refused together. */
const MOST_AT_ONCE = 3

const template = v.union([
  v.string(),
  v.pipe(
    v.object({ id: v.string() }),
    v.transform(({ id }) => id),
  ),
])
const templatesByKind = v.pipe(
  v.string(),
  v.parseJson(),
  v.object(v.entriesFromList(noticeKinds, v.optional(template))),
)

/**
 * Asks on WeChat for leave to send one message of each kind (one tap, one accept, one message). WeChat listens within a tap only,
 * so nothing is awaited before. `templates`: JSON, a template's id by kind; without one nothing is asked.
 */
export function askingFor(templates: string): (kinds: readonly NoticeKind[]) => void {
  const parsed = v.safeParse(templatesByKind, templates)
  const ids = parsed.success ? parsed.output : {}
  return (kinds) => {
    // Kinds may share a template.
    const tmplIds = [...new Set(kinds.flatMap((kind) => ids[kind] ?? []))].slice(0, MOST_AT_ONCE)
    if (tmplIds.length === 0) return
    try {
      // Refused, or an older WeChat: the app shows the case anyway.
      Taro.requestSubscribeMessage({ tmplIds, entityIds: [] }).catch(() => {})
    } catch {}
  }
}
