import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import { activityDetail } from '#contract/activity'
import type { QueryRequest } from '#contract/query'
import type { RecordAnswer } from '#contract/record-query'
import type { StaffId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { activityVersions } from './activity-versions'
import { peopleOf } from './people'
import { permit } from './permit'
import { activityRecord, activityRows, handOutRecord, handOutRows, visitRecord, visitRows } from './record-rows'
import { visitVersions } from './visit-versions'

type Request = Extract<QueryRequest, { action: 'record' }>
type Unstamped = Omit<RecordAnswer, 'seq' | 'asOf'>

const nothing = {
  versions: [],
  audience: null,
  reason: null,
  with: [],
  audienceCount: null,
  detail: null,
  activityVersions: [],
  note: null,
  hasLocation: false,
}

/** One record: how it stands, and every version of it from the log. */
export async function record(context: Context, actor: Staff, request: Request): Promise<Result<RecordAnswer>> {
  const { unit, id } = request
  // Another unit's person is told so before anything is looked up; a record's author may read it, which only the row can tell.
  const refused = permit(context, actor, 'record.read', { unitId: unit, owner: actor.id })
  if (refused) return refused
  const logged = await context.db
    .selectFrom('operation')
    .select(['seq', 'type', 'staff_id'])
    .where('unit_id', '=', unit)
    .where('operation_id', '=', id)
    .executeTakeFirst()
  if (!logged) return refuse(4041)
  const ofOther = permit(context, actor, 'record.read', { unitId: unit, owner: logged.staff_id })
  if (ofOther) return ofOther
  const found = await read(context, request, logged.type)
  return found ? ok({ ...found, seq: logged.seq, asOf: context.clock.now() }) : refuse(4041)
}

async function read(context: Context, request: Request, type: string): Promise<Unstamped | undefined> {
  switch (type) {
    case 'visit.log':
      return readVisit(context, request)
    case 'leaflet.hand-out':
      return readHandOut(context, request)
    case 'activity.log':
      return readActivity(context, request)
    default:
      // Everything else in the log changes records or rights, and is none itself.
      return undefined
  }
}

async function readVisit({ db }: Context, { unit, id }: Request): Promise<Unstamped | undefined> {
  const row = await visitRows(db, unit)
    .select(['visit.note', 'visit.location'])
    .where('visit.visit_id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { note, location, ...rest } = row
  return {
    ...nothing,
    record: visitRecord(rest),
    versions: await visitVersions(db, unit, id),
    note,
    hasLocation: location !== null,
  }
}

async function readHandOut({ db }: Context, { unit, id }: Request): Promise<Unstamped | undefined> {
  const row = await handOutRows(db, unit)
    .select(['hand_out.audience', 'hand_out.reason', 'hand_out.location'])
    .where('hand_out.hand_out_id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { audience, reason, location, ...rest } = row
  return { ...nothing, record: handOutRecord(rest), audience, reason, hasLocation: location !== null }
}

async function readActivity({ db }: Context, { unit, id }: Request): Promise<Unstamped | undefined> {
  const row = await activityRows(db, unit)
    .select(['activity.audience', 'activity.with_staff', 'activity.note', 'activity.detail'])
    .where('activity.activity_id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { audience, with_staff, note, detail, ...rest } = row
  const people = await peopleOf(db, unit)
  return {
    ...nothing,
    record: activityRecord(rest),
    audienceCount: audience,
    detail: v.parse(activityDetail, detail),
    activityVersions: await activityVersions(db, unit, id, people),
    with: with_staff.flatMap((other: StaffId) => people.get(other) ?? []),
    note,
  }
}
