import type { Milliseconds } from './time'

/**
 * 领导小组 and 专班 (notice 二 and its attachment: 党政办（宣传）, 社会治理局（司法）, the two 派出所), in the order in which the street names
 * them. Officials' names, posts and, where they wish, the office's phone: nothing of a resident.
 */
export interface RosterGroup {
  readonly name: string
  readonly members: readonly RosterMember[]
}

export interface RosterMember {
  readonly name: string
  /** 职务; may be empty. */
  readonly post: string
  /** In the group: `组长`, `副组长`, `成员`, `联络员`; may be empty. */
  readonly part: string
  /** An office's; may be empty. */
  readonly phone: string
}

export interface Roster {
  /** 1 as first set, +1 with each change. */
  readonly version: number
  readonly groups: readonly RosterGroup[]
  readonly at: Milliseconds
  readonly by: string
}

/** What the notice names, to start from; the street's stations come after. */
export const groupsOfNotice = ['领导小组', '党政办（宣传）', '社会治理局（司法）'] as const

/** Two of one name can't be told apart. Undefined: all differ. */
export function groupTwice(groups: readonly Pick<RosterGroup, 'name'>[]): string | undefined {
  return groups.find(({ name }, index) => groups.findIndex((one) => one.name === name) !== index)?.name
}
