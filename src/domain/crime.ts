import type { FraudType } from './fraud-type'
import type { BuildingId, DoorId } from './ids'
import { HOUR, type LocalDate, MINUTE, type Milliseconds, startOfDay } from './time'

/** Where whoever was defrauded lives or works: as near as it is known. An address that fits no door is kept sealed beside it. */
export type CrimePlace =
  | {
      readonly kind: 'door'
      readonly doorId: DoorId
      readonly buildingId: BuildingId
    }
  | { readonly kind: 'building'; readonly buildingId: BuildingId }
  | { readonly kind: 'address' }

/**
 * 新发案件 as the police registered it, without anything that names the person (S35, S38). A crime belongs to the unit where that
 * person lives or works, and to the month of `on`.
 */
export interface Crime {
  /** 案件编号, unique within the street. */
  readonly number: string
  readonly on: LocalDate
  /** `19:40`; null: only the day is known. */
  readonly time: string | null
  readonly place: CrimePlace
  readonly fraudType: FraudType
  /** Whole yuan. */
  readonly loss: number
  /** 预警编号, where there had been an alert. */
  readonly alert: string | null
  /** False: it turned out to be none, or another unit's. It stays readable and counts no more. */
  readonly counts: boolean
}

export const crimeFields = [
  'number',
  'on',
  'time',
  'place',
  'address', // sealed: that it changed is said, not what it was
  'person', // likewise
  'fraudType',
  'loss',
  'alert',
  'counts',
] as const
export type CrimeField = (typeof crimeFields)[number]

/** What a correction changed, as texts; null: nothing was said, or it is nobody's to read. */
export interface CrimeChange {
  readonly field: CrimeField
  readonly from: string | null
  readonly to: string | null
}

/** Of a crime whose hour nobody knows the day's first instant: what happened that day is not said to have come before it. */
export function crimeAt(on: LocalDate, time: string | null): Milliseconds {
  if (time === null) return startOfDay(on)
  return startOfDay(on) + Number(time.slice(0, 2)) * HOUR + Number(time.slice(3)) * MINUTE
}

/** Old and new of every field that differs. `hidden`: which of the sealed ones were given anew. */
export function crimeChanges(
  before: Crime,
  after: Crime,
  hidden: readonly ('address' | 'person')[],
): readonly CrimeChange[] {
  return crimeFields.flatMap((field): CrimeChange[] => {
    if (field === 'address' || field === 'person')
      return hidden.includes(field) ? [{ field, from: null, to: null }] : []
    const [from, to] = [textOf(before, field), textOf(after, field)]
    return from === to ? [] : [{ field, from, to }]
  })
}

function textOf(crime: Crime, field: Exclude<CrimeField, 'address' | 'person'>): string | null {
  if (field !== 'place') return crime[field] === null ? null : String(crime[field])
  switch (crime.place.kind) {
    case 'door':
      return crime.place.doorId
    case 'building':
      return crime.place.buildingId
    case 'address':
      return null
    default:
      return crime.place satisfies never
  }
}
