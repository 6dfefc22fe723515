import { createHttpServer } from '#cloud/host/server'
import { s3Store } from '#cloud/media/s3-store'
import type { BeginAnswer, OpenAnswer } from '#contract/media'
import type { OperationId } from '#domain/ids'
import { MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { type FakeS3, portOf, s3Account, startFakeS3 } from '../../support/fake-s3'
import type { TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { insertCase, nameOf, picture } from '../../support/photo-case'

const under = fieldUnderTest()
let context: TestContext
let s3: FakeS3
let caseId: OperationId

beforeEach(async () => {
  const { clock } = under.context
  s3 = await startFakeS3(clock.now)
  context = { ...under.context, photos: s3Store({ ...s3Account, endpoint: s3.endpoint }, clock.now) }
  caseId = await insertCase(context, under.field)
})
afterEach(() => s3.close())

async function media(body: object) {
  const token = await tokenOf(context, under.field.worker)
  return call(context, 'media', { unit: under.field.unit, caseId, ...body }, token)
}
async function addressFor(bytes: Uint8Array): Promise<Extract<BeginAnswer, { kind: 'put' }>> {
  const answer = (await media({ action: 'begin', photo: nameOf(bytes) })).body as BeginAnswer
  if (answer.kind !== 'put') throw new Error('the cloud has it')
  return answer
}
const put = (address: { url: string; headers: Record<string, string> }, bytes: Uint8Array, more: object = {}) =>
  fetch(address.url, { method: 'PUT', headers: { ...address.headers, ...more }, body: new Uint8Array(bytes) })
const finish = (bytes: Uint8Array) => media({ action: 'finish', sha256: nameOf(bytes).sha256 })
const open = (bytes: Uint8Array) => media({ action: 'open', sha256: nameOf(bytes).sha256 })

test('a photo goes to the bucket and comes back, as what the cloud found it to be', async () => {
  const bytes = picture()
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  expect((await put(await addressFor(bytes), bytes)).status).toBe(200)
  expect((await finish(bytes)).body).toEqual({ arrivedAt: context.clock.now() })
  const response = await fetch(((await open(bytes)).body as OpenAnswer).url)
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
})

test('an address takes the named bytes alone: no others, no more of them, no other type, no other name', async () => {
  const bytes = picture()
  const address = await addressFor(bytes)
  const refusals = [
    await put(address, picture(2000, 5)),
    await put(address, picture(2001)),
    await put(address, bytes, { 'content-type': 'text/html' }),
    await put(address, picture(2000, 5), { 'x-amz-content-sha256': nameOf(picture(2000, 5)).sha256 }),
    await put(address, bytes, { 'x-amz-acl': 'public-read' }),
    await put({ ...address, url: address.url.replace(nameOf(bytes).sha256, nameOf(picture(2000, 5)).sha256) }, bytes),
    await put({ ...address, url: address.url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000') }, bytes),
    await fetch(address.url),
  ]
  expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 403))
  expect(s3.objects.size).toBe(0)
})

test('addresses expire: ten minutes to put, five to get', async () => {
  const bytes = picture()
  const address = await addressFor(bytes)
  context.clock.time += 10 * MINUTE - 1000
  expect((await put(address, bytes)).status).toBe(200)
  await finish(bytes)
  context.clock.time += 1000
  expect((await put(address, bytes)).status).toBe(403)
  const { url } = (await open(bytes)).body as OpenAnswer
  context.clock.time += 5 * MINUTE
  expect((await fetch(url)).status).toBe(403)
})

test('where the service does not look at the content, the cloud does, and removes what is not what was named', async () => {
  s3.checksContent = false
  const bytes = picture()
  await put(await addressFor(bytes), picture(2000, 5))
  expect(s3.objects.size).toBe(1)
  expect(codeOf(await finish(bytes))).toBe(4157)
  expect(s3.objects.size).toBe(0)
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  await put(await addressFor(svg), svg)
  expect(codeOf(await finish(svg))).toBe(4156)
  expect(s3.objects.size).toBe(0)
})

test('of an object that is far too large only the agreed bytes are read before it is refused and removed', async () => {
  const bytes = picture()
  const address = await addressFor(bytes)
  const name = new URL(address.url).pathname
  s3.objects.set(name, { bytes: Buffer.alloc(20 * 1024 * 1024), type: 'image/jpeg' })
  expect(codeOf(await finish(bytes))).toBe(4157)
  expect(s3.objects.has(name)).toBe(false)
})

test('a bucket that does not answer is 5033, and later the photo goes on from where it was', async () => {
  const bytes = picture()
  await put(await addressFor(bytes), bytes)
  s3.down = true
  expect(codeOf(await finish(bytes))).toBe(5033)
  s3.down = false
  expect((await finish(bytes)).status).toBe(200)
})

test('a bucket whose name the host already carries is not named twice', () => {
  const { clock } = context
  const key = { unit: under.field.unit, caseId, sha256: nameOf(picture()).sha256 }
  const store = s3Store({ ...s3Account, endpoint: 'https://photos.cos.ap-test.example' }, clock.now)
  expect(new URL(store.putAddress(key, 5, clock.now() + MINUTE).url).pathname).toBe(
    `/${under.field.unit}/${caseId}/${key.sha256}`,
  )
})

test('the pages may reach the bucket and no other host; the local route is closed', async () => {
  const server = createHttpServer(context, under.database)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const response = await fetch(`http://127.0.0.1:${portOf(server)}/media/x.y`)
  expect(response.status).toBe(404)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain(`connect-src 'self' ${s3.endpoint};`)
  expect(policy).toContain(`img-src 'self' data: blob: ${s3.endpoint};`)
  server.closeAllConnections()
  server.close()
})
