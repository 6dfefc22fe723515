import { ownersOf } from './coverage'
import type { GridId, OperationId, StaffId } from './ids'
import { last } from './last'
import { onDuty, type Staff } from './staff'
import type { LocalDate, Milliseconds } from './time'
import type { UnitKind } from './unit'

/**
 * What a unit answers for in a campaign: its area, its duties, its measures and the one who does it, 专人 (notice 三 and 五(一)). A
 * paper of the unit, one a campaign; every version stays readable.
 */
export interface DutyVersion {
  /** 1 as first set. */
  readonly version: number
  /** 责任区域, in words; may be empty. */
  readonly area: string
  readonly duties: readonly string[]
  readonly measures: readonly string[]
  /** 专人; null: nobody was named. */
  readonly contact: UnitContact | null
  readonly at: Milliseconds
  readonly by: string
}

/** `staffId`: one of the unit's own people; null: somebody who has no account. */
export interface UnitContact {
  readonly staffId: StaffId | null
  readonly name: string
  /** 职务; may be empty of one who has an account. */
  readonly post: string
}

export interface DutyContent {
  readonly campaignId: OperationId
  readonly versions: readonly DutyVersion[]
}

export function dutyNow({ versions }: Pick<DutyContent, 'versions'>): DutyVersion | null {
  return last(versions) ?? null
}

/** What the street has to look after, in this order. */
export const unitFlags = [
  'no-contact', // nobody was named
  'contact-gone', // whoever was named is no longer in service
  'no-duties',
  'no-worker', // nobody who could do it is in service
  'unowned-buildings',
] as const
export type UnitFlag = (typeof unitFlags)[number]

/** A unit as it stands today. */
export interface UnitFacts {
  readonly kind: UnitKind
  readonly duty: DutyVersion | null
  readonly people: readonly Pick<Staff, 'id' | 'role' | 'scope' | 'active' | 'from' | 'to'>[]
  readonly buildings: readonly { readonly gridId: GridId | null }[]
}

export interface UnitStanding {
  readonly flags: readonly UnitFlag[]
  /** In service today and able to do it: in a community its grid workers, elsewhere anybody. */
  readonly workers: number
  /** Buildings that belong to no grid worker in service. */
  readonly unowned: number
}

/** Nothing of it is set by hand: a flag goes when what it is about is put right. */
export function unitStanding({ kind, duty, people, buildings }: UnitFacts, today: LocalDate): UnitStanding {
  const serving = people.filter((person) => onDuty(person, today))
  const workers = kind === 'community' ? serving.filter(({ role }) => role === 'grid') : serving
  const unowned = buildings.filter((building) => ownersOf(building, workers).length === 0).length
  const contact = duty?.contact ?? null
  const gone = contact !== null && contact.staffId !== null && !serving.some(({ id }) => id === contact.staffId)
  const raised: Readonly<Record<UnitFlag, boolean>> = {
    'no-contact': contact === null,
    'contact-gone': gone,
    'no-duties': duty === null || duty.duties.length === 0,
    'no-worker': workers.length === 0,
    'unowned-buildings': unowned > 0,
  }
  return { flags: unitFlags.filter((flag) => raised[flag]), workers: workers.length, unowned }
}
