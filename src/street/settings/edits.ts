import type { AlertLevel } from '#domain/alert'
import type { OwnFraudType } from '#domain/fraud-type'
import type { OperationId } from '#domain/ids'
import type { RetentionKind } from '#domain/retention'
import type { StepMinutes, StreetSettings, TagGroup } from '#domain/street-settings'

/** What can be changed of the settings on their page, each giving the whole anew. */
export type Draft = Omit<StreetSettings, 'version'>

export function withStep(draft: Draft, level: AlertLevel, step: keyof StepMinutes, minutes: number): Draft {
  const { within } = draft.dissuasion
  return {
    ...draft,
    dissuasion: { ...draft.dissuasion, within: { ...within, [level]: { ...within[level], [step]: minutes } } },
  }
}

export function withFollowUp(draft: Draft, level: AlertLevel, days: number): Draft {
  const { dissuasion } = draft
  return { ...draft, dissuasion: { ...dissuasion, followUpDays: { ...dissuasion.followUpDays, [level]: days } } }
}

export function withRetention(draft: Draft, kind: RetentionKind, days: number): Draft {
  return { ...draft, retention: { ...draft.retention, [kind]: days } }
}

/** Offered or no longer; what records name is never taken out. */
export function withOffered(draft: Draft, list: 'fraudTypes' | 'tags', id: string): Draft {
  const turned = <Item extends { readonly id: string; readonly offered: boolean }>(items: readonly Item[]) =>
    items.map((item) => (item.id === id ? { ...item, offered: !item.offered } : item))
  return list === 'tags' ? { ...draft, tags: turned(draft.tags) } : { ...draft, fraudTypes: turned(draft.fraudTypes) }
}

/** The end of a fresh id: short, and nobody else's. */
const tail = (id: OperationId): string => id.slice(-12)

export function withFraudType(draft: Draft, word: string, id: OperationId): Draft {
  const own: OwnFraudType = `x-${tail(id)}`
  const others = draft.fraudTypes.filter((type) => type.id !== 'other')
  const rest = draft.fraudTypes.filter((type) => type.id === 'other')
  return { ...draft, fraudTypes: [...others, { id: own, word, offered: true }, ...rest] }
}

/** Another word for the same tag: records name it by its id, so that old ones say the new word, too. */
export function withTagWord(draft: Draft, id: string, word: string): Draft {
  return { ...draft, tags: draft.tags.map((tag) => (tag.id === id ? { ...tag, word } : tag)) }
}

export function withTag(draft: Draft, group: TagGroup, word: string, id: OperationId): Draft {
  return { ...draft, tags: [...draft.tags, { id: `t-${tail(id)}`, word, group, offered: true }] }
}
