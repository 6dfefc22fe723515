import type { StreetSettings, Tag, TagGroup } from '#domain/street-settings'

export const tagGroupWord: Readonly<Record<TagGroup, string>> = {
  target: '无诈目标',
  cluster: '四大集群行动',
  platform: '两大支持载体',
  other: '其他',
}

/** Those that the street offers, and those chosen before that it no longer does. */
export function tagChoices({ tags }: StreetSettings, chosen: readonly string[]): readonly Tag[] {
  return tags.filter(({ id, offered }) => offered || chosen.includes(id))
}

/** A record of before this device heard of the tag still shows something: its id. */
export function tagWord({ tags }: StreetSettings, id: string): string {
  return tags.find((tag) => tag.id === id)?.word ?? id
}
