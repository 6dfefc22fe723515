import { type ActivityField, fieldsOf, type SpecificGroup, specificGroups } from '#domain/activity-detail'
import { MINUTE, type Milliseconds } from '#domain/time'
import { type DraftOf, draft } from '#stores/drafts'
import type { ActivityBody } from '#stores/own-activities'

export type ActivityForm = DraftOf<'activity'>

/** As it was said before; a new one from what was left half filled, or as most are: written down when they end. */
export function formOf(said: ActivityBody | null, lastFive: Milliseconds): ActivityForm {
  if (said === null) return draft('activity') ?? emptyForm(lastFive)
  const { channel, from, to, place, audience, note, title, sessions, content, reach, groups, tags } = said
  return {
    channel,
    from,
    to,
    place,
    audience: audience ?? null,
    note: note ?? '',
    title: title ?? '',
    sessions: sessions ?? 1,
    content: content ?? null,
    reach: reach ?? null,
    groups: groups ?? {},
    tags: tags ?? [],
  }
}

function emptyForm(lastFive: Milliseconds): ActivityForm {
  return {
    channel: 'street-stall',
    from: lastFive - 30 * MINUTE,
    to: lastFive,
    place: '',
    audience: null,
    note: '',
    title: '',
    sessions: 1,
    content: null,
    reach: null,
    groups: {},
    tags: [],
  }
}

/** Only what the channel asks is kept: how many heard a lecture has no place in a text message. */
export function bodyOf(form: ActivityForm): ActivityBody {
  const asked = new Set<ActivityField>(fieldsOf(form.channel))
  const groups = Object.fromEntries(specificGroups.flatMap((group) => countOf(form, group)))
  const place = form.place.trim()
  const note = form.note.trim()
  return {
    channel: form.channel,
    from: form.from,
    to: form.to,
    place,
    ...(asked.has('audience') && form.audience !== null ? { audience: form.audience } : {}),
    ...(asked.has('title') ? { title: form.title.trim() } : {}),
    ...(asked.has('sessions') ? { sessions: form.sessions } : {}),
    ...(asked.has('content') && form.content !== null ? { content: form.content } : {}),
    ...(asked.has('reach') && form.reach !== null ? { reach: form.reach } : {}),
    ...(asked.has('groups') && Object.keys(groups).length > 0 ? { groups } : {}),
    ...(form.tags.length > 0 ? { tags: form.tags } : {}),
    ...(note === '' ? {} : { note }),
  }
}

function countOf({ groups }: ActivityForm, group: SpecificGroup): readonly (readonly [SpecificGroup, number])[] {
  const count = groups[group] ?? 0
  return count > 0 ? [[group, count]] : []
}

/** What is missing, in words, or null. */
export function missingIn(form: ActivityForm): string | null {
  if (form.place.trim() === '') return '请写地点。'
  if (form.to <= form.from) return '结束要晚于开始。'
  if (fieldsOf(form.channel).includes('title') && form.title.trim() === '') return '请写节目或品牌的名称。'
  return null
}
