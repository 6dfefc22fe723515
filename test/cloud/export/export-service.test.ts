import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { pathOf } from '#cloud/export/export-store'
import { folderExports } from '#cloud/export/folder-exports'
import type { ExportAnswer } from '#contract/export'
import type { Staff } from '#domain/staff'
import { MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { NOON, newOperationId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
let context: TestContext
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-exports-'))
  context = { ...ground.context, exports: folderExports(folder, new Uint8Array(32).fill(5)) }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function make(of: Staff, actor: Staff, id = newOperationId()) {
  const what = { kind: 'service', staff: of.id, from: null, to: null }
  return call(context, 'export', { action: 'make', unit: ground.field.unit, id, what }, await tokenOf(context, actor))
}
async function file(of: Staff, actor: Staff) {
  const id = newOperationId()
  const answer = (await make(of, actor, id)).body as ExportAnswer
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer))
  const bytes = new Uint8Array(readFileSync(path.join(folder, pathOf({ unit: ground.field.unit, id }))))
  const words = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
  return { name: answer.fileName, words }
}

const served = async () => {
  const { volunteer } = ground.field
  const visits = [0, 1].map((door) => ({ ...ground.visit(door, NOON - (1 - door) * 5 * MINUTE), author: volunteer.id }))
  await ground.apply(visits, volunteer)
}

test('a volunteer’s certificate is given out by the secretary, with the unit’s name and the day below it', async () => {
  await served()
  const { volunteer, secretary } = ground.field
  const { name, words } = await file(volunteer, secretary)
  expect(name).toBe('志愿服务时长证明 顾晓芸 2021-03-26 至 2021-03-29.docx')
  expect(words).toContain('志愿服务时长证明')
  expect(words).toContain('服务时长\n6\n分钟')
  expect(words).toContain('入户走访\n2\n户次')
  expect(words).toMatch(/特此证明。\n清枫社区\d+\n2021年3月29日/)
})

test('what a person takes out for himself is signed by nobody and says so', async () => {
  await served()
  const { volunteer, secretary, worker } = ground.field
  const { words } = await file(volunteer, volunteer)
  expect(words).toContain('本记录由本人导出，未经单位签章。')
  expect(words).not.toContain('特此证明')
  expect((await file(worker, worker)).name).toMatch(/^反诈宣传服务记录 周敏 /)
  // Nobody certifies himself.
  expect((await file(secretary, secretary)).words).not.toContain('特此证明')
})

test('another’s is not given out, and the unit’s log knows who took out whose', async () => {
  await served()
  const { volunteer, worker, secretary } = ground.field
  expect(codeOf(await make(volunteer, worker))).toBe(4030)
  await make(volunteer, secretary)
  const logged = await context.db
    .selectFrom('operation')
    .select(['staff_id', 'content'])
    .where('unit_id', '=', ground.field.unit)
    .where('type', '=', 'export.made')
    .execute()
  expect(logged).toEqual([
    {
      staff_id: secretary.id,
      content: expect.objectContaining({ kind: 'service', staff: volunteer.id, certified: true }),
    },
  ])
  // His name goes some day, and the log stays.
  expect(JSON.stringify(logged)).not.toContain(volunteer.name)
})
