import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { judge } from '#cloud/operations/judge'
import { ok, type Result, refuse } from '#cloud/result'
import { PAGE_OF_DOORS } from '#contract/limits'
import type { BuildingAnswer, BuildingRequest, Change } from '#contract/pull'
import type { BuildingId, GridId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { dayOf } from '#domain/time'
import { building, door } from './changes'

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>

/** A building's doors by id, a page at a time, in one snapshot a page. */
export async function readBuilding(
  context: Context,
  staff: Staff,
  request: BuildingRequest,
): Promise<Result<BuildingAnswer>> {
  // A community that an officer's station serves: its cases are his, its doors are not.
  if (request.unit !== staff.unitId) return refuse(4030)
  const serverTime = context.clock.now()
  const found = await readPage(context, request)
  // Whether a building exists is told only to those who may see it.
  const subject = {
    unitId: request.unit,
    ...(found ? { building: { id: request.building, gridId: found.gridId } } : {}),
  }
  const refused = judge(staff, 'building.read', subject, dayOf(serverTime))
  if (found === undefined) return refuse(refused?.code === 4033 ? 4033 : 4043)
  if (refused) return { ok: false, problem: refused }
  const page = found.doors.slice(0, PAGE_OF_DOORS).map(({ row }) => row)
  const next = found.doors.length > page.length ? (page.at(-1)?.id ?? null) : null
  return ok({ row: found.change.row, doors: page, next, serverTime })
}

interface Found {
  readonly buildingId: BuildingId
  readonly gridId: GridId | null
  readonly change: Of<'building'>
  readonly doors: readonly Of<'door'>[]
}

async function readPage({ db }: Context, { unit, building: id, after }: BuildingRequest): Promise<Found | undefined> {
  const { rows } = await sql<Found>`
    select building_id as "buildingId", grid_id as "gridId", ${building} as change, (
      select coalesce(json_agg(page.change), '[]') from (
        select ${door} as change from door where unit_id = ${unit} and building_id = ${id} and door_id > ${after ?? ''}
        order by door_id limit ${sql.lit(PAGE_OF_DOORS + 1)}
      ) page
    ) as doors from building where unit_id = ${unit} and building_id = ${id}
  `.execute(db)
  return rows[0]
}
