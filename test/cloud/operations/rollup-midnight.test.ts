import type { Database } from '#cloud/db/database'
import { stopOfVisit } from '#cloud/operations/settle-visit'
import type { DoorId } from '#domain/ids'
import { outreachMinutes } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import { addDays, dayOf, HOUR, type LocalDate, MINUTE } from '#domain/time'
import { createField, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const MIDNIGHT = Date.parse('2021-03-30T00:00:00+08:00')

/** Repeatable: a failure can be looked at again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** Few records a person, each in a push of its own: nothing that comes later covers up a day that was forgotten. */
test('each record around midnight recounts both days that it, or what it was before, reaches', async () => {
  const context = testContext(database)
  context.clock.time = MIDNIGHT + 6 * HOUR
  const field = await createField(context)
  const doors = field.doors(field.buildings[0])
  const next = random(11)
  const days = [-1, 0, 1].map((offset) => addDays(dayOf(MIDNIGHT), offset))
  for (let person = 0; person < 40; person += 1) {
    const staff = await field.addPerson({ name: `人${person}`, role: 'grid', scope: { kind: 'unit' } })
    const pushes: object[] = []
    for (let stop = 0; stop < 3; stop += 1) {
      const at = MIDNIGHT + Math.floor((next() - 0.4) * 24 * MINUTE)
      const minutes = next() < 0.3 ? { minutes: Math.ceil(next() * 40) } : {}
      const doorId = doors[stop] ?? ('none' as DoorId)
      const body = { doorId, startedAt: at - Math.floor(next() * 3 * MINUTE), outcome: 'met', ...minutes } as const
      const log = field.operation('visit.log', body, { author: staff.id, at })
      pushes.push(log)
      const later = { author: staff.id, at: at + 10_000 }
      const shorter = { visitId: log.id, reason: '改', outcome: 'met', minutes: 1 } as const
      if (next() < 0.4) pushes.push(field.operation('visit.amend', shorter, later))
      else if (next() < 0.3) pushes.push(field.operation('visit.undo', { visitId: log.id }, later))
    }
    pushes.sort(() => next() - 0.5)
    for (const operation of pushes) await field.push([operation], staff)

    const visits = await database.kysely
      .selectFrom('visit')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .where('staff_id', '=', staff.id)
      .where('undone', '=', false)
      .execute()
    const rows = await database.kysely
      .selectFrom('staff_day')
      .select(['day', 'attended', 'attended_in_time'])
      .where('unit_id', '=', field.unit)
      .where('staff_id', '=', staff.id)
      .execute()
    const expected = (day: LocalDate, inTimeOnly: boolean) =>
      outreachMinutes(
        visits.filter(({ late }) => !(inTimeOnly && late)).map(stopOfVisit),
        [],
        day,
        currentPolicy,
      ).union.map(({ from, to }) => [from, to])
    for (const day of days) {
      const row = rows.find((stored) => stored.day === day)
      expect([person, day, row?.attended ?? []]).toEqual([person, day, expected(day, false)])
      expect([person, day, row?.attended_in_time ?? []]).toEqual([person, day, expected(day, true)])
    }
  }
}, 60_000)
