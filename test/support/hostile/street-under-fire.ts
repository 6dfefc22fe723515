import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { pino } from 'pino'
import * as v from 'valibot'
import { envToConfig, readEnv } from '#cloud/config'
import type { Context } from '#cloud/context'
import type { Database } from '#cloud/db/database'
import { seedDemo } from '#cloud/demo/seed-demo'
import { staffOf } from '#cloud/operations/working-set'
import { systemContext } from '#cloud/system'
import { operationSchema } from '#contract/operation'
import { PROTOCOL } from '#contract/protocol'
import { buildingRequest, pullRequest } from '#contract/pull'
import { pushRequest } from '#contract/push'
import * as scalar from '#contract/scalars'
import { sessionRequest } from '#contract/session'
import { rights } from '#domain/rights'
import type { Staff } from '#domain/staff'
import { addDays, DAY, dayOf, MINUTE } from '#domain/time'
import { tokenOf } from '../calls'
import { newDeviceId, newOperationId, testKeys } from '../field-fixture'
import { openTestDatabase } from '../test-database'
import { type Known, valuesOf } from './schema-arbitrary'

/** The demonstration street as it runs, with a paper and a case in every state, and everything it logs, at the most talkative level. */
export interface StreetUnderFire {
  readonly context: Context
  readonly database: Database
  readonly people: readonly Attacker[]
  /** Lines of JSON. */
  readonly logged: readonly string[]
  close(): Promise<void>
}

/** Somebody of the street who sends what no app of ours would. */
export interface Attacker {
  readonly staff: Staff
  readonly token: string
  readonly known: Known
}

export async function openStreetUnderFire(): Promise<StreetUnderFire> {
  const database = await openTestDatabase()
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-hard-'))
  const config = envToConfig(
    readEnv({ ...testKeys, DATA_DIR: folder, QIAOMEN_MODE: 'demo', ROSTER_KEY: 'k'.repeat(16), RATE_LIMITS: 'off' }),
  )
  const logged: string[] = []
  const log = pino({ level: 'trace', base: null }, { write: (line: string) => void logged.push(line) })
  const context = systemContext(config, database, log)
  await seedDemo(context)
  return {
    context,
    database,
    logged,
    people: await attackers(context),
    close: async () => {
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One of each role in the units that the demonstration is about. */
async function attackers(context: Context): Promise<readonly Attacker[]> {
  const rows = await context.db.selectFrom('staff').selectAll().where('active', '=', true).orderBy('staff_id').execute()
  const first = new Map(rows.map((row) => [`${row.unit_id} ${row.role}`, row]))
  const ids = await idsThatExist(context)
  return Promise.all(
    [...first.values()].map(async (row) => {
      const staff = staffOf(row)
      return { staff, token: await tokenOf(context, staff), known: knownTo(ids, staff, context.clock.now()) }
    }),
  )
}

interface Ids {
  readonly units: readonly string[]
  readonly staff: readonly string[]
  readonly grids: readonly string[]
  readonly buildings: readonly string[]
  readonly doors: readonly string[]
  /** Records, cases and papers: all of them are called by the operation that began them. */
  readonly records: readonly string[]
}

async function idsThatExist({ db }: Context): Promise<Ids> {
  const papers = await db.selectFrom('paper').select(['paper_id', 'kind']).execute()
  const cases = await db.selectFrom('dissuasion').select('case_id').execute()
  const visits = await db.selectFrom('visit').select('visit_id').limit(20).execute()
  const activities = await db.selectFrom('activity').select('activity_id').limit(20).execute()
  const spread = [...new Map(papers.map((paper, index) => [`${paper.kind} ${index % 4}`, paper.paper_id])).values()]
  return {
    units: (await db.selectFrom('unit').select('unit_id').execute()).map((row) => row.unit_id),
    staff: (await db.selectFrom('staff').select('staff_id').limit(60).execute()).map((row) => row.staff_id),
    grids: (await db.selectFrom('grid').select('grid_id').limit(10).execute()).map((row) => row.grid_id),
    buildings: (await db.selectFrom('building').select('building_id').limit(20).execute()).map(
      (row) => row.building_id,
    ),
    doors: (await db.selectFrom('door').select('door_id').limit(20).execute()).map((row) => row.door_id),
    records: [
      ...spread,
      ...cases.map((row) => row.case_id),
      ...visits.map((row) => row.visit_id),
      ...activities.map((row) => row.activity_id),
    ],
  }
}

function knownTo(ids: Ids, staff: Staff, now: number): Known {
  const today = dayOf(now)
  const some = (all: readonly string[], made: v.GenericSchema) =>
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...all) }, { weight: 1, arbitrary: valuesOf(made, new Map()) })
  const days = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -70, max: 20 }).map((days) => addDays(today, days)) },
    { weight: 1, arbitrary: fc.constantFrom('0001-01-01', '1970-01-01', '2024-02-29', '9999-12-31') },
  )
  return new Map<v.GenericSchema, fc.Arbitrary<unknown>>([
    [
      scalar.unitId,
      fc.oneof(
        { weight: 9, arbitrary: fc.constant(staff.unitId) },
        { weight: 2, arbitrary: some(ids.units, scalar.unitId) },
      ),
    ],
    [scalar.staffId, some(ids.staff, scalar.staffId)],
    [scalar.gridId, some(ids.grids, scalar.gridId)],
    [scalar.buildingId, some(ids.buildings, scalar.buildingId)],
    [scalar.doorId, some(ids.doors, scalar.doorId)],
    [scalar.operationId, some(ids.records, scalar.operationId)],
    [scalar.deviceId, fc.constant(newDeviceId())],
    [scalar.localDate, days],
    [scalar.localMonth, days.map((day) => day.slice(0, 7))],
    [
      scalar.instant,
      fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: now - 9 * DAY, max: now + DAY }) },
        { weight: 1, arbitrary: fc.constantFrom(946_684_800_000, 4_102_444_800_000) },
      ),
    ],
    // A code is told by a function that reads it: no rule says what one looks like.
    ...sessionRequest.options.flatMap(({ entries }) =>
      'code' in entries ? [[entries.code, fc.constantFrom('K7MQ2XWD', 'k7mq-2xwd')] as const] : [],
    ),
    ...[pushRequest, pullRequest, buildingRequest].map(
      ({ entries }) => [entries.protocol, fc.constant(PROTOCOL)] as const,
    ),
  ])
}

/** Some operations as this person's device would push them, but for what is in them. */
export function pushesOf({ staff, known }: Attacker, now: number): fc.Arbitrary<unknown> {
  const mayDo = operationSchema.options.filter(({ entries }) => rights[entries.type.literal][staff.role] !== 'no')
  const operations = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.oneof(...mayDo.map((one) => valuesOf(one, known))) },
      { weight: 1, arbitrary: valuesOf(operationSchema, known) },
    ),
    { minLength: 1, maxLength: 4 },
  )
  return fc
    .tuple(valuesOf(pushRequest, known), operations, fc.integer({ min: 0, max: 9 }))
    .map(([request, all, luck]) => {
      const { unit } = v.parse(pushRequest, request)
      const own = {
        unit,
        author: staff.id,
        ...(luck < 3 ? {} : { at: now - luck * MINUTE, offset: 0, after: undefined }),
      }
      // One in ten keeps another's name or unit: refused at the door, which is a road, too.
      return {
        ...Object(request),
        operations: all.map((one) => ({ ...Object(one), id: newOperationId(), ...(luck === 0 ? {} : own) })),
      }
    })
}
