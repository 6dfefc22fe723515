import path from 'node:path'
import { pino } from 'pino'
import { serveMedia } from '#cloud/host/media-route'
import { type FolderStore, folderStore } from '#cloud/media/folder-store'
import { MOST_PHOTO_BYTES } from '#contract/limits'
import { idAt } from '../support/operation-ids'
import { openPlatformPage, type PlatformPage } from '../support/platform-page'
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

let photos: FolderStore
let browser: PlatformPage
beforeAll(async () => {
  const clock = { now: () => Date.now() }
  browser = await openPlatformPage(entry, async (request, response) => {
    const token = /^\/media\/(.+)$/.exec(request.url ?? '')?.[1]
    if (token === undefined) return false
    const answer = await serveMedia({ photos, clock, log: pino({ level: 'silent' }) }, token, request)
    response.writeHead(answer.kind === 'picture' ? 200 : answer.answer.status)
    response.end(answer.kind === 'picture' ? answer.bytes : JSON.stringify(answer.answer.body))
    return true
  })
  photos = folderStore(path.join(browser.folder, 'cloud'), new Uint8Array(32))
}, 60_000)
afterAll(() => browser?.close())

test('a photo taken offline arrives after a restart: small, watermarked, and byte for byte what was kept', async () => {
  const page = await browser.open()
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
  await browser.closeBrowser()

  const again = await browser.open()
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
