import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { s3Exports } from '#cloud/export/s3-exports'
import { sweepExports } from '#cloud/export/sweep-exports'
import type { ExportAnswer } from '#contract/export'
import { DAY } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { week } from '../../support/export-ground'
import { type FakeS3, s3Account, startFakeS3 } from '../../support/fake-s3'
import { newOperationId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const under = fieldUnderTest()
let context: TestContext
let bucket: FakeS3

beforeEach(async () => {
  bucket = await startFakeS3(() => context.clock.now())
  context = {
    ...under.context,
    exports: s3Exports({ ...s3Account, endpoint: bucket.endpoint }, () => context.clock.now()),
  }
})
afterEach(() => bucket.close())

const ask = async (body: object) =>
  call(context, 'export', { unit: under.field.unit, ...body }, await tokenOf(context, under.field.secretary))
const make = (id = newOperationId()) => ask({ action: 'make', id, what: week })
const spooled = () => readdirSync(tmpdir()).filter((name) => name.startsWith('qiaomen-export-'))

test('a file goes to the bucket whole and is fetched from there at an address that is good for five minutes', async () => {
  await under.apply([under.visit(0, context.clock.now())])
  const id = newOperationId()
  const answer = (await make(id)).body as Extract<ExportAnswer, { state: 'ready' }>
  expect(answer).toMatchObject({ state: 'ready', rows: 1 })
  expect([...bucket.objects.keys()]).toEqual([`/photos/_exports/${under.field.unit}/${id}`])
  const response = await fetch(answer.url)
  expect(response.status).toBe(200)
  expect((await response.arrayBuffer()).byteLength).toBe(answer.bytes)
  expect(new URL(answer.url).searchParams.get('response-content-disposition')).toContain(
    encodeURIComponent(answer.fileName),
  )
  context.clock.time += 5 * 60_000
  expect((await fetch(answer.url)).status).toBe(403)
  expect(spooled()).toEqual([])
})

test('a bucket that does not answer is told by its number, and nothing is left or logged', async () => {
  bucket.down = true
  const id = newOperationId()
  expect(codeOf(await make(id))).toBe(5034)
  expect((await ask({ action: 'ask', id })).body).toMatchObject({ state: 'failed', problem: { code: 5034 } })
  expect(spooled()).toEqual([])
  const logged = await context.db
    .selectFrom('operation')
    .select('type')
    .where('unit_id', '=', under.field.unit)
    .execute()
  expect(logged).toEqual([])
})

test('what could not be removed is tried again', async () => {
  const id = newOperationId()
  await make(id)
  context.clock.time += DAY + 1
  bucket.down = true
  await sweepExports(context)
  expect(bucket.objects.size).toBe(1)
  bucket.down = false
  await sweepExports(context)
  expect(bucket.objects.size).toBe(0)
  expect(codeOf(await ask({ action: 'ask', id }))).toBe(4047)
})
