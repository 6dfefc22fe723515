import type { Selectable } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import type { UnitId } from '#domain/ids'
import { dayOf, type LocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { makeCases } from './make-cases'
import { makeRecords } from './make-records'
import { keepingDevices } from './push-as'
import { type Random, random } from './random'
import type { DemoRecord } from './records'
import { type ReplayGround, replay } from './replay'
import { seedCrimes } from './seed-crimes'
import { seedDuties } from './seed-duties'
import { seedEvaluation } from './seed-evaluation'
import { seedFeedback } from './seed-feedback'
import { seedInspections } from './seed-inspections'
import { seedPlans } from './seed-plans'
import { seedReports } from './seed-reports'
import { seedReviews } from './seed-reviews'
import { seedRoster } from './seed-roster'
import { seedSupply } from './seed-supply'
import { seedVolunteers } from './seed-volunteers'
import { street } from './street'
import { streetRecords } from './street-records'
import { makeTown, type Town } from './town'
import { writeUnit } from './write-unit'

/** The day the campaign's 集中宣传 began; any number would do, as long as it stays. */
const SEED = 20210326
/** Whose today is short of 60 minutes while a device still holds records, so that the day reads 待送达. */
const SHORT_TODAY = 'qfy'
const PENDING = { nth: 2, records: 6 }

/**
 * Fills an empty database with a street and thirty days of its work up to now. In any other case it does nothing: data that is
 * there, whoever's it is, is never touched.
 */
export async function seedDemo(context: Context): Promise<void> {
  if (context.config.mode !== 'demo') return
  const before = await context.db.selectFrom('unit').select('unit_id').limit(1).executeTakeFirst()
  if (before) return
  const now = context.clock.now()
  const today = dayOf(now)
  const rng = random(SEED)
  const towns = street.map((unit) => makeTown(unit, today, rng))
  const overseer = towns.find(({ unit }) => unit.kind === 'street')
  // Before the transaction: a key that is rolled back must not have sealed anything.
  const grounds = new Map<UnitId, ReplayGround>()
  for (const { unit } of towns) {
    const station = towns.find((town) => town.unit.id === unit.station) ?? null
    grounds.set(unit.id, {
      station,
      now,
      street: overseer ?? null,
      vault: station === null ? null : await context.vault.open(context.db, unit.id),
    })
  }
  const seeded = await retried(context, async (trx) => {
    // Two servers that start at once: the second waits here and finds the units there.
    const added = await trx
      .insertInto('unit')
      .values(
        towns.map(({ unit }) => ({
          unit_id: unit.id,
          name: unit.name,
          kind: unit.kind,
          demo: true,
          station_id: unit.station,
          street_id: unit.kind === 'street' ? null : (overseer?.unit.id ?? null),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('unit_id')
      .execute()
    if (added.length < towns.length) return false
    for (const town of towns) {
      const ground = grounds.get(town.unit.id) ?? { station: null, street: null, now, vault: null }
      const visits = makeRecords(town, today, now, town.unit.id === SHORT_TODAY, rng)
      const records = [...withCases(visits, town, ground), ...streetRecords(town, today, now, rng)]
      await writeUnit(trx, town.unit.id, replay(town, records, ground, rng), devices(town, today, now, rng))
    }
    return true
  })
  if (!seeded) return
  await keepingDevices(context, async () => {
    const phones = await seedVolunteers(context, towns)
    await seedSupply(context, towns)
    await seedRoster(context, towns)
    await seedDuties(context, towns)
    await seedPlans(context, towns, rng)
    await seedReports(context, towns, rng)
    await seedCrimes(context, towns)
    await seedReviews(context, towns)
    await seedInspections(context, towns)
    await seedEvaluation(context, towns, rng)
    await seedFeedback(context, towns)
    return phones
  })
}

/** Alerts are told where a station serves and a server has keys; without them nothing of a resident could be stored. */
function withCases(
  visits: readonly DemoRecord[],
  town: Town,
  { station, vault, now }: ReplayGround,
): readonly DemoRecord[] {
  if (station === null || vault === null) return visits
  const cases = makeCases(town, station, now, SEED + town.buildings.length, town.unit.id === SHORT_TODAY)
  return [...visits, ...cases].sort((a, b) => a.receivedAt - b.receivedAt)
}

/** Everybody's phone has spoken within the last hour, so that past days are settled; one of them still holds records. */
function devices(
  { unit, staff }: Town,
  today: LocalDate,
  now: Milliseconds,
  rng: Random,
): readonly Selectable<Tables['device']>[] {
  return staff
    .filter(({ role }) => role === 'grid' || role === 'volunteer' || role === 'secretary')
    .map((person, index) => ({
      unit_id: unit.id,
      device_id: person.device,
      staff_id: person.id,
      seen_at: Math.max(startOfDay(today), now - rng.between(1, 18) * MINUTE),
      pending: unit.id === SHORT_TODAY && index === PENDING.nth - 1 ? PENDING.records : 0,
      empty_at: startOfDay(today),
    }))
}
