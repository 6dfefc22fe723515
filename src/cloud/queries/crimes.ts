import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { type CrimeContent, crimeOf } from '#cloud/operations/crime-paper'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { CrimesAnswer } from '#contract/crime'
import type { QueryRequest } from '#contract/query'
import type { UnitOfStreet } from '#contract/street'
import type { OperationId, UnitId } from '#domain/ids'
import { maskAddress, maskRoom } from '#domain/masking'
import { addDays, type LocalDate, startOfDay } from '#domain/time'
import { buildingLabel, doorLabel } from './labels'
import { permit } from './permit'
import { reportingUnits } from './reporting-units'

/** The street's crimes of some days, or one unit's: rooms and the end of an address masked, corrections with their reasons. */
export async function crimes(
  context: Context,
  { staff, unitId, stationId, streetId }: Viewer,
  { from, to }: Extract<QueryRequest, { action: 'crimes' }>,
): Promise<Result<CrimesAnswer>> {
  const refused = permit(context, staff, 'crime.read', {
    unitId,
    station: stationId,
    street: streetId,
  })
  if (refused) return refused
  const { db, vault } = context
  const units = await reportingUnits(db, unitId)
  const found = await crimesOf(db, units, from, to)
  const vaults = new Map<UnitId, UnitVault>()
  for (const unit of new Set(found.map(({ unit: { id } }) => id))) {
    const opened = await vault.open(db, unit)
    if (opened === null) return refuse(5032)
    vaults.set(unit, opened)
  }
  return ok({
    crimes: found.flatMap(({ id, unit, content, held, doorWord }) => {
      const opened = vaults.get(unit.id)
      return opened === undefined ? [] : [{ ...rowOf(id, unit, content, doorWord, opened), held }]
    }),
    asOf: context.clock.now(),
  })
}

export interface FoundCrime {
  readonly id: OperationId
  readonly unit: UnitOfStreet
  readonly content: CrimeContent
  /** Of a crime at a door or a building: how the place is called, its room masked. */
  readonly doorWord: string | null
  /** 依法保留. */
  readonly held: boolean
}

/** Newest first. */
export async function crimesOf(
  db: Kysely<Tables>,
  units: readonly UnitOfStreet[],
  from: LocalDate,
  to: LocalDate,
): Promise<readonly FoundCrime[]> {
  const { rows } = await sql<{
    readonly id: OperationId
    readonly unitId: UnitId
    readonly content: unknown
    readonly held: boolean
    readonly building: {
      readonly compound: string
      readonly name: string
    } | null
    readonly door: {
      readonly stairwell: number | null
      readonly room: string
    } | null
  }>`
    select paper_id as id, paper.unit_id as "unitId", content,
      exists (select from legal_hold where legal_hold.unit_id = paper.unit_id and legal_hold.subject = paper_id) as held,
      case when building.name is null then null else json_build_object('compound', building.compound, 'name', building.name) end as building,
      case when door.room is null then null else json_build_object('stairwell', door.stairwell, 'room', door.room) end as door
    from paper
    left join building on building.unit_id = paper.unit_id and building.building_id = content->'place'->>'buildingId'
    left join door on door.unit_id = paper.unit_id and door.door_id = content->'place'->>'doorId'
    where paper.unit_id = any(${units.map(({ id }) => id)}::text[]) and paper.kind = 'crime'
      and paper.at >= ${startOfDay(from)} and paper.at < ${startOfDay(addDays(to, 1))}
    order by paper.at desc, paper_id desc
  `.execute(db)
  return rows.flatMap(({ id, unitId, content, held, building, door }) => {
    const unit = units.find((one) => one.id === unitId)
    if (unit === undefined) return []
    const doorWord =
      building === null
        ? null
        : door === null
          ? buildingLabel(building)
          : doorLabel({
              ...building,
              stairwell: door.stairwell,
              room: maskRoom(door.room),
            })
    return [{ id, unit, content: crimeOf({ content }), held, doorWord }]
  })
}

const text = v.nullable(v.string())

function rowOf(
  id: OperationId,
  unit: UnitOfStreet,
  { address, person, enteredBy, corrections, review: _, ...content }: CrimeContent,
  doorWord: string | null,
  vault: UnitVault,
): CrimesAnswer['crimes'][number] {
  const written = address === null ? null : v.parse(text, vault.unseal(`${address.saidBy}.address`, address.sealed))
  return {
    ...content,
    id,
    unit,
    placeWord: doorWord ?? (written === null ? null : maskAddress(written)),
    person: person !== null,
    enteredBy: enteredBy.name,
    corrections: corrections.map(({ id: saidBy, at, by, reason, changes }) => ({
      at,
      by: by.name,
      reason: v.parse(text, vault.unseal(`${saidBy}.reason`, reason)),
      changes: [...changes],
    })),
  }
}
