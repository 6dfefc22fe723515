import * as v from 'valibot'
import { officePhone } from '#contract/roster'
import type { UnitId } from '#domain/ids'
import { groupsOfNotice, groupTwice, type Roster, type RosterGroup, type RosterMember } from '#domain/roster'
import { type DeskDraft, deskDraft } from './desk-draft'

/** The roster while it is written. */
const draftSchema = v.object({
  /** The version that is changed. */
  base: v.number(),
  groups: v.array(
    v.object({
      name: v.string(),
      members: v.array(v.object({ name: v.string(), post: v.string(), part: v.string(), phone: v.string() })),
    }),
  ),
})

export interface RosterDraft {
  readonly base: number
  readonly groups: readonly RosterGroup[]
}

export function rosterDraft(street: UnitId): DeskDraft<RosterDraft> {
  return deskDraft('roster-draft', street, draftSchema)
}

/** What stands; where nothing does, the groups that the notice names and the street's stations, with nobody in them yet. */
export function draftOf(roster: Roster | null, stations: readonly string[]): RosterDraft {
  if (roster !== null) return { base: roster.version, groups: roster.groups }
  return { base: 0, groups: [...groupsOfNotice, ...stations].map((name) => ({ name, members: [] })) }
}

/** What keeps it from being saved, in words; null: nothing. */
export function rosterFault({ groups }: RosterDraft): string | null {
  const twice = groupTwice(groups)
  if (twice !== undefined) return `有两个组都叫“${twice}”，请改一个名称`
  return null
}

export function memberFault({ name, phone }: RosterMember): string | null {
  if (name.trim() === '') return '请写姓名'
  return phone === '' || v.safeParse(officePhone, phone).success ? null : '电话只写数字、空格和短横线'
}

export function withGroup(draft: RosterDraft, at: number, group: RosterGroup | null): RosterDraft {
  const groups = [...draft.groups]
  if (group === null) groups.splice(at, 1)
  else groups[at] = group
  return { ...draft, groups }
}

/** Who is named first stands first: one place up. */
export function memberUp(group: RosterGroup, at: number): RosterGroup {
  const members = [...group.members]
  const [moved] = members.splice(at, 1)
  if (moved !== undefined) members.splice(Math.max(0, at - 1), 0, moved)
  return { ...group, members }
}
