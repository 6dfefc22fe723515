import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { pino } from 'pino'
import type { BrowserContext, Page } from 'playwright-core'
import { serveMedia } from '#cloud/host/media-route'
import { securityHeaders } from '#cloud/host/security-headers'
import { type FolderStore, folderStore } from '#cloud/media/folder-store'
import { MOST_PHOTO_BYTES } from '#contract/limits'
import { launchChromiumAt } from '../support/chromium'
import { portOf } from '../support/fake-s3'
import { idAt } from '../support/operation-ids'
import { unit } from '../support/small-town'

/** The web's half of the platform in a real browser, under the server's own security policy, against its real route. */
const entry = `
  export { developPhoto } from './src/platform/develop-photo'
  export { webNegative } from './src/platform/negative-web'
  export { webPhotoFolder } from './src/platform/photo-folder-web'
  export { putOnWeb } from './src/platform/put-web'
  export { sha256 } from './src/platform/sha256'
`
declare const platform: typeof import('../../src/platform/develop-photo') &
  typeof import('../../src/platform/negative-web') &
  typeof import('../../src/platform/photo-folder-web') &
  typeof import('../../src/platform/put-web') &
  typeof import('../../src/platform/sha256')

const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-photo-'))
let photos: FolderStore
let server: Server
let context: BrowserContext

beforeAll(async () => {
  photos = folderStore(path.join(folder, 'cloud'), new Uint8Array(32))
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: path.resolve(__dirname, '../..'), loader: 'ts' },
    bundle: true,
    format: 'iife',
    globalName: 'platform',
    write: false,
  })
  const script = outputFiles[0]?.text ?? ''
  const clock = { now: () => Date.now() }
  server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders({ photos: null, config: { behindTls: false } })))
      response.setHeader(name, value)
    const token = /^\/media\/(.+)$/.exec(request.url ?? '')?.[1]
    if (token !== undefined) {
      const answer = await serveMedia({ photos, clock, log: pino({ level: 'silent' }) }, token, request)
      response.writeHead(answer.kind === 'picture' ? 200 : answer.answer.status)
      response.end(answer.kind === 'picture' ? answer.bytes : JSON.stringify(answer.answer.body))
    } else if (request.url === '/platform.js') {
      response.setHeader('content-type', 'text/javascript')
      response.end(script)
    } else {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><script src="/platform.js"></script>')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
}, 60_000)

afterAll(async () => {
  await context?.close()
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function openPage(): Promise<Page> {
  context = await launchChromiumAt(path.join(folder, 'browser'))
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${portOf(server)}/`)
  return page
}

test('a photo taken offline arrives after a restart: small, watermarked, and byte for byte what was kept', async () => {
  const page = await openPage()
  const taken = await page.evaluate(async () => {
    // What a camera gives: large, and in its lower half noise, which no JPEG makes small.
    const canvas = document.createElement('canvas')
    canvas.width = 4000
    canvas.height = 3000
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    const noise = context.createImageData(4000, 3000)
    for (let at = 0; at < noise.data.length; at++) noise.data[at] = at % 4 === 3 ? 255 : 128 + Math.random() * 127
    context.putImageData(noise, 0, 0)
    const camera = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95))
    if (camera === null) throw new Error('no picture')
    const negative = await platform.webNegative(URL.createObjectURL(camera))
    const bytes = await platform.developPhoto(negative, ['青枫苑社区 QFY001', '03-29 10:00 3幢'])
    if (bytes === null) throw new Error('not small enough')
    const name = platform.sha256(bytes)
    const subtle = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
    const path = await platform.webPhotoFolder().write(name, bytes)
    return {
      path,
      bytes: bytes.length,
      name,
      subtle: [...subtle].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    }
  })
  expect(taken.bytes).toBeLessThanOrEqual(MOST_PHOTO_BYTES)
  expect(taken.name).toBe(taken.subtle)
  await context.close()

  const again = await openPage()
  const shown = await again.evaluate(async (path) => {
    const source = await platform.webPhotoFolder().show(path)
    if (source === null) return null
    const negative = await platform.webNegative(source)
    const canvas = document.createElement('canvas')
    canvas.width = negative.width
    canvas.height = negative.height
    const context = canvas.getContext('2d')
    const image = new Image()
    image.src = source
    await image.decode()
    context?.drawImage(image, 0, 0)
    const brightness = (x: number, y: number, width: number, height: number) => {
      const { data } = context?.getImageData(x, y, width, height) ?? { data: new Uint8ClampedArray() }
      return data.reduce((sum, value, at) => (at % 4 === 3 ? sum : sum + value), 0) / ((data.length / 4) * 3)
    }
    const { width, height } = negative
    return { width, height, top: brightness(0, 0, width, 20), band: brightness(width - 60, height - 20, 60, 16) }
  }, taken.path)
  if (shown === null) throw new Error('the photo did not survive')
  expect(Math.max(shown.width, shown.height)).toBeLessThanOrEqual(1280)
  expect(shown.width / shown.height).toBeCloseTo(4 / 3, 1)
  // The band darkens what is behind it.
  expect(shown.band).toBeLessThan(shown.top * 0.6)

  const key = { unit, caseId: idAt(1), sha256: taken.name }
  const address = photos.putAddress(key, taken.bytes, Date.now() + 60_000)
  const answers = await again.evaluate(
    async ([path, url, headers]) => {
      const folder = platform.webPhotoFolder()
      const bytes = await folder.read(path)
      if (bytes === null) throw new Error('gone')
      const stored = await platform.putOnWeb(url, headers, new Uint8Array(bytes).buffer, 10_000)
      const turnedAway = await platform.putOnWeb(url, headers, new Uint8Array(3).buffer, 10_000)
      await folder.remove(path)
      await folder.remove(path)
      return { stored, turnedAway, left: await folder.read(path), shown: await folder.show(path) }
    },
    [taken.path, address.url, { ...address.headers }] as const,
  )
  expect(answers).toEqual({ stored: 200, turnedAway: 415, left: null, shown: null })
  expect((await photos.read(key, MOST_PHOTO_BYTES))?.length).toBe(taken.bytes)
}, 120_000)
