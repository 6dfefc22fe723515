import type { StreetAnswer } from '#contract/street'
import { type CampaignContent, movedBy, noticeCampaign } from '#domain/campaign'
import { daysBetween, type LocalDate } from '#domain/time'
import { reportingKinds } from '#domain/unit'

/** A campaign in hand: what will be sent as a whole. */
export type Draft = CampaignContent

type Known = StreetAnswer['campaigns'][number]

export function draftOf({ id: _id, version: _version, ...content }: Known): Draft {
  return content
}

/** The notice's campaign, every date as many days later as this one begins later. */
export function newFrom(day: LocalDate, name: string): Draft {
  return { ...movedBy(noticeCampaign, daysBetween(noticeCampaign.from, day)), name }
}

/** The lists of a campaign that are edited one entry at a time. */
export interface Entries {
  readonly phases: Draft['phases'][number]
  readonly targets: Draft['targets'][number]
  readonly criteria: Draft['criteria'][number]
  readonly items: Draft['evaluation']['items'][number]
  readonly milestones: Draft['milestones'][number]
}
export type ListName = keyof Entries

/** One entry of one of the lists. */
export type Entry = { readonly [List in ListName]: { readonly list: List; readonly value: Entries[List] } }[ListName]

/** In its place when it is known by its id, else at the end. */
export function withEntry(draft: Draft, { list, value }: Entry): Draft {
  switch (list) {
    case 'phases':
      return { ...draft, phases: put(draft.phases, value) }
    case 'targets':
      return { ...draft, targets: put(draft.targets, value) }
    case 'criteria':
      return { ...draft, criteria: put(draft.criteria, value) }
    case 'milestones':
      return { ...draft, milestones: put(draft.milestones, value) }
    case 'items':
      return { ...draft, evaluation: { ...draft.evaluation, items: put(draft.evaluation.items, value) } }
    default:
      return list satisfies never
  }
}

export function withoutEntry(draft: Draft, list: ListName, id: string): Draft {
  const rest = <Item extends { readonly id: string }>(items: readonly Item[]) => items.filter((one) => one.id !== id)
  switch (list) {
    case 'phases':
      return { ...draft, phases: rest(draft.phases) }
    case 'targets':
      return { ...draft, targets: rest(draft.targets) }
    case 'criteria':
      return { ...draft, criteria: rest(draft.criteria) }
    case 'milestones':
      return { ...draft, milestones: rest(draft.milestones) }
    case 'items':
      return { ...draft, evaluation: { ...draft.evaluation, items: rest(draft.evaluation.items) } }
    default:
      return list satisfies never
  }
}

function put<Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] {
  return items.some(({ id }) => id === item.id)
    ? items.map((one) => (one.id === item.id ? item : one))
    : [...items, item]
}

/** An empty entry to begin with, within the campaign's dates. */
export function blank(draft: Draft, list: ListName, id: string): Entry {
  const { from, to } = draft
  const kinds = reportingKinds
  switch (list) {
    case 'phases':
      return { list, value: { id, name: '', from, to } }
    case 'targets':
      return { list, value: { id, word: '', kinds: ['community'] } }
    case 'criteria':
      return { list, value: { id, word: '', kinds, measure: 'no-case-days', atLeast: 30 } }
    case 'items':
      return { list, value: { id, word: '', kinds, measure: 'reports-in-time', points: 10, full: 100, none: 50 } }
    case 'milestones':
      return { list, value: { id, word: '', by: to, needs: 'both-down' } }
    default:
      return list satisfies never
  }
}

/** What the entry is called. */
export function wordOf(entry: Entry): string {
  return entry.list === 'phases' ? entry.value.name : entry.value.word
}

export function named(entry: Entry, word: string): Entry {
  switch (entry.list) {
    case 'phases':
      return { ...entry, value: { ...entry.value, name: word } }
    case 'targets':
      return { ...entry, value: { ...entry.value, word } }
    case 'criteria':
      return { ...entry, value: { ...entry.value, word } }
    case 'items':
      return { ...entry, value: { ...entry.value, word } }
    case 'milestones':
      return { ...entry, value: { ...entry.value, word } }
    default:
      return entry satisfies never
  }
}

/** `12.5`, `-20`; undefined: no number that a campaign takes. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim()
  if (!/^-?\d{1,6}(\.\d{1,2})?$/.test(trimmed)) return undefined
  return Number(trimmed)
}
