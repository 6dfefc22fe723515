import { type Kysely, sql } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { crimeOf, reviewDueOf } from '#cloud/operations/crime-paper'
import { newReview, reviewOf } from '#cloud/operations/review-paper'
import { ok, type Result, refuse } from '#cloud/result'
import { unsealText, type Viewer } from '#cloud/sync/case-rows'
import type { QueryRequest } from '#contract/query'
import type { ReviewAnswer, ReviewsAnswer } from '#contract/review'
import type { UnitOfStreet } from '#contract/street'
import { reviewOverdue, reviewStates } from '#domain/case-review'
import { daysBefore, gapsBefore, reachKnown, touchesBefore } from '#domain/crime-touches'
import type { OperationId, UnitId } from '#domain/ids'
import { maskRoom } from '#domain/masking'
import { dayOf, type Milliseconds } from '#domain/time'
import { buildingLabel, doorLabel } from './labels'
import { onePaper } from './papers'
import { permit } from './permit'
import { reportingUnits } from './reporting-units'
import { touchesOf } from './touches'

type Asked<Action extends QueryRequest['action']> = Extract<QueryRequest, { action: Action }>
type Row = ReviewsAnswer['reviews'][number]

/** Every crime is reviewed: what is overdue first, then what is open, what waits for the street, what is closed. */
export async function reviews(
  context: Context,
  { staff, unitId, stationId, streetId }: Viewer,
  _: Asked<'reviews'>,
): Promise<Result<ReviewsAnswer>> {
  const refused = permit(context, staff, 'review.read', { unitId, station: stationId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const units = await reportingUnits(db, unitId)
  const papers = await db
    .selectFrom('paper')
    .selectAll()
    .where(({ eb }) => eb('unit_id', '=', sql<UnitId>`any(${units.map(({ id }) => id)}::text[])`))
    .where('kind', '=', 'crime')
    .orderBy('at', 'desc')
    .orderBy('paper_id', 'desc')
    .execute()
  const rows = papers.flatMap((paper) => {
    const unit = units.find(({ id }) => id === paper.unit_id)
    return unit === undefined ? [] : [rowOf(paper, unit, now)]
  })
  return ok({ reviews: rows.filter(({ counts }) => counts).sort((a, b) => rank(a) - rank(b)), asOf: now })
}

function rank({ overdue, state }: Row): number {
  return overdue ? -1 : reviewStates.indexOf(state)
}

/** One crime backwards: what had come near, for how long nothing had, and what the unit said (S35). */
export async function review(
  context: Context,
  { staff, unitId, stationId, streetId }: Viewer,
  { id }: Asked<'review'>,
): Promise<Result<ReviewAnswer>> {
  const refused = permit(context, staff, 'review.read', { unitId, station: stationId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const vault = await context.vault.open(db, unitId)
  if (vault === null) return refuse(5032)
  const paper = await onePaper(db, unitId, 'crime', id)
  const [unit] = await reportingUnits(db, unitId)
  if (paper === undefined || unit === undefined) return refuse(4041, '没有这起案件', 'id')
  const crime = crimeOf(paper)
  const { answer, returns, closedAt } = crime.review ?? newReview
  const { place } = crime
  const doorId = place.kind === 'door' ? place.doorId : null
  const buildingId = place.kind === 'address' ? null : place.buildingId
  const found = await touchesOf(db, unitId, { doorId, buildingId, person: crime.person, alert: crime.alert }, paper.at)
  const touches = touchesBefore(found, paper.at)
  const near = touches.filter(({ reach }) => reach === 'person' || reach === 'door')
  const far = touches.filter((touch) => !near.includes(touch))
  const listed = touchesBefore([...near, ...far.slice(0, FAR)], paper.at)
  return ok({
    ...rowOf(paper, unit, now),
    placeWord: await placeWord(db, unitId, crime.place),
    touches: listed.map((touch) => ({ ...touch, days: daysBefore(touch.at, paper.at) })),
    left: far.length - Math.min(far.length, FAR),
    gaps: [...gapsBefore(touches, paper.at, doorId !== null)],
    asksReach: !reachKnown(touches, paper.at),
    answer:
      answer === null
        ? null
        : {
            reachedOn: answer.reachedOn,
            gap: answer.gap,
            rectified: answer.rectified,
            at: answer.at,
            by: answer.by.name,
            measure: unsealText(vault, `${answer.saidBy}.measure`, answer.measure),
          },
    returns: returns.map(({ saidBy, at, by, reason }) => ({
      at,
      by: by.name,
      reason: unsealText(vault, `${saidBy}.reason`, reason),
    })),
    closedAt,
    asOf: now,
  })
}

/** Of what touched more than the door or the person: so many lines are of use on a page. */
const FAR = 60

function rowOf(
  paper: { readonly paper_id: OperationId; readonly state: string; readonly content: unknown },
  unit: UnitOfStreet,
  now: Milliseconds,
): Row {
  const crime = crimeOf(paper)
  const { number, on, time, place, fraudType, loss, alert, counts, review: said } = crime
  const state = reviewOf(paper, said)
  const due = reviewDueOf(crime)
  return {
    id: paper.paper_id,
    unit,
    number,
    on,
    time,
    place,
    fraudType,
    loss,
    alert,
    counts,
    state: state.kind,
    due,
    overdue: counts && reviewOverdue(state.kind, due, dayOf(now)),
    returned: state.kind === 'open' && state.returned,
  }
}

async function placeWord(db: Kysely<Tables>, unitId: UnitId, place: Row['place']): Promise<string | null> {
  if (place.kind === 'address') return null
  const building = await db
    .selectFrom('building')
    .select(['compound', 'name'])
    .where('unit_id', '=', unitId)
    .where('building_id', '=', place.buildingId)
    .executeTakeFirst()
  if (building === undefined) return null
  if (place.kind === 'building') return buildingLabel(building)
  const door = await db
    .selectFrom('door')
    .select(['stairwell', 'room'])
    .where('unit_id', '=', unitId)
    .where('door_id', '=', place.doorId)
    .executeTakeFirst()
  return door === undefined ? buildingLabel(building) : doorLabel({ ...building, ...door, room: maskRoom(door.room) })
}
