import type { Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { NoticeDraft } from '#cloud/notices/notice-rows'
import type { Arrivals } from '#cloud/queries/arrivals'
import type { CountedSpan } from '#cloud/queries/figures-of'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { UnitOfStreet } from '#contract/street'
import type { Campaign, Measure } from '#domain/campaign'
import type { BuildingId, DoorId, GridId, OperationId, StaffId, UnitId } from '#domain/ids'
import type { Interval } from '#domain/interval'
import type { LeafletKind } from '#domain/leaflet'
import type { Measured } from '#domain/measure'
import type { FrameRecord } from '#domain/sample'
import type { Staff } from '#domain/staff'
import { defaultSettings, type StreetSettings } from '#domain/street-settings'
import type { SummarySource } from '#domain/summary'
import type { Milliseconds } from '#domain/time'
import type { UnitKind } from '#domain/unit'
import { Rows } from './rows'

export type VisitRow = Selectable<Tables['visit']>
export type HandOutRow = Selectable<Tables['hand_out']>
export type ActivityRow = Selectable<Tables['activity']>
export type DoorRow = Selectable<Tables['door']>
export type BuildingRow = Selectable<Tables['building']>
export type StockRow = Selectable<Tables['stock']>
export type StaffRow = Selectable<Tables['staff']>
export type HeldRow = Selectable<Tables['held']>
export type CaseRow = Selectable<Tables['dissuasion']>
export type AttemptRow = Selectable<Tables['attempt']>
export type InvitationRow = Selectable<Tables['invitation']>
export type ApplicationRow = Selectable<Tables['application']>
export type PoliceNoteRow = Selectable<Tables['police_note']>
export type HoldRow = Selectable<Tables['legal_hold']>
export type PaperRow = Selectable<Tables['paper']>

/** What the log already says of an operation: enough to know a repetition, and when its device did it. */
export interface Logged {
  readonly id: OperationId
  readonly seq: number
  readonly contentHash: string
  readonly device: string
  readonly deviceAt: Milliseconds
}

/**
 * The part of a unit that a batch touches, in memory. Operations read and change it; it is loaded by one statement and written by
 * one statement, however many operations there are.
 */
export interface WorkingSet {
  readonly unitId: UnitId
  unitName: string
  unitKind: UnitKind | null
  /** Null: nothing here is sealed, or the server has no keys. */
  vault: UnitVault | null
  /** The station that serves the unit, and its officers, who act in the unit without being of it. */
  station: UnitId | null
  readonly officers: Map<StaffId, StaffRow>
  /** The street that the unit belongs to (the unit itself where it is one), those of its people who act here, and what it decided. */
  street: UnitId | null
  readonly overseers: Map<StaffId, StaffRow>
  settings: StreetSettings
  settingsChanged: boolean
  readonly campaigns: Rows<OperationId, Campaign>
  readonly logged: Map<OperationId, Logged>
  readonly held: Rows<OperationId, HeldRow>
  readonly staff: Rows<StaffId, StaffRow>
  /** Of everybody the unit ever had; loaded only where somebody new comes, who gets the next number. */
  readonly staffIds: Set<StaffId>
  /** Of `staff`, who were not there before. */
  readonly newcomers: Set<StaffId>
  /** Whose WeChat is another one now. */
  readonly rebound: { readonly staffId: StaffId; readonly openid: string | null }[]
  readonly invitations: Rows<OperationId, InvitationRow>
  readonly applications: Rows<OperationId, ApplicationRow>
  readonly grids: Set<GridId>
  readonly buildings: Rows<BuildingId, BuildingRow>
  readonly doors: Rows<DoorId, DoorRow>
  readonly visits: Rows<OperationId, VisitRow>
  readonly handOuts: Rows<OperationId, HandOutRow>
  readonly activities: Rows<OperationId, ActivityRow>
  readonly stock: Rows<string, StockRow>
  readonly cases: Rows<OperationId, CaseRow>
  readonly attempts: Rows<OperationId, AttemptRow>
  readonly policeNotes: Rows<OperationId, PoliceNoteRow>
  readonly papers: Rows<OperationId, PaperRow>
  /** Of the cases and crimes that the batch is about. */
  readonly holds: Rows<OperationId, HoldRow>
  /** Of reports that are signed in this batch: what they are signed for, by the paper. */
  readonly counted: Map<OperationId, CountedSpan & Arrivals>
  /** Of summaries that are issued in this batch: what the units have signed, by the paper. */
  readonly summarised: Map<OperationId, readonly SummarySource[]>
  /** Of evaluations that are changed in this batch: who is evaluated, and for an issue the figures, by the campaign. */
  readonly evaluated: Map<OperationId, Evaluated>
  /** Of draws of this batch: what they draw from, and how the same days were drawn from before. */
  readonly frames: Map<
    OperationId,
    {
      readonly records: readonly FrameRecord[]
      readonly drawn: readonly { readonly seed: string; readonly size: number }[]
    }
  >
  /** Of the numbers that this batch enters, those that were there before. */
  readonly numbers: Set<string>
  /** Of crimes of the street, likewise, and which crime bears each. */
  readonly crimeNumbers: Map<string, OperationId>
  /** Doors that the cloud found for alerts which name none, by the alert. */
  matched: ReadonlyMap<OperationId, { readonly doorId: DoorId; readonly buildingId: BuildingId }>
  /** The newest case of a person, by the keyed hash of the phone. */
  readonly lastOfPerson: Map<string, OperationId>
  readonly notices: NoticeDraft[]
  /** Doors that lost a visit: what they remember before it has to be looked up. */
  readonly forgetful: Set<DoorId>
  /** Time of a person whose minutes have to be counted anew. */
  readonly stirred: { readonly staffId: StaffId; readonly span: Interval }[]
}

/** Units of a street in their order, and their figures. */
export interface Evaluated {
  readonly units: readonly UnitOfStreet[]
  readonly figures: ReadonlyMap<UnitId, ReadonlyMap<Measure, Measured>>
}

export function emptyWorkingSet(unitId: UnitId, vault: UnitVault | null = null): WorkingSet {
  return {
    unitId,
    unitName: '',
    unitKind: null,
    vault,
    station: null,
    officers: new Map(),
    street: null,
    overseers: new Map(),
    settings: defaultSettings,
    settingsChanged: false,
    campaigns: new Rows(({ id }) => id),
    logged: new Map(),
    held: new Rows(({ operation_id }) => operation_id),
    staff: new Rows(({ staff_id }) => staff_id),
    staffIds: new Set(),
    newcomers: new Set(),
    rebound: [],
    invitations: new Rows(({ invitation_id }) => invitation_id),
    applications: new Rows(({ application_id }) => application_id),
    grids: new Set(),
    buildings: new Rows(({ building_id }) => building_id),
    doors: new Rows(({ door_id }) => door_id),
    visits: new Rows(({ visit_id }) => visit_id),
    handOuts: new Rows(({ hand_out_id }) => hand_out_id),
    activities: new Rows(({ activity_id }) => activity_id),
    stock: new Rows(({ staff_id, kind }) => stockKey(staff_id, kind)),
    cases: new Rows(({ case_id }) => case_id),
    attempts: new Rows(({ attempt_id }) => attempt_id),
    policeNotes: new Rows(({ case_id }) => case_id),
    papers: new Rows(({ paper_id }) => paper_id),
    holds: new Rows(({ subject }) => subject),
    counted: new Map(),
    summarised: new Map(),
    evaluated: new Map(),
    frames: new Map(),
    numbers: new Set(),
    crimeNumbers: new Map(),
    matched: new Map(),
    lastOfPerson: new Map(),
    notices: [],
    forgetful: new Set(),
    stirred: [],
  }
}

function stockKey(staffId: StaffId, kind: LeafletKind): string {
  return `${staffId} ${kind}`
}

/** One worker's pieces of one kind; a row of zeros where nothing was ever issued. */
export function stockOf(set: WorkingSet, staffId: StaffId, kind: LeafletKind): StockRow {
  return (
    set.stock.get(stockKey(staffId, kind)) ?? {
      unit_id: set.unitId,
      staff_id: staffId,
      kind,
      issued: 0,
      handed_out: 0,
      returned: 0,
      over_stock: 0,
      seq: 0,
    }
  )
}

/** Of the unit, an officer who serves it, or one of its street's people. */
export function personOf(set: WorkingSet, id: StaffId): StaffRow | undefined {
  return set.staff.get(id) ?? set.officers.get(id) ?? set.overseers.get(id)
}

export function staffOf(row: Omit<StaffRow, 'service'>): Staff {
  return {
    id: row.staff_id,
    unitId: row.unit_id,
    name: row.name,
    role: row.role,
    number: row.number,
    scope: row.scope,
    from: row.from_day,
    to: row.to_day,
    active: row.active,
  }
}
