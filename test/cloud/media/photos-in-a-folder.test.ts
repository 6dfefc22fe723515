import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createHttpServer } from '#cloud/host/server'
import { folderStore } from '#cloud/media/folder-store'
import { pathOf } from '#cloud/media/photo-store'
import { MOST_PHOTO_BYTES } from '#contract/limits'
import type { BeginAnswer, OpenAnswer } from '#contract/media'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { portOf } from '../../support/fake-s3'
import type { TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { insertCase, nameOf, picture } from '../../support/photo-case'

const under = fieldUnderTest()
let context: TestContext
let folder: string
let server: Server
let base: string
let caseId: OperationId

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-photos-'))
  context = { ...under.context, photos: folderStore(folder, new Uint8Array(32).fill(3)) }
  server = createHttpServer(context, under.database)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  base = `http://127.0.0.1:${portOf(server)}`
  caseId = await insertCase(context, under.field, { former: [under.field.colleague.id] })
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

async function media(body: object, actor: Staff = under.field.worker, of = caseId) {
  return call(context, 'media', { unit: under.field.unit, caseId: of, ...body }, await tokenOf(context, actor))
}
const begin = (bytes: Uint8Array, actor?: Staff, of?: OperationId) =>
  media({ action: 'begin', photo: nameOf(bytes) }, actor, of)
const finish = (bytes: Uint8Array, actor?: Staff) => media({ action: 'finish', sha256: nameOf(bytes).sha256 }, actor)
const open = (bytes: Uint8Array, actor?: Staff, of?: OperationId) =>
  media({ action: 'open', sha256: nameOf(bytes).sha256 }, actor, of)

/** The address that `begin` answered. */
async function addressFor(bytes: Uint8Array, of?: OperationId): Promise<Extract<BeginAnswer, { kind: 'put' }>> {
  const answer = (await begin(bytes, undefined, of)).body as BeginAnswer
  if (answer.kind !== 'put') throw new Error('the cloud has it')
  return answer
}
const put = (address: { url: string; headers: Record<string, string> }, bytes: Uint8Array, more: object = {}) =>
  fetch(`${base}${address.url}`, {
    method: 'PUT',
    headers: { ...address.headers, ...more },
    body: new Uint8Array(bytes),
  })
const codeIn = async (response: Response) => ((await response.json()) as { problem?: { code: number } }).problem?.code

async function send(bytes: Uint8Array): Promise<void> {
  expect((await put(await addressFor(bytes), bytes)).status).toBe(200)
  expect((await finish(bytes)).status).toBe(200)
}
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
const rows = () =>
  context.db.selectFrom('photo').selectAll().where('unit_id', '=', under.field.unit).orderBy('sha256').execute()

test('a photo arrives once, however often begin, put and finish are repeated', async () => {
  const bytes = picture()
  const first = await addressFor(bytes)
  const second = await addressFor(bytes)
  for (const address of [first, second, first]) expect((await put(address, bytes)).status).toBe(200)
  const [arrived, again] = await Promise.all([finish(bytes), finish(bytes)])
  expect(arrived.body).toEqual({ arrivedAt: context.clock.now() })
  expect(again.body).toEqual(arrived.body)
  context.clock.time += MINUTE
  expect((await finish(bytes)).body).toEqual(arrived.body)
  expect((await begin(bytes)).body).toEqual({ kind: 'have' })
  expect((await begin(bytes, under.field.officer)).body).toEqual({ kind: 'have' })
  expect(await rows()).toMatchObject([{ ...nameOf(bytes), type: 'image/jpeg', staff_id: under.field.worker.id }])
  expect(files()).toEqual([nameOf(bytes).sha256])
})

test('the people of the case see it: the worker, the officer who leads, another officer of the station', async () => {
  const bytes = picture()
  await send(bytes)
  for (const actor of [under.field.worker, under.field.officer, under.field.partner]) {
    const { url } = (await open(bytes, actor)).body as OpenAnswer
    const response = await fetch(`${base}${url}`)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  }
})

test('a volunteer, a secretary, an officer of another station and a former worker get no address', async () => {
  const { volunteer, secretary, elsewhere, colleague, police } = under.field
  const bytes = picture()
  await send(bytes)
  expect(codeOf(await open(bytes, volunteer))).toBe(4038)
  expect(codeOf(await open(bytes, secretary))).toBe(4030)
  expect(codeOf(await open(bytes, elsewhere))).toBe(4035)
  expect(codeOf(await open(bytes, police))).toBe(4030)
  expect(codeOf(await open(bytes, colleague))).toBe(4037)
  expect(
    (await call(context, 'media', { action: 'open', unit: under.field.unit, caseId, ...nameOf(bytes) }, null)).status,
  ).toBe(401)
})

test('who was sent once may still send what was photographed then; a volunteer and a stranger may not', async () => {
  const { colleague, volunteer, secretary, elsewhere, addPerson, grids } = under.field
  const stranger = await addPerson({ name: '钱多', role: 'grid', scope: { kind: 'grid', gridId: grids[1] } })
  expect((await begin(picture(), colleague)).status).toBe(200)
  expect(codeOf(await begin(picture(), volunteer))).toBe(4038)
  expect(codeOf(await begin(picture(), secretary))).toBe(4030)
  expect(codeOf(await begin(picture(), stranger))).toBe(4037)
  expect(codeOf(await begin(picture(), elsewhere))).toBe(4035)
  expect(codeOf(await finish(picture(), volunteer))).toBe(4038)
})

test('a case that is not there is 4045 to those who could have been sent to it, and to nobody else', async () => {
  const nothing = '0190a000-0000-7000-8000-000000000000' as OperationId
  expect(codeOf(await begin(picture(), under.field.worker, nothing))).toBe(4045)
  expect(codeOf(await begin(picture(), under.field.officer, nothing))).toBe(4045)
  expect(codeOf(await begin(picture(), under.field.elsewhere, nothing))).toBe(4035)
})

test('another case’s photo is refused, though the person is of both cases', async () => {
  const other = await insertCase(context, under.field)
  const bytes = picture()
  await send(bytes)
  expect(codeOf(await open(bytes, under.field.worker, other))).toBe(4046)
  // Named there too and never sent, it still does not open.
  await begin(bytes, under.field.worker, other)
  expect(codeOf(await open(bytes, under.field.worker, other))).toBe(4046)
})

test('what has not been read back cannot be opened', async () => {
  const bytes = picture()
  await put(await addressFor(bytes), bytes)
  expect(codeOf(await open(bytes))).toBe(4046)
  expect(codeOf(await finish(picture(2000, 7)))).toBe(4046)
})

test('an SVG with a script named .jpg is refused and removed, and so are a page and a PDF', async () => {
  for (const text of [
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<!doctype html><script>alert(1)</script>',
    '%PDF-1.7 and so on',
    'GIF89a and so on',
  ]) {
    const bytes = new TextEncoder().encode(text)
    expect((await put(await addressFor(bytes), bytes)).status).toBe(200)
    expect(files()).toHaveLength(1)
    expect(codeOf(await finish(bytes))).toBe(4156)
    expect(files()).toEqual([])
    expect(await rows()).toEqual([])
    expect(codeOf(await open(bytes))).toBe(4046)
  }
})

test('PNG and WebP are told apart by their bytes', async () => {
  const png = picture()
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const webp = picture(2000, 2)
  webp.set([...'RIFF....WEBP'].map((letter) => letter.charCodeAt(0)))
  await send(png)
  await send(webp)
  expect((await rows()).map(({ type }) => type).sort()).toEqual(['image/png', 'image/webp'])
})

test('a photo larger than 300 KB is refused before it is sent', async () => {
  const large = picture(MOST_PHOTO_BYTES + 1)
  expect(codeOf(await begin(large))).toBe(4132)
  await send(picture(MOST_PHOTO_BYTES))
})

test('a 20 MB body is cut off and refused, whether it states its length or not', async () => {
  const address = await addressFor(picture())
  const large = new Uint8Array(20 * 1024 * 1024)
  const stated = await put(address, large)
  expect([stated.status, await codeIn(stated)]).toEqual([413, 4132])
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(portOf(server), '127.0.0.1')
    socket.write(
      `PUT ${address.url} HTTP/1.1\r\nhost: x\r\ncontent-type: image/jpeg\r\ntransfer-encoding: chunked\r\n\r\n`,
    )
    // Never finished: the answer comes all the same.
    socket.write(`${large.length.toString(16)}\r\n`)
    socket.write(large.subarray(0, 100_000))
    socket.on('data', (data) => {
      resolve(data.toString())
      socket.destroy()
    })
  })
  expect(answer).toContain('4132')
  expect(files()).toEqual([])
})

test('other bytes than the named ones do not get in, even once the photo has arrived', async () => {
  const bytes = picture()
  const address = await addressFor(bytes)
  await put(address, bytes)
  await finish(bytes)
  const swapped = await put(address, picture(2000, 5))
  expect([swapped.status, await codeIn(swapped)]).toEqual([415, 4157])
  const { url } = (await open(bytes)).body as OpenAnswer
  expect(new Uint8Array(await (await fetch(`${base}${url}`)).arrayBuffer())).toEqual(bytes)
})

test('a file that was changed on the disk before it was read back is refused and removed', async () => {
  const bytes = picture()
  await put(await addressFor(bytes), bytes)
  const key = { unit: under.field.unit, caseId, sha256: nameOf(bytes).sha256 }
  writeFileSync(path.join(folder, pathOf(key)), picture(2000, 9))
  expect(codeOf(await finish(bytes))).toBe(4157)
  expect(files()).toEqual([])
  // And the whole road is open again.
  await send(bytes)
})

test('whoever named a photo first with a wrong size does not stand in the way of its owner', async () => {
  const bytes = picture()
  await media({ action: 'begin', photo: { ...nameOf(bytes), bytes: 5 } }, under.field.officer)
  await send(bytes)
})

test('an expired or altered address opens nothing, and none serves for what another one is for', async () => {
  const bytes = picture()
  const toPut = await addressFor(bytes)
  await put(toPut, bytes)
  await finish(bytes)
  const { url } = (await open(bytes)).body as OpenAnswer
  const [text = '', mac = ''] = url.slice('/media/'.length).split('.')
  const grant = JSON.parse(Buffer.from(text, 'base64url').toString()) as object
  const altered = Buffer.from(JSON.stringify({ ...grant, expiresAt: 4_000_000_000_000 })).toString('base64url')
  const statuses = async (urls: readonly string[], method = 'GET') =>
    Promise.all(urls.map(async (each) => (await fetch(`${base}${each}`, { method })).status))
  expect(
    await statuses([`/media/${altered}.${mac}`, `/media/${text}`, `/media/${text}.`, '/media/', '/media/x.y']),
  ).toEqual([404, 404, 404, 404, 404])
  expect(await statuses([toPut.url])).toEqual([404])
  expect((await put({ ...toPut, url }, bytes)).status).toBe(404)
  expect(await statuses([url], 'DELETE')).toEqual([404])
  // Another server's key.
  const stranger = folderStore(folder, new Uint8Array(32).fill(4))
  const forged = stranger.getAddress(
    { unit: under.field.unit, caseId, ...nameOf(bytes) },
    'image/jpeg',
    4_000_000_000_000,
  )
  expect(await statuses([forged])).toEqual([404])
  context.clock.time += 5 * MINUTE - 1
  expect(await statuses([url])).toEqual([200])
  context.clock.time += 1
  expect(await statuses([url])).toEqual([404])
  context.clock.time += 5 * MINUTE
  expect((await put(toPut, bytes)).status).toBe(404)
})

test('only pictures are taken in by their header', async () => {
  const address = await addressFor(picture())
  const response = await put(address, picture(), { 'content-type': 'text/html' })
  expect([response.status, await codeIn(response)]).toEqual([415, 4156])
})

test('a folder that cannot be written is 5033, and the photo stays with its sender', async () => {
  const bytes = picture()
  const address = await addressFor(bytes)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file where the folder was')
  const response = await put(address, bytes)
  expect([response.status, await codeIn(response)]).toEqual([503, 5033])
  expect(codeOf(await finish(bytes))).toBe(5033)
})

test('a photo that was named and never put is asked for again, not refused', async () => {
  await begin(picture())
  expect(codeOf(await finish(picture()))).toBe(5033)
  await send(picture())
})

test('a server without a place for photos says so', async () => {
  context = { ...context, photos: null }
  expect(codeOf(await begin(picture()))).toBe(5033)
})
