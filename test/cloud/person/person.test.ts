import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { personText } from '#cloud/export/person-text'
import { folderStore } from '#cloud/media/folder-store'
import { erasePerson } from '#cloud/person/erase-person'
import { findPerson, type Wanted } from '#cloud/person/find-person'
import { logAsked } from '#cloud/person/log-asked'
import { personFile } from '#cloud/person/person-file'
import { findCase } from '#cloud/queries/find-case'
import { recordKeyOf } from '#cloud/session/account-key'
import type { Viewer } from '#cloud/sync/case-rows'
import { caseRowFor } from '#cloud/sync/case-rows'
import { LEAST_LOG_AGE } from '#domain/retention'
import { DAY } from '#domain/time'
import { RESIDENT } from '../../support/case-fixture'
import { createField } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { keptGround } from '../../support/kept-ground'
import { nameOf, picture } from '../../support/photo-case'
import { caseRow } from '../../support/timer-cases'

const ground = fieldUnderTest()
let kept: Awaited<ReturnType<typeof keptGround>>
beforeEach(async () => {
  kept = await keptGround(ground.context, ground.field)
})

const byPhone: Wanted = { kind: 'phone', phone: RESIDENT.phone }
const byName: Wanted = { kind: 'name', name: RESIDENT.name }
const DAYS = LEAST_LOG_AGE / DAY
const db = () => ground.database.kysely
const erase = (wanted = byPhone) => erasePerson(ground.context, wanted, ground.field.street)
const find = (wanted: Wanted) => findPerson(ground.context, wanted, ground.field.street)
const logOf = async (type: string) =>
  db().selectFrom('operation').selectAll().where('unit_id', '=', ground.field.unit).where('type', '=', type).execute()

test('is found by phone and by name, in every unit of the street and in none of another', async () => {
  const caseId = await kept.closed()
  await kept.cases.enter({ phone: '18800000000', name: '别人' })
  const other = await createField(ground.context)
  await (await keptGround(ground.context, other)).cases.enter()
  for (const wanted of [byPhone, byName])
    expect(await find(wanted)).toMatchObject([{ unitId: ground.field.unit, holdings: [{ what: 'case', id: caseId }] }])
  expect(await findPerson(ground.context, byPhone, null)).toHaveLength(2)
  expect(await find({ kind: 'phone', phone: '18700000000' })).toEqual([])
})

test('gets a copy: what is held, where from, and who saw it; the police’s labels and conclusion are not in it', async () => {
  await kept.closed()
  const text = personText(await personFile(ground.context, await find(byPhone)))
  const { worker, officer } = ground.field
  for (const word of [
    ...[RESIDENT.name, RESIDENT.phone, RESIDENT.address, '110 报警', `网格员 ${worker.name}：查看了姓名与房号`],
    ...['上门找不到门牌', '本人已醒悟，住在女儿家', `民警 ${officer.name}：结案`],
  ])
    expect(text).toContain(word)
  for (const word of ['无需管控', '前科', RESIDENT.clue]) expect(text).not.toContain(word)
})

test('who works here gets a copy without the secret of his account, and erasing leaves his devices their keys', async () => {
  const { worker, device } = ground.field
  const key = await recordKeyOf(ground.context, worker, device)
  const row = await db()
    .selectFrom('account_key')
    .selectAll()
    .where('staff_id', '=', worker.id)
    .executeTakeFirstOrThrow()
  const vault = await ground.context.vault.open(db(), ground.field.unit)
  const secret = vault?.unseal(`${worker.id}.account-secret`, row.secret_sealed)
  const himself: Wanted = { kind: 'name', name: worker.name }
  const file = await personFile(ground.context, await find(himself))
  const text = personText(file)
  expect(text).toContain(worker.number)
  for (const word of [key, secret, row.secret_sealed.box, '$sealed'])
    expect(`${text}${JSON.stringify(file)}`).not.toContain(word)
  await erasePerson(ground.context, himself, ground.field.street)
  expect(await recordKeyOf(ground.context, worker, device)).toBe(key)
})

test('every asking is in the unit’s log, by a hash of the phone that is the same each time', async () => {
  await kept.closed()
  for (const type of ['person.find', 'person.export'] as const)
    await logAsked(ground.context, type, byPhone, await find(byPhone))
  const entries = [...(await logOf('person.find')), ...(await logOf('person.export'))]
  const whom = (await ground.context.vault.open(db(), ground.field.unit))?.index('person', RESIDENT.phone)
  expect(entries.map(({ content }) => content)).toMatchObject([{ body: { by: 'phone', whom } }, { body: { whom } }])
  expect(JSON.stringify(entries)).not.toContain(RESIDENT.phone)
})

test('who is known nowhere is asked for in the street’s log', async () => {
  await logAsked(ground.context, 'person.find', { kind: 'name', name: '无此人' }, [])
  const rows = await db().selectFrom('operation').selectAll().where('unit_id', '=', ground.field.street).execute()
  expect(rows.map(({ type }) => type)).toEqual(['person.find'])
  expect(JSON.stringify(rows)).not.toContain('无此人')
})

describe('who asks to be erased', () => {
  test('is, from a closed case that is older than the log has to be; the chain stays whole and nobody finds him', async () => {
    const caseId = await kept.closed()
    kept.pass(DAYS)
    expect((await erase()).gone).toMatchObject([{ id: caseId }])
    expect(await kept.boxes()).toEqual({})
    expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
    expect(await find(byPhone)).toEqual([])
    expect(await logOf('retention.purge')).toMatchObject([
      { content: { body: { kind: 'case', by: 'request', subjects: [caseId] } } },
    ])
  })

  test('is not while the case is open, under a hold, or a day too young; each says so, and nothing changed', async () => {
    const open = await kept.cases.enter()
    const heldId = await kept.closed()
    kept.pass(2)
    const young = await kept.closed()
    const reason = { about: 'case' as const, caseId: heldId, reason: '另案' }
    await kept.cases.act('hold.place', reason, ground.field.officer)
    kept.pass(DAYS - 1)
    const before = await kept.boxes()
    const { found, gone } = await erase()
    expect(gone).toEqual([])
    const verdicts = new Map(found[0]?.holdings.map(({ id, erasable }) => [id, erasable.kind]))
    expect([verdicts.get(open), verdicts.get(heldId), verdicts.get(young)]).toEqual(['open', 'hold', 'too-early'])
    expect(await kept.boxes()).toEqual(before)
  })

  test('does not take others along', async () => {
    const hers = await kept.closed()
    const others = await kept.closed({ phone: '18800000000', name: '别人' })
    kept.pass(DAYS)
    await erase()
    expect((await caseRow(db(), ground.field.unit, hers)).name_sealed.box).toBeNull()
    expect((await caseRow(db(), ground.field.unit, others)).name_sealed.box).not.toBeNull()
  })

  test('takes the photos of the case along, whatever their own age', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-person-'))
    const photos = folderStore(folder, new Uint8Array(32))
    const context = { ...ground.context, photos }
    const caseId = await kept.closed()
    const { unit, worker } = ground.field
    const { sha256 } = nameOf(picture())
    await photos.write({ unit, caseId, sha256 }, picture())
    const row = { unit_id: unit, case_id: caseId, sha256, bytes: 2000, type: 'image/jpeg', staff_id: worker.id }
    await db()
      .insertInto('photo')
      .values({ ...row, begun_at: 1, arrived_at: 2 })
      .execute()
    kept.pass(DAYS)
    await erasePerson(context, byName, ground.field.street)
    expect(existsSync(path.join(folder, unit, caseId, sha256))).toBe(false)
    expect(await db().selectFrom('photo').selectAll().where('unit_id', '=', unit).execute()).toEqual([])
    rmSync(folder, { recursive: true })
  })

  test('vanishes from the row that a device pulls next: no name, phone or address in any form', async () => {
    const caseId = await kept.closed()
    const { officer, secretary, unit, street } = ground.field
    kept.pass(DAYS)
    const { seq } = await caseRow(db(), unit, caseId)
    await erase()
    const found = await findCase(db(), unit, caseId)
    const vault = await ground.context.vault.open(db(), unit)
    if (found === undefined || vault === null) throw new Error('The case is gone')
    expect(found.stored.seq).toBeGreaterThan(seq)
    for (const staff of [officer, secretary]) {
      const viewer: Viewer = { staff, unitId: unit, stationId: officer.unitId, streetId: street }
      expect(caseRowFor(viewer, found.stored, new Map(), vault)).toMatchObject({
        ...{ maskedName: null, maskedPhone: null, resident: null },
        ...{ state: 'closed', seq: found.stored.seq },
      })
    }
  })
})
