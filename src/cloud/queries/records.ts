import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import { PAGE_OF_RECORDS } from '#contract/limits'
import type { QueryRequest } from '#contract/query'
import type { RecordRow, RecordsAnswer } from '#contract/record-query'
import type { Staff } from '#domain/staff'
import { permit } from './permit'
import { activityRecord, activityRows, handOutRecord, handOutRows, visitRecord, visitRows } from './record-rows'

type Request = Extract<QueryRequest, { action: 'records' }>

/**
 * Records newest first by (at, id), the three kinds merged: one page of each kind is read and the newest of them kept, so a
 * page costs the same however long the history is. Undone visits are listed, marked so.
 */
export async function records(context: Context, actor: Staff, request: Request): Promise<Result<RecordsAnswer>> {
  const refused = permit(context, actor, 'record.read', {
    unitId: request.unit,
    ...(request.staff === undefined ? {} : { owner: request.staff }),
  })
  if (refused) return refused
  const pages = await Promise.all([visits(context, request), handOuts(context, request), activities(context, request)])
  const merged = pages.flat().sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  return ok({
    records: merged.slice(0, PAGE_OF_RECORDS),
    more: merged.length > PAGE_OF_RECORDS,
    asOf: context.clock.now(),
  })
}

/** One more than a page tells whether another follows. */
const LIMIT = PAGE_OF_RECORDS + 1

async function visits(
  { db }: Context,
  { unit, kind, channel, day, from, to, counted, late, building, door, staff, outcome, before }: Request,
): Promise<readonly RecordRow[]> {
  if ((kind !== undefined && kind !== 'visit') || channel !== undefined) return []
  let query = visitRows(db, unit)
  if (day !== undefined) query = query.where('visit.day', '=', day)
  if (from !== undefined) query = query.where('visit.day', '>=', from)
  if (late === true) query = query.where('visit.late', '=', true)
  if (to !== undefined) query = query.where('visit.day', '<=', to)
  if (counted === true) query = query.where(({ not, ref }) => not(ref('visit.undone')))
  if (building !== undefined) query = query.where('visit.building_id', '=', building)
  if (door !== undefined) query = query.where('visit.door_id', '=', door)
  if (staff !== undefined) query = query.where('visit.staff_id', '=', staff)
  if (outcome !== undefined) query = query.where('visit.outcome', '=', outcome)
  if (before !== null) query = query.where(sql<boolean>`(visit.at, visit.visit_id) < (${before.at}, ${before.id})`)
  const rows = await query.orderBy('visit.at', 'desc').orderBy('visit.visit_id', 'desc').limit(LIMIT).execute()
  return rows.map(visitRecord)
}

async function handOuts(
  { db }: Context,
  { unit, kind, channel, day, from, to, late, building, door, staff, outcome, before }: Request,
): Promise<readonly RecordRow[]> {
  // A distribution has neither a door, an outcome nor a channel.
  const elsewhere = door !== undefined || outcome !== undefined || channel !== undefined
  if ((kind !== undefined && kind !== 'hand-out') || elsewhere) return []
  let query = handOutRows(db, unit)
  if (day !== undefined) query = query.where('hand_out.day', '=', day)
  if (from !== undefined) query = query.where('hand_out.day', '>=', from)
  if (late === true) query = query.where('hand_out.late', '=', true)
  if (to !== undefined) query = query.where('hand_out.day', '<=', to)
  if (building !== undefined) query = query.where('hand_out.building_id', '=', building)
  if (staff !== undefined) query = query.where('hand_out.staff_id', '=', staff)
  if (before !== null)
    query = query.where(sql<boolean>`(hand_out.at, hand_out.hand_out_id) < (${before.at}, ${before.id})`)
  const rows = await query.orderBy('hand_out.at', 'desc').orderBy('hand_out.hand_out_id', 'desc').limit(LIMIT).execute()
  return rows.map(handOutRecord)
}

async function activities(
  { db }: Context,
  { unit, kind, channel, day, from, to, counted, late, building, door, staff, outcome, before }: Request,
): Promise<readonly RecordRow[]> {
  const elsewhere = building !== undefined || door !== undefined || outcome !== undefined
  if ((kind !== undefined && kind !== 'activity') || elsewhere) return []
  let query = activityRows(db, unit)
  if (channel !== undefined) query = query.where('activity.channel', '=', channel)
  if (day !== undefined) query = query.where('activity.from_day', '<=', day).where('activity.to_day', '>=', day)
  // An activity that crosses midnight is counted on the day it began.
  if (from !== undefined) query = query.where('activity.from_day', '>=', from)
  if (late === true) query = query.where('activity.late', '=', true)
  if (to !== undefined) query = query.where('activity.from_day', '<=', to)
  if (counted === true) query = query.where(({ not, ref }) => not(ref('activity.undone')))
  // Whoever took part has it among his records too.
  if (staff !== undefined)
    query = query.where(({ eb, or }) =>
      or([eb('activity.staff_id', '=', staff), sql<boolean>`activity.with_staff @> ${JSON.stringify([staff])}::jsonb`]),
    )
  if (before !== null)
    query = query.where(sql<boolean>`(activity.from_at, activity.activity_id) < (${before.at}, ${before.id})`)
  const rows = await query
    .orderBy('activity.from_at', 'desc')
    .orderBy('activity.activity_id', 'desc')
    .limit(LIMIT)
    .execute()
  return rows.map(activityRecord)
}
