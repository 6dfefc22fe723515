import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import type { BrowserContext, Page } from 'playwright-core'
import { securityHeaders } from '#cloud/host/security-headers'
import { launchChromiumAt } from '../support/chromium'
import { portOf } from '../support/fake-s3'

/** Where the web keeps an account's key, in a real browser under the server's own security policy. */
const entry = `
  export { webKeyPlace, webRandomBytes } from './src/platform/key-place-web'
  export { createKeyring } from './src/platform/keyring'
`
declare const platform: typeof import('../../src/platform/key-place-web') & typeof import('../../src/platform/keyring')

const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-key-'))
let server: Server
let context: BrowserContext

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: path.resolve(__dirname, '../..'), loader: 'ts' },
    bundle: true,
    format: 'iife',
    globalName: 'platform',
    write: false,
  })
  const script = outputFiles[0]?.text ?? ''
  server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders({ photos: null, config: { behindTls: false } })))
      response.setHeader(name, value)
    const isScript = request.url === '/platform.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script src="/platform.js"></script>')
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
  context ??= await launchChromiumAt(path.join(folder, 'browser'))
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${portOf(server)}/`)
  return page
}

const seal = (page: Page, words: string) =>
  page.evaluate(async (text) => {
    const keyring = platform.createKeyring(platform.webKeyPlace(), platform.webRandomBytes, 'start')
    return (await keyring.sealerOf('qfy-s1' as never)).seal(text)
  }, words)

const open = (page: Page, sealed: string) =>
  page.evaluate(async (text) => {
    const keyring = platform.createKeyring(platform.webKeyPlace(), platform.webRandomBytes, 'another')
    return (await keyring.sealerOf('qfy-s1' as never)).open(text)
  }, sealed)

test('two tabs that ask at once get the same key', async () => {
  const tabs = [await openPage(), await openPage(), await openPage()]
  const sealed = await Promise.all(tabs.map((tab, at) => seal(tab, `王秀英 ${at}`)))
  const [first] = tabs
  if (first === undefined) throw new Error('no tab')
  expect(await Promise.all(sealed.map((text) => open(first, text)))).toEqual(['王秀英 0', '王秀英 1', '王秀英 2'])
})

test('the key is there after the browser was closed, and no script can take the one that wraps it out', async () => {
  const sealed = await seal(await openPage(), '13912345678')
  await context.close()
  context = await launchChromiumAt(path.join(folder, 'browser'))
  const page = await openPage()
  expect(await open(page, sealed)).toBe('13912345678')
  const wrapping = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open('qiaomen-keys', 1)
      asked.onsuccess = () => resolve(asked.result)
    })
    const found = await new Promise<{ wrapping: CryptoKey }>((resolve) => {
      const asked = database.transaction('keys').objectStore('keys').get('key/qfy-s1')
      asked.onsuccess = () => resolve(asked.result)
    })
    const exported = await crypto.subtle.exportKey('raw', found.wrapping).then(
      () => 'exported',
      (error: Error) => error.name,
    )
    return { extractable: found.wrapping.extractable, exported, inStorage: JSON.stringify({ ...localStorage }) }
  })
  expect(wrapping).toEqual({ extractable: false, exported: 'InvalidAccessError', inStorage: '{}' })
})

test('dropped, it is gone for every tab that opens afterwards', async () => {
  const page = await openPage()
  const sealed = await seal(page, '青枫苑')
  await page.evaluate(() =>
    platform.createKeyring(platform.webKeyPlace(), platform.webRandomBytes, 'a').drop('qfy-s1' as never),
  )
  expect(await open(await openPage(), sealed)).toBeNull()
})

test('a page that came without HTTPS keeps no key', async () => {
  const page = await openPage()
  // As a browser has it there.
  const place = await page.evaluate(() => {
    Object.defineProperty(crypto, 'subtle', { value: undefined })
    return platform.webKeyPlace()
  })
  expect(place).toBeNull()
})
