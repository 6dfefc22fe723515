import type { Selectable } from 'kysely'
import type { Database } from '#cloud/db/database'
import type { Tables } from '#cloud/db/tables'
import { countAnew } from '#cloud/operations/count-anew'
import { stopOfHandOut } from '#cloud/operations/leaflet-hand-out'
import { stopOfVisit } from '#cloud/operations/settle-visit'
import { activityChannels, type Channel } from '#domain/activity'
import { specificGroups } from '#domain/activity-detail'
import type { DoorId } from '#domain/ids'
import { outreachMinutes } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import type { Staff } from '#domain/staff'
import { DAY, HOUR, MINUTE } from '#domain/time'
import { createField, type Field, NOON, type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let field: Field
const RECORDS = 10_000

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database)
  field = await createField(context, { doors: 40 })
})
afterAll(() => database.close())

/** Repeatable: a failure can be looked at again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** Six days of a few people, with many records around midnight, some late, some amended, some undone. */
async function pushRandomRecords(): Promise<void> {
  const next = random(7)
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[Math.floor(next() * items.length)] ?? items[0]
  const people: readonly [Staff, ...Staff[]] = [field.secretary, field.worker, field.colleague, field.volunteer]
  const doorsOf = (person: Staff): readonly DoorId[] =>
    field.doors(person === field.colleague ? field.buildings[2] : field.buildings[0])
  let made = 0
  while (made < RECORDS) {
    const author = pick(people)
    // Within the volunteer's service, and half of the time within twenty minutes of a midnight.
    const day = Math.floor(next() * 5)
    const midnight = Date.parse('2021-03-27T00:00:00+08:00') + day * DAY
    const at = Math.floor(next() < 0.5 ? midnight + (next() - 0.5) * 40 * MINUTE : midnight + next() * 16 * HOUR)
    context.clock.time = at + Math.floor(next() < 0.2 ? next() * 30 * HOUR : next() * 10 * MINUTE) + HOUR
    const done = { author: author.id, at }
    const stated = next() < 0.15 ? { minutes: 1 + Math.floor(next() * (next() < 0.1 ? 240 : 30)) } : {}
    const batch: object[] = []
    for (let count = 0; count < 20; count += 1) {
      const moment = { ...done, at: at + Math.floor((next() - 0.5) * 30 * MINUTE) }
      const roll = next()
      if (roll < 0.7) {
        const doorId = pick(doorsOf(author) as readonly [DoorId, ...DoorId[]])
        const log = field.operation(
          'visit.log',
          {
            doorId,
            startedAt: moment.at - Math.floor(next() * 25 * MINUTE),
            outcome: pick(['met', 'nobody', 'refused']),
            leaflets: 1,
            ...stated,
          },
          moment,
        )
        batch.push(log)
        if (next() < 0.15)
          batch.push(
            field.operation(
              'visit.amend',
              { visitId: log.id, reason: '改', outcome: 'met', minutes: 1 + Math.floor(next() * 90) },
              { ...moment, at: moment.at + 5000 },
            ),
          )
        if (next() < 0.1)
          batch.push(field.operation('visit.undo', { visitId: log.id }, { ...moment, at: moment.at + 20_000 }))
      } else if (roll < 0.9 || author.role === 'volunteer') {
        batch.push(
          field.operation(
            'leaflet.hand-out',
            {
              kind: 'letter',
              quantity: 3,
              place: '门岗',
              audience: 'tenants',
              startedAt: moment.at - 60_000,
              reason: '无',
              ...stated,
            },
            moment,
          ),
        )
      } else {
        const body = () => ({
          channel: pick(activityChannels),
          from: moment.at - Math.floor(MINUTE + next() * 3 * HOUR),
          to: moment.at,
          place: '广场',
          with: [pick(people).id, pick(people).id],
          audience: Math.floor(next() * 200),
          reach: Math.floor(next() * 500),
          sessions: pick([1, 2, 3]),
          groups: { [pick(specificGroups)]: Math.floor(next() * 30) },
          tags: [pick(['cluster-1', 'target-office'])],
        })
        const log = field.operation('activity.log', body(), moment)
        batch.push(log)
        if (next() < 0.3)
          batch.push(
            field.operation(
              'activity.amend',
              { activityId: log.id, reason: '改', ...body() },
              { ...moment, at: moment.at + 5000 },
            ),
          )
        if (next() < 0.15)
          batch.push(field.operation('activity.undo', { activityId: log.id }, { ...moment, at: moment.at + 20_000 }))
      }
    }
    for (let start = 0; start < batch.length; start += 100) {
      const outcomes = await field.push(batch.slice(start, start + 100), author)
      expect(outcomes.filter(({ kind }) => kind !== 'applied')).toEqual([])
    }
    made += batch.length
  }
}

test(`the stored figures of ${RECORDS} random records are those of the records themselves`, async () => {
  await pushRandomRecords()
  const { kysely } = database
  const visits = await kysely.selectFrom('visit').selectAll().where('unit_id', '=', field.unit).execute()
  const handOuts = await kysely.selectFrom('hand_out').selectAll().where('unit_id', '=', field.unit).execute()
  const allActivities = await kysely.selectFrom('activity').selectAll().where('unit_id', '=', field.unit).execute()
  const rows = allActivities.filter(({ undone }) => !undone)
  const channelRows = await kysely.selectFrom('channel_day').selectAll().where('unit_id', '=', field.unit).execute()
  const days = await kysely
    .selectFrom('unit_day')
    .selectAll()
    .where('unit_id', '=', field.unit)
    .orderBy('day')
    .execute()
  expect(
    visits.some(({ undone }) => undone) && visits.some(({ late }) => late) && visits.some(({ version }) => version > 1),
  ).toBe(true)
  expect(allActivities.some(({ undone }) => undone) && rows.some(({ version }) => version > 1)).toBe(true)
  expect(days.length).toBeGreaterThanOrEqual(6)

  const activity = (row: Selectable<Tables['activity']>) => ({
    id: row.activity_id,
    channel: row.channel,
    staffIds: [row.staff_id, ...row.with_staff],
    from: row.from_at,
    to: row.to_at,
  })
  const inTime = <Row extends { readonly late: boolean }>(list: readonly Row[]) => list.filter(({ late }) => !late)
  const standing = visits.filter(({ undone }) => !undone)
  const stops = [...standing.map(stopOfVisit), ...handOuts.map(stopOfHandOut)]
  const stopsInTime = [...inTime(standing).map(stopOfVisit), ...inTime(handOuts).map(stopOfHandOut)]
  for (const stored of days) {
    const explained = outreachMinutes(stops, rows.map(activity), stored.day, currentPolicy)
    const today = standing.filter(({ day }) => day === stored.day)
    expect(stored).toMatchObject({
      attended: explained.union.map(({ from, to }) => [from, to]),
      activity_ms: explained.activityTime,
      person_ms: explained.personTime,
      broadcast_ms: explained.broadcastTime,
      activity_in_time_ms: outreachMinutes(stopsInTime, inTime(rows).map(activity), stored.day, currentPolicy)
        .activityTime,
      visits: today.length,
      met: today.filter(({ outcome }) => outcome === 'met').length,
      hand_outs: handOuts.filter(({ day }) => day === stored.day).length,
    })
    // By channel: the time is what the explanation says, the rest is the records' own sums.
    const times = new Map(explained.byChannel.map(({ channel, time }) => [channel, time]))
    for (const channel of ['door', 'leaflet', ...activityChannels] as const) {
      const found = channelRows.find((row) => row.day === stored.day && row.channel === channel)
      expect([stored.day, channel, found?.ms ?? 0]).toEqual([stored.day, channel, times.get(channel) ?? 0])
    }
    const sumOf = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
    const row = (channel: Channel) => channelRows.find((one) => one.day === stored.day && one.channel === channel)
    expect(row('door')).toMatchObject({
      count: today.length,
      met: today.filter(({ outcome }) => outcome === 'met').length,
      adults: today.filter(({ outcome }) => outcome === 'met').length,
      leaflets: sumOf(today.map(({ leaflets }) => leaflets)),
    })
    const given = handOuts.filter(({ day }) => day === stored.day)
    expect(row('leaflet')).toMatchObject({
      count: given.length,
      leaflets: sumOf(given.map(({ quantity }) => quantity)),
    })
    for (const channel of activityChannels) {
      const began = rows.filter((one) => one.channel === channel && one.from_day === stored.day)
      const { count = 0, audience = 0, reach = 0, sessions = 0, groups = {}, tags = {} } = row(channel) ?? {}
      expect({ count, audience, reach, sessions }).toEqual({
        count: began.length,
        audience: sumOf(began.map((one) => one.audience ?? 0)),
        reach: sumOf(began.map(({ detail }) => detail.reach ?? 0)),
        sessions: sumOf(began.map(({ detail }) => detail.sessions ?? 1)),
      })
      for (const group of specificGroups)
        expect(groups[group] ?? 0).toBe(sumOf(began.map(({ detail }) => detail.groups?.[group] ?? 0)))
      expect(sumOf(Object.values(tags))).toBe(began.length)
    }
  }
  const touched = new Set([...visits, ...handOuts].map(({ day }) => day))
  for (const day of touched) expect(days.map((row) => row.day)).toContain(day)
}, 240_000)

test('counted anew the figures are what they were, also where there were none by channel yet', async () => {
  const figures = async () => ({
    channels: await database.kysely
      .selectFrom('channel_day')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .orderBy(['day', 'channel'])
      .execute(),
    people: await database.kysely
      .selectFrom('staff_day')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .orderBy(['day', 'staff_id'])
      .execute(),
  })
  const plain = (rows: Awaited<ReturnType<typeof figures>>) => ({
    ...rows,
    channels: rows.channels.map(({ seq: _, ...row }) => row).filter(({ count, ms }) => count + ms > 0),
  })
  const before = plain(await figures())
  await database.kysely.deleteFrom('channel_day').where('unit_id', '=', field.unit).execute()
  await database.kysely
    .updateTable('staff_day')
    .set({ doors: '[]', leaflet_walks: '[]', door_leaflets: 0 })
    .where('unit_id', '=', field.unit)
    .execute()
  expect(await countAnew(context, field.unit)).toBeGreaterThanOrEqual(6)
  expect(plain(await figures())).toEqual(before)
})

test('a record of 18:00 that comes at 23:59 turns the day met, with a late mark', async () => {
  const fresh = await createField(context)
  context.clock.time = NOON + 13 * HOUR + 59 * MINUTE
  const at = NOON + 8 * HOUR
  const stall = fresh.operation(
    'activity.log',
    { channel: 'street-stall', from: at - HOUR, to: at, place: '广场' },
    { at },
  )
  await fresh.push([stall])
  const day = await database.kysely
    .selectFrom('unit_day')
    .selectAll()
    .where('unit_id', '=', fresh.unit)
    .executeTakeFirstOrThrow()
  expect(day).toMatchObject({
    activity_ms: HOUR,
    activity_in_time_ms: 0,
    late: 1,
    activities: 1,
    policy_version: currentPolicy.version,
  })
})

test('a loudspeaker alone makes no activity time, and has its day', async () => {
  const fresh = await createField(context)
  context.clock.time = NOON
  await fresh.push([
    fresh.operation('activity.log', { channel: 'loudspeaker', from: NOON - HOUR, to: NOON, place: '门岗' }),
  ])
  const day = await database.kysely
    .selectFrom('unit_day')
    .selectAll()
    .where('unit_id', '=', fresh.unit)
    .executeTakeFirstOrThrow()
  expect(day).toMatchObject({ activity_ms: 0, broadcast_ms: HOUR, activities: 1 })
})
