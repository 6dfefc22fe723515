import type { Page } from 'playwright-core'
import { openPlatformPage, type PlatformPage } from '../support/platform-page'

/** Where the web keeps an account's key, in a real browser under the server's own security policy. */
const entry = `
  export { webKeyPlace, webRandomBytes } from './src/platform/key-place-web'
  export { createKeyring } from './src/platform/keyring'
`
declare const platform: typeof import('../../src/platform/key-place-web') & typeof import('../../src/platform/keyring')

let browser: PlatformPage
beforeAll(async () => {
  browser = await openPlatformPage(entry)
}, 60_000)
afterAll(() => browser?.close())

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
  const tabs = [await browser.open(), await browser.open(), await browser.open()]
  const sealed = await Promise.all(tabs.map((tab, at) => seal(tab, `王秀英 ${at}`)))
  const [first] = tabs
  if (first === undefined) throw new Error('no tab')
  expect(await Promise.all(sealed.map((text) => open(first, text)))).toEqual(['王秀英 0', '王秀英 1', '王秀英 2'])
})

test('the key is there after the browser was closed, and no script can take the one that wraps it out', async () => {
  const sealed = await seal(await browser.open(), '13912345678')
  await browser.closeBrowser()
  const page = await browser.open()
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
  const page = await browser.open()
  const sealed = await seal(page, '青枫苑')
  await page.evaluate(() =>
    platform.createKeyring(platform.webKeyPlace(), platform.webRandomBytes, 'a').drop('qfy-s1' as never),
  )
  expect(await open(await browser.open(), sealed)).toBeNull()
})

test('a page that came without HTTPS keeps no key', async () => {
  const page = await browser.open()
  // As a browser has it there.
  const place = await page.evaluate(() => {
    Object.defineProperty(crypto, 'subtle', { value: undefined })
    return platform.webKeyPlace()
  })
  expect(place).toBeNull()
})
