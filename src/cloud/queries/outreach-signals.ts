import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { SignalsAnswer } from '#contract/finding'
import type { QueryRequest } from '#contract/query'
import type { UnitOfStreet } from '#contract/street'
import { attendedChannels } from '#domain/activity'
import type { OperationId, StaffId } from '#domain/ids'
import {
  type AttendedRecord,
  type MetRecord,
  metBursts,
  type OutreachSignal,
  sameNotes,
  twoAtOnce,
  type WordedRecord,
} from '#domain/outreach-signals'
import { type ClockedRecord, clocksMoved, impossibleWays, type PlacedRecord } from '#domain/signals'
import { daysBetween, type Milliseconds } from '#domain/time'
import { type FoundFinding, findingsOf } from './findings'
import { permit } from './permit'
import { reportingUnits } from './reporting-units'

const LONGEST_DAYS = 7

interface Found {
  readonly met: readonly MetRecord[]
  readonly placed: readonly PlacedRecord[]
  readonly noted: readonly WordedRecord[]
  readonly attended: readonly AttendedRecord[]
  readonly clocked: readonly ClockedRecord[]
  readonly times: readonly {
    readonly id: OperationId
    readonly at: Milliseconds
  }[]
  readonly people: readonly { readonly id: StaffId; readonly name: string }[]
  readonly visits: number
}

/**
 * What the records of some days let one ask, unit by unit (S37), newest first. Reading changes nothing: every record counts as
 * before. One statement a unit.
 */
export async function outreachSignals(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { from, to }: Extract<QueryRequest, { action: 'signals' }>,
): Promise<Result<SignalsAnswer>> {
  const refused = permit(context, staff, 'signal.read', {
    unitId,
    street: streetId,
  })
  if (refused) return refused
  const days = daysBetween(from, to)
  if (days < 0 || days >= LONGEST_DAYS) return refuse(4229, `疑点一次最多看 ${LONGEST_DAYS} 天`, 'to')
  const asked = await findingsOf(context.db, unitId)
  const signals: SignalsAnswer['signals'] = []
  let [visits, activities] = [0, 0]
  for (const unit of await reportingUnits(context.db, unitId)) {
    const found = await read(context, unit, from, to)
    visits += found.visits
    activities += found.attended.length
    for (const signal of signalsIn(found)) signals.push(lineOf(unit, signal, found, asked))
  }
  return ok({
    signals: signals.sort((a, b) => b.at - a.at),
    visits,
    activities,
    asOf: context.clock.now(),
  })
}

function signalsIn({ met, placed, noted, attended, clocked }: Found): readonly OutreachSignal[] {
  const metIds = new Set(met.map(({ id }) => id))
  const ways = impossibleWays(
    placed.filter(({ id }) => metIds.has(id)),
    placed,
  )
  // Two visits that both met somebody find each other: one question.
  const seen = new Set<string>()
  const once = ways.filter(({ records }) => {
    const key = [...records].sort().join()
    return !seen.has(key) && seen.add(key)
  })
  return [...metBursts(met), ...twoAtOnce(attended), ...once, ...sameNotes(noted), ...clocksMoved(clocked)]
}

/** As many as a question may name. */
const MOST_RECORDS = 100

function lineOf(
  unit: UnitOfStreet,
  { records, ...signal }: OutreachSignal,
  { times, people }: Found,
  asked: readonly FoundFinding[],
): SignalsAnswer['signals'][number] {
  const known = asked.find(
    ({ content }) => content.signal?.kind === signal.kind && content.signal.records.some((id) => records.includes(id)),
  )
  return {
    ...signal,
    unit,
    worker: people.find(({ id }) => id === signal.staff)?.name ?? '',
    records: records.slice(0, MOST_RECORDS),
    at: Math.min(...times.filter(({ id }) => records.includes(id)).map(({ at }) => at)),
    asked: known === undefined ? null : { id: known.id, state: known.state },
  }
}

async function read({ db }: Context, { id: unitId }: UnitOfStreet, from: string, to: string): Promise<Found> {
  const { rows } = await sql<Found>`
    with own as (
      select * from visit where unit_id = ${unitId} and day between ${from} and ${to} and not undone
    ), own_activity as (
      select * from activity where unit_id = ${unitId} and from_day between ${from} and ${to} and not undone
        and channel = any(${[...attendedChannels]}::text[])
    )
    select
      (select coalesce(json_agg(json_build_object('id', visit_id, 'staffId', staff_id, 'at', at) order by at, visit_id), '[]')
        from own where outcome = 'met') as met,
      (select coalesce(json_agg(json_build_object('id', visit_id, 'staffId', staff_id, 'door', door_id, 'startedAt', started_at,
        'at', at, 'fix', location) order by at, visit_id), '[]') from own where location is not null) as placed,
      (select coalesce(json_agg(json_build_object('id', visit_id, 'staffId', staff_id, 'note', note) order by at, visit_id), '[]')
        from own where note is not null) as noted,
      (select coalesce(json_agg(json_build_object('id', activity_id, 'staff', jsonb_build_array(staff_id) || with_staff,
        'from', from_at, 'to', to_at, 'place', place) order by from_at, activity_id), '[]') from own_activity) as attended,
      (select coalesce(json_agg(json_build_object('id', operation_id, 'staffId', operation.staff_id, 'device', device_id,
        'receivedAt', operation.received_at, 'at', (content->>'at')::bigint, 'elapsed', (content->>'elapsed')::bigint)
        order by operation.seq), '[]')
        from own join operation on operation.unit_id = own.unit_id and operation.operation_id = own.visit_id
        where content->>'elapsed' is not null) as clocked,
      (select coalesce(json_agg(json_build_object('id', id, 'at', at)), '[]') from (
        select visit_id as id, at from own union all select activity_id, from_at from own_activity
      ) one) as times,
      (select coalesce(json_agg(json_build_object('id', staff_id, 'name', name)), '[]') from staff where unit_id = ${unitId}) as people,
      (select count(*)::int from own) as visits
  `.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('A select without from gave no row')
  return found
}
