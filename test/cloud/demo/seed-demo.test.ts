import { sql } from 'kysely'
import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { seedDemo } from '#cloud/demo/seed-demo'
import { tryFirst } from '#cloud/demo/try-first'
import { rosterOf } from '#cloud/operations/roster-set'
import { standingItem } from '#cloud/operations/standing-paper'
import { verifyChain } from '#cloud/operations/verify-chain'
import { staffOf } from '#cloud/operations/working-set'
import { coverage } from '#cloud/queries/coverage'
import { day } from '#cloud/queries/day'
import { enrolment } from '#cloud/queries/enrolment'
import { rates } from '#cloud/queries/rates'
import { activitiesOf, readDay, stopsOf } from '#cloud/queries/read-day'
import { review, reviews } from '#cloud/queries/reviews'
import { service } from '#cloud/queries/service'
import { staff } from '#cloud/queries/staff'
import { units } from '#cloud/queries/unit-duties'
import { demoPeople } from '#cloud/session/sign-in'
import { holdsSealed, openContent } from '#cloud/vault/content'
import { caseAnswer } from '#contract/case-query'
import { operationSchema } from '#contract/operation'
import { activityChannels } from '#domain/activity'
import { addGroups, specificGroups } from '#domain/activity-detail'
import { caseStates } from '#domain/dissuasion'
import { caseSteps } from '#domain/dissuasion-policy'
import type { StaffId, UnitId } from '#domain/ids'
import { outreachMinutes } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import type { Staff } from '#domain/staff'
import { standingState, standingStates } from '#domain/standing'
import { addDays, dayOf, MINUTE } from '#domain/time'
import { call, tokenOf } from '../../support/calls'
import { type TestContext, testContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { openTestDatabase } from '../../support/test-database'

const TEN_AT_NIGHT = Date.parse('2021-04-29T21:40:00+08:00')
const qfy = 'qfy' as UnitId

let database: Database
let context: TestContext

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database, 'demo')
  context.clock.time = TEN_AT_NIGHT
  await seedDemo(context)
}, 120_000)
afterAll(() => database.close())

async function secretaryOf(unit: UnitId): Promise<Staff> {
  const row = await context.db
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('role', '=', 'secretary')
    .executeTakeFirstOrThrow()
  return staffOf({ ...row })
}

describe('the demonstration street', () => {
  it('has six communities, some six thousand doors and forty people', async () => {
    const units = await context.db.selectFrom('unit').selectAll().execute()
    expect(units.filter(({ kind }) => kind === 'community')).toHaveLength(6)
    expect(units.every(({ demo }) => demo)).toBe(true)
    const { doors } = await context.db
      .selectFrom('door')
      .select(({ fn }) => fn.countAll<number>().as('doors'))
      .executeTakeFirstOrThrow()
    expect(doors).toBeGreaterThan(5500)
    const staff = await context.db.selectFrom('staff').selectAll().execute()
    expect(staff.length).toBeGreaterThanOrEqual(40)
    expect(new Set(staff.map(({ number }) => number)).size).toBe(staff.length)
  })

  it('has a log without a gap whose chain holds to the unit’s head', async () => {
    for (const { unit_id, seq } of await context.db.selectFrom('unit_head').selectAll().execute()) {
      expect(await verifyChain(context.db, unit_id)).toEqual({ kind: 'intact', rows: seq })
    }
  })

  it('has units that say what they answer for, some with something missing, some that never said anything', async () => {
    const row = await context.db.selectFrom('staff').selectAll().where('role', '=', 'street').executeTakeFirstOrThrow()
    const clerk = staffOf({ ...row })
    const { campaign_id: campaign } = await context.db
      .selectFrom('campaign')
      .select('campaign_id')
      .orderBy('campaign_id')
      .executeTakeFirstOrThrow()
    const viewer = { staff: clerk, unitId: clerk.unitId, stationId: null, streetId: clerk.unitId }
    const asked = { action: 'units' as const, unit: clerk.unitId, campaign }
    const found = new Map(
      answerOf(await units(context, viewer, asked)).units.map(({ unit, flags, setAt }) => [unit.id, { flags, setAt }]),
    )
    expect(found.get('blq' as UnitId)?.flags).toEqual(['unowned-buildings'])
    expect(found.get('htn' as UnitId)?.flags).toEqual([])
    expect(found.get('jlw' as UnitId)?.flags).toEqual(['no-contact'])
    expect(found.get('xgwl' as UnitId)).toEqual({ flags: ['no-contact', 'no-duties', 'no-worker'], setAt: null })
  })

  it('has 领导小组 and 专班, one station with nobody named yet', async () => {
    const paper = await context.db
      .selectFrom('paper')
      .selectAll()
      .where('kind', '=', 'roster')
      .executeTakeFirstOrThrow()
    const { groups } = rosterOf(paper)
    expect(groups.map(({ members }) => members.length > 0)).toEqual([true, true, true, true, false])
  })

  it('has 投诉建议 that wait, and some that the street has answered', async () => {
    const papers = await context.db.selectFrom('paper').select('state').where('kind', '=', 'feedback').execute()
    expect(papers.map(({ state }) => state).sort()).toEqual(['answered', 'answered', 'open', 'open'])
  })

  it('has volunteers in every state, those who went out with minutes to certify', async () => {
    const secretary = await secretaryOf(qfy)
    const today = dayOf(TEN_AT_NIGHT)
    const { applications, invitations } = answerOf(
      await enrolment(context, secretary, { action: 'enrolment', unit: qfy }),
    )
    expect(applications.map(({ name, state }) => [name, state])).toEqual([
      ['王晓琳', 'pending'],
      ['赵一凡', 'pending'],
      ['周子轩', 'refused'],
      ['李明悦', 'approved'],
      ['何静', 'approved'],
    ])
    expect(invitations.map(({ state, used }) => [state, used])).toEqual([
      ['open', 3],
      ['expired', 2],
    ])
    const { staff: people } = answerOf(await staff(context, secretary, { action: 'staff', unit: qfy }))
    for (const [name, onDuty, to] of [
      ['李明悦', true, addDays(today, 2)],
      ['何静', false, addDays(today, -9)],
    ] as const) {
      const person = people.find((one) => one.name === name)
      expect(person).toMatchObject({ role: 'volunteer', onDuty, to, pending: 0 })
      const asked = { action: 'service' as const, unit: qfy, staff: person?.id as StaffId, from: null, to: null }
      const { figures, days } = answerOf(await service(context, secretary, asked))
      expect(days.length).toBeGreaterThanOrEqual(3)
      expect(figures.minutes).toBeGreaterThan(45)
    }
    const played = answerOf(await demoPeople(context)).people.map(({ name }) => name)
    expect(played).toContain('李明悦')
    expect(played).not.toContain('何静')
  })

  it('has an inspection under way and a finding in each state', async () => {
    const papers = await database.kysely
      .selectFrom('paper')
      .select(['kind', 'state'])
      .where('kind', 'in', ['inspection', 'finding'])
      .execute()
    expect(papers.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'finding answered',
      'finding mended',
      'finding open',
      'inspection checking',
    ])
  })

  it('has a review in each state, one that came back, one that is late, and a crime at a door that had been visited twice', async () => {
    const { street_id: unitId } = await context.db.selectFrom('campaign').select('street_id').executeTakeFirstOrThrow()
    const row = await context.db.selectFrom('staff').selectAll().where('role', '=', 'street').executeTakeFirstOrThrow()
    const staff = staffOf({ ...row })
    const viewer = (unit: UnitId) => ({ staff, unitId: unit, stationId: null, streetId: unitId })
    const listed = await reviews(context, viewer(unitId), { action: 'reviews', unit: unitId })
    if (!listed.ok) throw new Error(listed.problem.title)
    const found = listed.answer.reviews
    const states = (unit: string) => new Set(found.filter((one) => one.unit.id === unit).map(({ state }) => state))
    expect([...states(qfy)].sort()).toEqual(['answered', 'closed', 'open'])
    expect(found.some(({ returned, overdue }) => returned && !overdue)).toBe(true)
    expect(found.some(({ overdue, unit }) => overdue && unit.kind === 'community')).toBe(true)
    const visits = []
    for (const { id, unit } of found) {
      const told = await review(context, viewer(unit.id), { action: 'review', unit: unit.id, id })
      if (!told.ok) throw new Error(told.problem.title)
      visits.push(told.answer.touches.filter(({ kind, reach }) => kind === 'visit' && reach === 'door').length)
    }
    expect(Math.max(...visits)).toBeGreaterThanOrEqual(2)
  })

  it('has a base year for every unit and month, crimes against it, and some that were put right', async () => {
    const { content, street_id } = await context.db.selectFrom('campaign').selectAll().executeTakeFirstOrThrow()
    const row = await context.db.selectFrom('staff').selectAll().where('role', '=', 'leader').executeTakeFirstOrThrow()
    const viewer = { staff: staffOf({ ...row }), unitId: street_id, stationId: null, streetId: street_id }
    const told = await rates(context, viewer, { action: 'rates', unit: street_id, campaign: content.id })
    if (!told.ok) throw new Error(told.problem.title)
    const { units, total, milestones } = told.answer
    expect(units).toHaveLength(10)
    expect(units.every(({ baseline }) => baseline.months.length === 12)).toBe(true)
    expect(units.flatMap(({ baseline }) => baseline.corrections)).toHaveLength(1)
    expect(units.some(({ correctedCrimes }) => correctedCrimes > 0)).toBe(true)
    expect(total?.months[0]?.alone.cases).toMatchObject({ kind: 'rate', now: expect.any(Number) })
    expect(total?.months[0]?.alone.now.cases).toBeGreaterThan(10)
    expect(milestones).toHaveLength(2)
  })

  it('keeps figures that a recomputation from the records gives again', async () => {
    const rows = await context.db.selectFrom('unit_day').selectAll().execute()
    expect(rows.length).toBeGreaterThan(6 * 25)
    for (const row of rows) {
      const records = await readDay(context.db, row.unit_id, row.day)
      const explained = outreachMinutes(stopsOf(records), activitiesOf(records), row.day, currentPolicy)
      expect([row.activity_ms, row.person_ms, row.broadcast_ms]).toEqual([
        explained.activityTime,
        explained.personTime,
        explained.broadcastTime,
      ])
      const channels = await context.db
        .selectFrom('channel_day')
        .select(['channel', 'ms'])
        .where('unit_id', '=', row.unit_id)
        .where('day', '=', row.day)
        .where('ms', '>', 0)
        .execute()
      const byName = (a: { channel: string }, b: { channel: string }) => (a.channel < b.channel ? -1 : 1)
      expect(channels.sort(byName)).toEqual(
        explained.byChannel.map(({ channel, time }) => ({ channel, ms: time })).sort(byName),
      )
    }
  })

  it('has every channel in every community, the six groups, an activity told anew and one taken back', async () => {
    const rows = await context.db.selectFrom('activity').selectAll().execute()
    for (const unit of new Set(rows.map(({ unit_id }) => unit_id))) {
      const own = rows.filter(({ unit_id }) => unit_id === unit)
      expect([unit, ...new Set(own.map(({ channel }) => channel))].sort()).toEqual([unit, ...activityChannels].sort())
      expect(own.filter(({ undone }) => undone)).toHaveLength(1)
      expect(own.filter(({ version }) => version > 1)).toHaveLength(1)
    }
    const groups = rows.map(({ detail }) => detail.groups ?? {}).reduce(addGroups, {})
    expect(Object.keys(groups).sort()).toEqual([...specificGroups].sort())
  })

  it('has something standing in every state, in every community', async () => {
    const papers = await context.db.selectFrom('paper').selectAll().where('kind', '=', 'standing').execute()
    const today = dayOf(TEN_AT_NIGHT)
    for (const unit of new Set(papers.map(({ unit_id }) => unit_id))) {
      const own = papers.filter(({ unit_id }) => unit_id === unit).map(standingItem)
      expect([...new Set(own.map((item) => standingState(item, today)))].sort()).toEqual([...standingStates].sort())
    }
  })

  it('counts at doors and buildings what their visits say', async () => {
    const visits = (await context.db.selectFrom('visit').selectAll().execute()).filter(({ undone }) => !undone)
    const byDoor = new Map<string, typeof visits>()
    for (const visit of visits)
      byDoor.set(`${visit.unit_id} ${visit.door_id}`, [
        ...(byDoor.get(`${visit.unit_id} ${visit.door_id}`) ?? []),
        visit,
      ])
    const doors = await context.db.selectFrom('door').selectAll().execute()
    for (const door of doors) {
      const own = (byDoor.get(`${door.unit_id} ${door.door_id}`) ?? []).sort((a, b) => b.at - a.at)
      expect([door.visits, door.last_at, door.memory[0]?.outcome]).toEqual([
        own.length,
        own[0]?.at ?? null,
        own[0]?.outcome,
      ])
    }
    for (const building of await context.db.selectFrom('building').selectAll().execute()) {
      const own = doors.filter((door) => door.unit_id === building.unit_id && door.building_id === building.building_id)
      const last = own.flatMap(({ last_at }) => last_at ?? [])
      expect([building.doors, building.visited, building.met, building.last_visit_at]).toEqual([
        own.length,
        own.filter(({ visits }) => visits > 0).length,
        own.filter(({ met }) => met > 0).length,
        last.length === 0 ? null : Math.max(...last),
      ])
    }
  })

  it('leaves today in 青枫苑社区 short of 60 and unknown, for a device still holds records', async () => {
    const answer = await day(context, await secretaryOf(qfy), { action: 'day', unit: qfy, day: dayOf(TEN_AT_NIGHT) })
    if (!answer.ok) throw new Error(answer.problem.title)
    expect(answer.answer.activityMinutes).toBeGreaterThan(10)
    expect(answer.answer.activityMinutes).toBeLessThan(60)
    expect(answer.answer.status).toBe('unknown')
    expect(answer.answer.waiting).toEqual([expect.objectContaining({ pending: 6 })])
  })

  it('shows days that were met and days that were not, late records, amended and undone ones, stickers over the stock', async () => {
    const days = await context.db.selectFrom('unit_day').selectAll().where('unit_id', '=', qfy).execute()
    const met = days.filter(({ activity_ms }) => activity_ms >= 3_600_000).length
    expect(met).toBeGreaterThan(days.length / 2)
    expect(met).toBeLessThan(days.length)
    const visits = await context.db.selectFrom('visit').selectAll().where('unit_id', '=', qfy).execute()
    expect(visits.some(({ late }) => late)).toBe(true)
    expect(visits.some(({ version }) => version > 1)).toBe(true)
    expect(visits.some(({ undone }) => undone)).toBe(true)
    const handOuts = await context.db.selectFrom('hand_out').selectAll().execute()
    expect(handOuts.some(({ over_stock }) => over_stock)).toBe(true)
  })

  it('offers a grid worker of 青枫苑社区 first to whoever tries it, then a volunteer, then the secretary', async () => {
    const staff = await context.db.selectFrom('staff').selectAll().orderBy('unit_id').orderBy('staff_id').execute()
    const people = staff.map(({ unit_id: unitId, role }) => ({ unitId, role })).sort(tryFirst)
    expect(people.slice(0, 9).map(({ unitId, role }) => `${unitId} ${role}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'qfy grid'),
      ...Array.from({ length: 4 }, () => 'qfy volunteer'),
      'qfy secretary',
    ])
  })

  it('has a building to go on with, a building nobody owns and appointments due today', async () => {
    const answer = await coverage(context, await secretaryOf(qfy), { action: 'coverage', unit: qfy, staleDays: 7 })
    if (!answer.ok) throw new Error(answer.problem.title)
    expect(answer.answer.buildings.some(({ visited, doors }) => visited > 0 && visited < doors)).toBe(true)
    expect(answer.answer.buildings.some(({ owners }) => owners.length === 0)).toBe(true)
    const doors = await context.db.selectFrom('door').selectAll().where('unit_id', '=', qfy).execute()
    const due = doors.filter(
      ({ memory }) => memory[0]?.comeBackAt != null && dayOf(memory[0].comeBackAt) === dayOf(TEN_AT_NIGHT),
    )
    expect(due.length).toBeGreaterThan(0)
  })

  it('has sixty alerts over the six communities, in every state and at every step, each with its time', async () => {
    const cases = await context.db.selectFrom('dissuasion').selectAll().execute()
    expect(cases).toHaveLength(60)
    expect(new Set(cases.map(({ unit_id }) => unit_id)).size).toBe(6)
    const first = cases.filter(({ unit_id }) => unit_id === qfy)
    expect(first.length).toBeGreaterThan(30)
    expect(new Set(first.map(({ state }) => state))).toEqual(new Set(caseStates))
    expect(new Set(first.flatMap(({ due_step }) => due_step ?? []))).toEqual(new Set(caseSteps))
    for (const step of caseSteps) {
      const due = first.filter(({ due_step }) => due_step === step)
      expect([step, due.some(({ due_at }) => (due_at ?? 0) > TEN_AT_NIGHT)]).toEqual([step, true])
      expect([step, due.some(({ due_at }) => (due_at ?? 0) <= TEN_AT_NIGHT)]).toEqual([step, true])
    }
    expect(new Set(cases.map(({ number }) => number)).size).toBe(60)
  })

  it('asks for something now: seven minutes to accept, an hour and 24 to be at the door, follow-ups from yesterday to next week', async () => {
    const cases = await context.db.selectFrom('dissuasion').selectAll().where('unit_id', '=', qfy).execute()
    const urgent = cases.filter(({ level }) => level === 'urgent')
    const left = (state: string) =>
      urgent.filter((row) => row.state === state).map(({ due_at }) => ((due_at ?? 0) - TEN_AT_NIGHT) / MINUTE)
    expect(left('dispatched').map(Math.round)).toEqual([7])
    expect(left('accepted').map(Math.round)).toEqual([84])
    const sent = urgent.find(({ state }) => state === 'dispatched')
    expect(sent?.standing).toMatchObject({ team: { workers: ['qfy-s1'], companions: ['qfy-s5'] } })
    const followUps = cases.flatMap(({ due_step, due_at }) => (due_step === 'follow-up' && due_at ? dayOf(due_at) : []))
    const today = dayOf(TEN_AT_NIGHT)
    for (const days of [-1, 0, 1, 6]) expect(followUps).toContain(addDays(today, days))
  })

  it('shows what a police officer has to judge: a submission of his own, identical words, a late visit, a person known before', async () => {
    const cases = await context.db.selectFrom('dissuasion').selectAll().where('unit_id', '=', qfy).execute()
    const attempts = await context.db.selectFrom('attempt').selectAll().where('unit_id', '=', qfy).execute()
    const submitters = cases.flatMap(({ standing }) => (standing.kind === 'submitted' ? standing.submitters : []))
    expect(submitters).toContain('wtpcs-s1')
    expect(submitters).toContain('qfy-s1')
    const nobody = attempts.filter(({ met }) => met === 'nobody').map(({ note_index }) => note_index)
    expect(new Set(nobody).size).toBeLessThan(nobody.length)
    expect(attempts.some(({ late }) => late)).toBe(true)
    expect(attempts.some(({ attached }) => attached)).toBe(true)
    expect(cases.some(({ previous_id }) => previous_id !== null)).toBe(true)
    expect(cases.some(({ round }) => round === 2)).toBe(true)
    expect(cases.some(({ door_id }) => door_id === null)).toBe(true)
    expect(cases.some(({ returned_by }) => returned_by !== null)).toBe(true)
    const notes = await context.db.selectFrom('police_note').selectAll().where('unit_id', '=', qfy).execute()
    expect(notes.some(({ labels_sealed }) => labels_sealed !== null)).toBe(true)
    expect(notes.some(({ conclusion_sealed }) => conclusion_sealed !== null)).toBe(true)
  })

  it('holds no resident’s name, phone, address or clue, no label and no note about one in the clear, in no table', async () => {
    const secrets = new Set<string>()
    for (const { unit_id, content } of await context.db.selectFrom('operation').selectAll().execute()) {
      if (!holdsSealed(content)) continue
      const opened = openContent(content, await context.vault.open(context.db, unit_id))
      const { body } = v.parse(operationSchema, opened)
      for (const field of ['name', 'phone', 'address', 'clue', 'labels', 'note', 'reason', 'conclusion'])
        for (const secret of Object.entries(body).flatMap(([key, value]) => (key === field ? value : [])))
          if (typeof secret === 'string') secrets.add(secret)
    }
    expect(secrets.size).toBeGreaterThan(150)
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(
      context.db,
    )
    expect(tables.length).toBeGreaterThan(20)
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`
        select coalesce(string_agg(one::text, E'\n'), '') as text from ${sql.table(name)} as one`.execute(context.db)
      const text = rows[0]?.text ?? ''
      for (const secret of secrets) if (text.includes(secret)) found.push(`${name}: ${secret}`)
    }
    // Reasons that are a choice of a list, and reveals' words, are no secrets; they were never sealed.
    expect(found.filter((line) => !/: (resolved|false-alarm|find-the-door)$/.test(line))).toEqual([])
  })

  it('opens every one of them to an officer with its whole thread, the timer’s steps included', async () => {
    const officer = await context.db
      .selectFrom('staff')
      .selectAll()
      .where('staff_id', '=', 'wtpcs-s1' as StaffId)
      .executeTakeFirstOrThrow()
    const token = await tokenOf(context, staffOf({ ...officer }))
    const rows = await context.db.selectFrom('dissuasion').select('case_id').where('unit_id', '=', qfy).execute()
    const kinds = new Set<string>()
    for (const { case_id: id } of rows) {
      const { body } = await call(context, 'query', { action: 'case', unit: qfy, id }, token)
      const { row, thread } = v.parse(caseAnswer, body)
      expect([row.id, thread[0]?.kind]).toEqual([id, 'entered'])
      for (const { kind } of thread) kinds.add(kind)
    }
    expect([...kinds].sort()).toEqual(
      [
        ...[
          'accept',
          'attempt',
          'call',
          'close',
          'conclude',
          'confirm',
          'dispatch',
          'entered',
          'escalate',
          'follow-up',
        ],
        ...['labelled', 'reopen', 'return', 'reveal', 'transfer'],
      ].sort(),
    )
  })

  it('is not planted twice, nor beside anybody’s data', async () => {
    const before = await context.db
      .selectFrom('operation')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    await seedDemo(context)
    const after = await context.db
      .selectFrom('operation')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    expect(after).toEqual(before)
  })
})

describe('a server without keys', () => {
  it('gets the street without its alerts, for nothing of a resident could be stored', async () => {
    const keyless = await openTestDatabase()
    await seedDemo({ ...testContext(keyless, 'demo'), vault: { open: async () => null, forget() {} } })
    expect(await keyless.kysely.selectFrom('unit').selectAll().execute()).not.toEqual([])
    expect(await keyless.kysely.selectFrom('dissuasion').selectAll().execute()).toEqual([])
    await keyless.close()
  }, 60_000)
})

describe('an empty database that is not for demonstration', () => {
  it('stays empty', async () => {
    const real = await openTestDatabase()
    await seedDemo(testContext(real))
    expect(await real.kysely.selectFrom('unit').selectAll().execute()).toEqual([])
    await real.close()
  }, 60_000)
})
