import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { DAY, type Milliseconds, SECOND } from '#domain/time'
import { lagBounds, type Measured } from './meter'

/** What only the database knows. Sums over all units: no unit is named. */
export interface Stored {
  /** Operations whose parent has not come, and those that were refused when it came. */
  readonly held: number
  readonly refused: number
  /** When the longest held of both came; null: none is. */
  readonly heldSince: Milliseconds | null
  /** Records that phones said they hold, of all that were heard of within two days; and the longest that one of them has held some. */
  readonly waiting: number
  readonly waitingSince: Milliseconds | null
  readonly chains: number
  readonly entries: number
}

/** A statement each, on small tables. */
export async function readStored(db: Kysely<Tables>, now: Milliseconds): Promise<Stored> {
  const held = await db
    .selectFrom('held')
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.count<number>('problem').as('refused'),
      eb.fn.min<Milliseconds | null>('received_at').as('since'),
    ])
    .executeTakeFirstOrThrow()
  const phones = await db
    .selectFrom('device')
    .select((eb) => [
      eb.fn.sum<string>('pending').as('waiting'),
      eb.fn.min<Milliseconds | null>('empty_at').as('since'),
    ])
    .where('pending', '>', 0)
    .where('seen_at', '>', now - STILL_THERE)
    .executeTakeFirstOrThrow()
  const heads = await db
    .selectFrom('unit_head')
    .select((eb) => [eb.fn.countAll<number>().as('chains'), eb.fn.sum<string>('seq').as('entries')])
    .executeTakeFirstOrThrow()
  return {
    held: held.all - held.refused,
    refused: held.refused,
    heldSince: held.since,
    waiting: Number(phones.waiting ?? 0),
    waitingSince: phones.since,
    chains: heads.chains,
    entries: Number(heads.entries ?? 0),
  }
}

/** A phone that was not heard of for longer is lost, sold, or in a drawer. */
const STILL_THERE: Milliseconds = 2 * DAY

type Labels = Readonly<Record<string, string | number>>
type Sample = readonly [suffix: string, labels: Labels, value: number]

/**
 * Prometheus's text format. `stored`: null while the database does not answer; its figures are left out then rather than said to be
 * none. `every`: how often the timer is due.
 */
export function exposition(
  { outcomes, lag, limited, timer }: Measured,
  stored: Stored | null,
  now: Milliseconds,
  every: Milliseconds,
): string {
  const lines: string[] = []
  const family = (name: string, type: 'counter' | 'gauge' | 'histogram', help: string, samples: readonly Sample[]) => {
    if (samples.length === 0) return
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`)
    for (const [suffix, labels, value] of samples) lines.push(`${name}${suffix}${labelled(labels)} ${value}`)
  }
  const gauge = (name: string, help: string, value: number | null | undefined) =>
    family(name, 'gauge', help, value === null || value === undefined ? [] : [['', {}, value]])

  gauge('qiaomen_database_up', 'Whether the database answers.', stored === null ? 0 : 1)
  family(
    'qiaomen_push_operations_total',
    'counter',
    'Operations that devices sent, by what became of them.',
    Object.entries(outcomes).map(([outcome, count]) => ['', { outcome }, count]),
  )
  family('qiaomen_sync_lag_seconds', 'histogram', 'From when a record was made until it came.', [
    ...lagBounds.map((bound, index): Sample => ['_bucket', { le: bound }, lag.below[index] ?? 0]),
    ['_bucket', { le: '+Inf' }, lag.count],
    ['_sum', {}, lag.sum / SECOND],
    ['_count', {}, lag.count],
  ])
  family(
    'qiaomen_limited_calls_total',
    'counter',
    'Calls that were one too many, by what was counted.',
    Object.entries(limited).map(([by, count]) => ['', { by }, count]),
  )
  gauge('qiaomen_held_operations', 'Kept until what they follow comes.', stored?.held)
  gauge('qiaomen_held_refused_operations', 'Kept, and refused when what they follow came.', stored?.refused)
  const age = (since: Milliseconds | null | undefined) =>
    since === null ? 0 : since && Math.max(0, now - since) / SECOND
  gauge('qiaomen_held_oldest_seconds', 'How long the oldest of both has waited; 0: none does.', age(stored?.heldSince))
  gauge('qiaomen_phones_waiting_records', 'Records that phones said they still hold.', stored?.waiting)
  gauge(
    'qiaomen_phones_waiting_oldest_seconds',
    'How long one of them has held some; 0: none does.',
    age(stored?.waitingSince),
  )
  gauge('qiaomen_chains', 'Units with a log.', stored?.chains)
  gauge('qiaomen_chain_entries', 'Entries of all logs together; it never falls.', stored?.entries)
  const { beganAt, endedAt, worked, failures } = timer
  gauge('qiaomen_timer_last_run_timestamp_seconds', 'End of the last run.', endedAt === null ? null : endedAt / SECOND)
  gauge('qiaomen_timer_last_run_ok', 'Whether it did its work.', worked === null ? null : Number(worked))
  family('qiaomen_timer_failures_total', 'counter', 'Runs that failed.', [['', {}, failures]])
  gauge(
    'qiaomen_timer_late_seconds',
    'How long the next run has been due; 0 while it is not.',
    beganAt === null ? null : Math.max(0, now - beganAt - every) / SECOND,
  )
  return `${lines.join('\n')}\n`
}

function labelled(labels: Labels): string {
  const members = Object.entries(labels).map(([name, value]) => `${name}="${value}"`)
  return members.length === 0 ? '' : `{${members.join(',')}}`
}
