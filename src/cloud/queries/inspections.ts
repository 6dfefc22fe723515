import { type Kysely, sql } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { inspectionOf } from '#cloud/operations/inspection-paper'
import { lockHead } from '#cloud/operations/log'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { InspectedAnswer, InspectionAnswer, InspectionsAnswer } from '#contract/inspection'
import type { QueryRequest } from '#contract/query'
import type { OperationId, UnitId } from '#domain/ids'
import { estimateConfirmed, inspectionState } from '#domain/inspection'
import { doorLabel } from './labels'
import { onePaper } from './papers'
import { permit } from './permit'

type Asked<Action extends QueryRequest['action']> = Extract<QueryRequest, { action: Action }>

/** The street's inspections, newest first, each with its estimate. */
export async function inspections(
  context: Context,
  { staff, unitId, streetId }: Viewer,
): Promise<Result<InspectionsAnswer>> {
  const refused = permit(context, staff, 'inspection.read', {
    unitId,
    street: streetId,
  })
  if (refused) return refused
  const papers = await context.db
    .selectFrom('paper')
    .select(['paper_id as id', 'content'])
    .where('unit_id', '=', unitId)
    .where('kind', '=', 'inspection')
    .orderBy('at', 'desc')
    .orderBy('paper_id', 'desc')
    .execute()
  return ok({
    inspections: papers.map((paper) => {
      const content = inspectionOf(paper)
      const { seed, from, to, drawnAt, drawnBy, drawn } = content
      return {
        id: paper.id,
        state: inspectionState(content),
        seed,
        from,
        to,
        drawnAt,
        drawnBy: drawnBy.name,
        drawn: drawn.length,
        checked: drawn.filter(({ check }) => check !== null).length,
        estimate: estimateConfirmed(content),
      }
    }),
    asOf: context.clock.now(),
  })
}

/** One inspection: all that anybody needs to draw it again, and how far it is. No place is in it. */
export async function inspection(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { id }: Asked<'inspection'>,
): Promise<Result<InspectionAnswer>> {
  const refused = permit(context, staff, 'inspection.read', {
    unitId,
    street: streetId,
  })
  if (refused) return refused
  const { db } = context
  const content = await contentOf(db, unitId, id)
  if (content === undefined) return refuse(4041, '没有这次抽查', 'id')
  const ids = [...new Set(content.strata.map(({ unit }) => unit))]
  const units = await db
    .selectFrom('unit')
    .select(['unit_id as id', 'name', 'kind'])
    .where('unit_id', 'in', ids)
    .orderBy('unit_id')
    .execute()
  const people = await db
    .selectFrom('staff')
    .select(['unit_id as unit', 'staff_id as id', 'name', 'number'])
    .where('unit_id', 'in', ids)
    .where(
      'staff_id',
      'in',
      content.strata.map(({ worker }) => worker),
    )
    .orderBy('staff_id')
    .execute()
  return ok({
    id,
    state: inspectionState(content),
    content,
    estimate: estimateConfirmed(content),
    units,
    workers: people,
    asOf: context.clock.now(),
  })
}

/**
 * Where one drawn record was made, for whoever goes to see. That he asked is committed to the log of the record's unit before the
 * place is read; nothing is said of who lives there, and no note, for a note may name somebody.
 */
export async function inspected(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { id, record }: Asked<'inspected'>,
): Promise<Result<InspectedAnswer>> {
  const refused = permit(context, staff, 'inspection.open', {
    unitId,
    street: streetId,
  })
  if (refused) return refused
  const content = await contentOf(context.db, unitId, id)
  if (content === undefined) return refuse(4041, '没有这次抽查', 'id')
  const drawn = content.drawn.find((one) => one.record === record)
  if (drawn === undefined) return refuse(4048, '请只核查抽中的记录', 'record')
  await retried(context, async (trx) => {
    await appendServerEntry(context, trx, await lockHead(trx, drawn.unit), {
      unitId: drawn.unit,
      author: staff.id,
      type: 'inspection.open',
      subject: record,
      content: { staff: staff.id, inspection: id, record },
    })
  })
  const { rows } = await sql<Found>`
    select unit.name as "unitName", unit.kind as "unitKind", staff.name as "workerName", staff.number, compound, building.name,
      stairwell, room, visit.at, outcome, adults, visit.leaflets, version, undone
    from visit
    join unit on unit.unit_id = visit.unit_id
    join staff on staff.unit_id = visit.unit_id and staff.staff_id = visit.staff_id
    join door on door.unit_id = visit.unit_id and door.door_id = visit.door_id
    join building on building.unit_id = visit.unit_id and building.building_id = visit.building_id
    where visit.unit_id = ${drawn.unit} and visit_id = ${record}
  `.execute(context.db)
  const [found] = rows
  if (found === undefined) return refuse(4041, '这条记录已按规定删除', 'record')
  const { unitName, unitKind, workerName, number, compound, name, stairwell, room, ...visit } = found
  return ok({
    record,
    unit: { id: drawn.unit, name: unitName, kind: unitKind },
    worker: { id: drawn.worker, name: workerName, number },
    place: doorLabel({ compound, name, stairwell, room }),
    ...visit,
    asOf: context.clock.now(),
  })
}

type Found = Pick<InspectedAnswer, 'at' | 'outcome' | 'adults' | 'leaflets' | 'version' | 'undone'> & {
  readonly unitName: string
  readonly unitKind: InspectedAnswer['unit']['kind']
  readonly workerName: string
  readonly number: string
  readonly compound: string
  readonly name: string
  readonly stairwell: number | null
  readonly room: string
}

async function contentOf(db: Kysely<Tables>, street: UnitId, id: OperationId) {
  const paper = await onePaper(db, street, 'inspection', id)
  return paper === undefined ? undefined : inspectionOf(paper)
}
