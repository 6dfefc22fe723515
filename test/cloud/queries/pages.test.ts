import * as v from 'valibot'
import { coverage } from '#cloud/queries/coverage'
import { doors } from '#cloud/queries/doors'
import { record } from '#cloud/queries/record'
import { records } from '#cloud/queries/records'
import { staff } from '#cloud/queries/staff'
import type { OperationOf } from '#contract/operation'
import { coverageAnswer, doorsAnswer, type QueryRequest, staffAnswer } from '#contract/query'
import { type RecordRow, recordAnswer, recordsAnswer } from '#contract/record-query'
import type { BuildingId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { DAY, type LocalDate, MINUTE } from '#domain/time'
import { NOON, newOperationId } from '../../support/field-fixture'
import { answerOf, fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()

const handOut = (time: number, more: Partial<OperationOf<'leaflet.hand-out'>['body']> = {}) =>
  ground.field.operation(
    'leaflet.hand-out',
    {
      kind: 'letter',
      quantity: 5,
      place: '南门岗亭',
      audience: 'residents',
      startedAt: time - MINUTE,
      reason: '临时补领',
      ...more,
    },
    { at: time },
  )

describe('records', () => {
  async function page(more: Partial<Extract<QueryRequest, { action: 'records' }>> = {}) {
    const result = answerOf(
      await records(ground.context, ground.field.secretary, {
        action: 'records',
        unit: ground.field.unit,
        before: null,
        ...more,
      }),
    )
    v.parse(recordsAnswer, result)
    return result
  }

  it('come in pages newest first, the kinds merged, each exactly once even where many share an instant', async () => {
    const all = Array.from({ length: 120 }, (_, index) => {
      const time = NOON - Math.floor(index / 4) * MINUTE
      return index % 3 === 0 ? handOut(time) : ground.visit(index % 12, time)
    })
    await ground.apply(all.slice(0, 60))
    await ground.apply(all.slice(60))
    await ground.apply([
      ground.field.operation('activity.log', {
        channel: 'meeting',
        from: NOON - 10 * MINUTE,
        to: NOON - MINUTE,
        place: '议事厅',
      }),
    ])
    const seen: RecordRow[] = []
    for (let before: { at: number; id: RecordRow['id'] } | null = null; ; ) {
      const { records: rows, more }: { records: RecordRow[]; more: boolean } = await page({ before })
      seen.push(...rows)
      const last: RecordRow | undefined = rows.at(-1)
      if (!more || !last) break
      before = { at: last.at, id: last.id }
    }
    expect(seen).toHaveLength(121)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(121)
    const sorted = [...seen].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    expect(seen.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id))
  })

  it('name the place as it is said aloud and the person who was there', async () => {
    await ground.apply([ground.visit(4, NOON)])
    expect((await page()).records).toEqual([
      expect.objectContaining({
        kind: 'visit',
        place: '清枫苑 1幢 1单元 201',
        staffName: '周敏',
        late: false,
        version: 1,
      }),
    ])
  })

  it('can be narrowed to one channel of the activities', async () => {
    const held = (channel: 'lecture' | 'sms') =>
      ground.field.operation('activity.log', { channel, from: NOON - 9 * MINUTE, to: NOON, place: '议事厅' })
    const [talk, text] = [held('lecture'), held('sms')]
    await ground.apply([talk, text, ground.visit(0, NOON), handOut(NOON)])
    expect((await page({ kind: 'activity', channel: 'sms' })).records.map(({ id }) => id)).toEqual([text.id])
    expect((await page({ channel: 'lecture' })).records.map(({ id }) => id)).toEqual([talk.id])
  })

  it('can be narrowed by day, building, door, person, kind and outcome', async () => {
    const shut = ground.visit(1, NOON - 2 * MINUTE, { outcome: 'nobody' })
    const yesterday = ground.visit(0, NOON - DAY)
    const there = ground.visit(0, NOON - 3 * MINUTE, {}, ground.field.buildings[1])
    const given = handOut(NOON - 4 * MINUTE)
    const talk = ground.field.operation('activity.log', {
      channel: 'meeting',
      from: NOON - 9 * MINUTE,
      to: NOON,
      place: '议事厅',
      with: [ground.field.colleague.id],
    })
    await ground.apply([shut, yesterday, there, given, talk])
    const ids = async (more: Parameters<typeof page>[0]) => (await page(more)).records.map(({ id }) => id)
    expect(await ids({ day: '2021-03-28' as LocalDate })).toEqual([yesterday.id])
    expect(await ids({ building: ground.field.buildings[1] })).toEqual([there.id])
    expect(await ids({ door: ground.doorOf(ground.field.buildings[0], 0) })).toEqual([yesterday.id])
    expect(await ids({ outcome: 'nobody' })).toEqual([shut.id])
    expect(await ids({ kind: 'hand-out' })).toEqual([given.id])
    expect(await ids({ kind: 'activity' })).toEqual([talk.id])
    // Whoever only took part finds the activity among his own, too.
    expect(await ids({ staff: ground.field.colleague.id })).toEqual([talk.id])
  })
})

describe('a record', () => {
  const read = async (id: RecordRow['id'], actor: Staff = ground.field.secretary) =>
    record(ground.context, actor, { action: 'record', unit: ground.field.unit, id })

  it('that was amended shows both versions with the reason, and how it stands', async () => {
    const first = ground.visit(0, NOON - 10 * MINUTE, { outcome: 'nobody' })
    await ground.apply([first])
    await ground.apply([
      ground.field.operation('visit.amend', {
        visitId: first.id,
        reason: '点错了',
        outcome: 'met',
        adults: 2,
        topics: ['fake-loan'],
        note: '装了App',
      }),
    ])
    const answer = answerOf(await read(first.id))
    v.parse(recordAnswer, answer)
    expect(answer.record).toMatchObject({ kind: 'visit', outcome: 'met', version: 2, undone: false })
    expect(
      answer.versions.map(({ version, outcome, reason, adults }) => ({ version, outcome, reason, adults })),
    ).toEqual([
      { version: 1, outcome: 'nobody', reason: null, adults: null },
      { version: 2, outcome: 'met', reason: '点错了', adults: 2 },
    ])
    expect(answer.note).toBe('装了App')
    expect(answer.seq).toBe(1)
  })

  it('of an activity shows each telling with its reason, and the detail that stands', async () => {
    const told = {
      channel: 'brand' as const,
      from: NOON - 9 * MINUTE,
      to: NOON - MINUTE,
      place: '广场',
      title: '反诈夜话',
    }
    const log = ground.field.operation('activity.log', told)
    await ground.apply([log])
    const groups = { 'online-shoppers': 12 }
    await ground.apply([
      ground.field.operation('activity.amend', { activityId: log.id, reason: '漏了人群', ...told, groups }),
    ])
    const answer = answerOf(await read(log.id))
    v.parse(recordAnswer, answer)
    expect(answer.record).toMatchObject({ kind: 'activity', title: '反诈夜话', version: 2, undone: false })
    expect(answer.detail).toEqual({ title: '反诈夜话', groups })
    expect(answer.activityVersions.map(({ version, reason, detail }) => ({ version, reason, detail }))).toEqual([
      { version: 1, reason: null, detail: { title: '反诈夜话' } },
      { version: 2, reason: '漏了人群', detail: { title: '反诈夜话', groups } },
    ])
  })

  it('of leaflets and of an activity tells what only it has', async () => {
    const given = handOut(NOON)
    const talk = ground.field.operation('activity.log', {
      channel: 'meeting',
      from: NOON - 9 * MINUTE,
      to: NOON,
      place: '议事厅',
      audience: 30,
      with: [ground.field.colleague.id],
    })
    await ground.apply([given, talk])
    expect(answerOf(await read(given.id))).toMatchObject({
      audience: 'residents',
      reason: '临时补领',
      record: { overStock: true },
    })
    expect(answerOf(await read(talk.id))).toMatchObject({ audienceCount: 30, with: [{ name: '许强' }] })
  })

  it('is its author’s to read, and no other worker’s', async () => {
    const own = ground.visit(0, NOON)
    await ground.apply([own])
    expect((await read(own.id, ground.field.worker)).ok).toBe(true)
    expect(await read(own.id, ground.field.colleague)).toMatchObject({ ok: false, problem: { code: 4030 } })
  })

  it('that does not exist is not found', async () => {
    expect(await read(newOperationId())).toMatchObject({ ok: false, problem: { code: 4041 } })
  })
})

describe('coverage', () => {
  const lines = async (staleDays = 7) => {
    const answer = answerOf(
      await coverage(ground.context, ground.field.secretary, {
        action: 'coverage',
        unit: ground.field.unit,
        staleDays,
      }),
    )
    v.parse(coverageAnswer, answer)
    return answer.buildings
  }

  it('counts doors reached, met and not reached lately, with the list behind the figure as long as the figure', async () => {
    await ground.apply([
      ground.visit(0, NOON),
      ground.visit(1, NOON, { outcome: 'nobody' }),
      ground.visit(2, NOON - 10 * DAY),
    ])
    const [line] = await lines()
    expect(line).toMatchObject({
      id: 'b1',
      doors: 12,
      visited: 3,
      met: 2,
      stale: 10,
      owners: ['周敏'],
      gridName: '第1网格',
    })
    const request = {
      action: 'doors' as const,
      unit: ground.field.unit,
      building: ground.field.buildings[0],
      staleDays: 7,
    }
    const listed = answerOf(await doors(ground.context, ground.field.secretary, request))
    v.parse(doorsAnswer, listed)
    expect(listed.doors).toHaveLength(10)
    expect(listed.building).toBe('清枫苑 1幢')
    expect(listed.doors[0]).toMatchObject({ room: '103', lastOutcome: 'met' })
    expect(
      answerOf(await doors(ground.context, ground.field.secretary, { ...request, staleDays: null })).doors,
    ).toHaveLength(12)
  })

  it('shows a building that nobody owns, also when its worker has left', async () => {
    expect((await lines()).find(({ id }) => id === 'b3')?.owners).toEqual(['许强'])
    await ground.context.db
      .updateTable('staff')
      .set({ active: false })
      .where('staff_id', '=', ground.field.colleague.id)
      .execute()
    await ground.context.db
      .updateTable('building')
      .set({ grid_id: null })
      .where('unit_id', '=', ground.field.unit)
      .where('building_id', '=', ground.field.buildings[1])
      .execute()
    const unowned = (await lines()).filter(({ owners }) => owners.length === 0).map(({ id }) => id)
    expect(unowned.sort()).toEqual(['b2', 'b3'])
  })

  it('knows no building of that name elsewhere', async () => {
    const request = {
      action: 'doors' as const,
      unit: ground.field.unit,
      building: 'b99' as BuildingId,
      staleDays: null,
    }
    expect(await doors(ground.context, ground.field.secretary, request)).toMatchObject({
      ok: false,
      problem: { code: 4043 },
    })
  })
})

describe('the staff list', () => {
  it('tells of each person the grid, the buildings, the leaflets in hand and what the device still holds', async () => {
    await ground.apply(
      [
        ground.field.operation(
          'leaflet.issue',
          { to: ground.field.worker.id, kind: 'flyer', quantity: 50 },
          { author: ground.field.secretary.id },
        ),
      ],
      ground.field.secretary,
    )
    await ground.apply([ground.visit(0, NOON, { leaflets: 2 })], ground.field.worker, 4)
    const answer = answerOf(
      await staff(ground.context, ground.field.secretary, { action: 'staff', unit: ground.field.unit }),
    )
    v.parse(staffAnswer, answer)
    const worker = answer.staff.find(({ id }) => id === ground.field.worker.id)
    expect(worker).toMatchObject({
      gridName: '第1网格',
      buildings: ['清枫苑 1幢', '清枫苑 2幢'],
      onDuty: true,
      pending: 4,
      stock: [{ kind: 'flyer', issued: 50, handedOut: 2, returned: 0, overStock: 0 }],
      scope: { kind: 'grid', gridId: 'g1' },
    })
    expect(answer.staff.find(({ id }) => id === ground.field.police.id)).toMatchObject({
      pending: null,
      seenAt: null,
      buildings: [],
    })
    ground.context.clock.time = NOON + 5 * DAY
    const later = answerOf(
      await staff(ground.context, ground.field.secretary, { action: 'staff', unit: ground.field.unit }),
    )
    expect(later.staff.find(({ id }) => id === ground.field.volunteer.id)?.onDuty).toBe(false)
  })
})
