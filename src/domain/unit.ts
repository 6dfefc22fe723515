import type { UnitId } from './ids'

/** Every unit reports: communities, offices 局办, companies, directly managed bodies 直属单位, and police stations 派出所. */
export const unitKinds = ['community', 'office', 'company', 'body', 'station', 'street'] as const
export type UnitKind = (typeof unitKinds)[number]

/** Stations collect nothing and report to their own superiors; the street receives. */
export const reportingKinds = ['community', 'office', 'company', 'body'] as const satisfies readonly UnitKind[]

export interface Unit {
  readonly id: UnitId
  readonly name: string
  readonly kind: UnitKind
}
