import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { staffId } from '#contract/scalars'
import { wechatKeyPlace, wechatRandomBytes } from '#platform/key-place-wechat'
import { createKeyring, type KeyPlace } from '#platform/keyring'
import { createSealer, KEY_BYTES, START_BYTES } from '#platform/sealer'
import { countedBytes, failingPlace, memoryPlace } from '../support/key-places'

const [mei, li] = ['qfy-s1', 'qfy-s2'].map((id) => v.parse(staffId, id)) as [never, never]
const words = '王秀英 13912345678 青枫苑 3幢 901 😀'

/** WeChat's storage as its documentation tells: with `encrypt` the plain calls see something else. */
function wechatStorage({ sealing = true } = {}) {
  const values = new Map<string, { data: string; encrypt: boolean }>()
  Object.assign(Taro, {
    async setStorage({ key, data, encrypt = false }: { key: string; data: string; encrypt?: boolean }) {
      values.set(key, { data, encrypt: encrypt && sealing })
    },
    async getStorage({ key, encrypt = false }: { key: string; encrypt?: boolean }) {
      const found = values.get(key)
      if (found === undefined || (sealing && found.encrypt !== encrypt))
        throw { errMsg: 'getStorage:fail data not found' }
      return { data: found.data }
    },
    getStorageSync: (key: string) => (values.get(key)?.encrypt === false ? values.get(key)?.data : '§§'),
    removeStorageSync: (key: string) => void values.delete(key),
    removeStorage: async ({ key }: { key: string }) => void values.delete(key),
  })
  return values
}

describe('a seal', () => {
  const key = new Uint8Array(KEY_BYTES).fill(7)
  const start = new Uint8Array(START_BYTES).fill(9)

  test('opens to the very words, and tells none of them', () => {
    const sealer = createSealer(key, start)
    const sealed = sealer.seal(words)
    expect(createSealer(key, new Uint8Array(START_BYTES)).open(sealed)).toBe(words)
    expect(sealed).not.toMatch(/王|139|青/)
  })

  test('is another each time, of the same words too', () => {
    const sealer = createSealer(key, start)
    const seals = Array.from({ length: 300 }, () => sealer.seal(words))
    expect(new Set(seals.map((sealed) => sealed.slice(0, 2 * 24))).size).toBe(300)
  })

  test('opens to nothing under another key, changed anywhere, cut short, or when it never was one', () => {
    const sealer = createSealer(key, start)
    const sealed = sealer.seal('王')
    const others = Array.from(
      sealed,
      (digit, at) => sealed.slice(0, at) + (digit === '0' ? '1' : '0') + sealed.slice(at + 1),
    )
    const spoilt = [...others, sealed.slice(0, -2), sealed.slice(0, 40), '', 'zz', '王', 'a']
    expect(spoilt.map((text) => sealer.open(text)).filter((opened) => opened !== null)).toEqual([])
    expect(createSealer(new Uint8Array(KEY_BYTES).fill(8), start).open(sealed)).toBeNull()
  })
})

describe('an account’s key', () => {
  test('is there after a restart, the same to all engines of the account, and another person’s opens nothing', async () => {
    const place = memoryPlace()
    const first = createKeyring(place, countedBytes, 'a')
    const sealed = (await first.sealerOf(mei)).seal(words)
    expect(await first.sealerOf(mei)).toBe(await first.sealerOf(mei))
    const next = createKeyring(place, countedBytes, 'b')
    expect((await next.sealerOf(mei)).open(sealed)).toBe(words)
    expect((await next.sealerOf(li)).open(sealed)).toBeNull()
  })

  test('once dropped is gone for good: who signs in again gets another, which opens nothing of before', async () => {
    const place = memoryPlace()
    const keyring = createKeyring(place, countedBytes, 'a')
    const sealed = (await keyring.sealerOf(mei)).seal(words)
    await keyring.drop(mei)
    expect(place.kept.size).toBe(0)
    expect((await keyring.sealerOf(mei)).open(sealed)).toBeNull()
  })

  const nonsense: KeyPlace = { keep: async () => '王', find: async () => '王', remove: async () => undefined }
  test.each([
    ['there is no place for it', null],
    ['the place fails', failingPlace],
    ['what is kept there is no key', nonsense],
  ])('where %s, what is sealed is in memory alone and nothing of it on the disk', async (_, place) => {
    const keyring = createKeyring(place, countedBytes, 'a')
    const sealer = await keyring.sealerOf(mei)
    const sealed = [sealer.seal(words), sealer.seal('2')]
    expect(sealed.map((text) => sealer.open(text))).toEqual([words, '2'])
    expect(sealed.join()).not.toMatch(/王|139|e78e8b/)
    const restarted = await createKeyring(place, countedBytes, 'b').sealerOf(mei)
    restarted.seal('another')
    expect(sealed.map((text) => restarted.open(text))).toEqual([null, null])
    await keyring.drop(mei)
  })

  test('that the platform never tells holds nothing up for more than five seconds', async () => {
    jest.useFakeTimers()
    const silence = () => new Promise<never>(() => {})
    const silent: KeyPlace = { keep: silence, find: silence, remove: silence }
    const keyring = createKeyring(silent, countedBytes, 'a')
    const sealer = keyring.sealerOf(mei)
    await jest.advanceTimersByTimeAsync(5_000)
    expect((await sealer).seal(words)).toBe('a.0')
    const dropped = keyring.drop(mei)
    await jest.advanceTimersByTimeAsync(5_000)
    await dropped
    jest.useRealTimers()
  })
})

describe('on WeChat', () => {
  test('the key lies in the encrypted storage and nowhere else, and leaves with the sign-out', async () => {
    const values = wechatStorage()
    const keyring = () => createKeyring(wechatKeyPlace(), countedBytes, 'a')
    const sealed = (await keyring().sealerOf(mei)).seal(words)
    expect([...values].map(([key, { encrypt }]) => [key, encrypt])).toEqual([['key/qfy-s1', true]])
    expect((await keyring().sealerOf(mei)).open(sealed)).toBe(words)
    await keyring().drop(mei)
    expect(values.size).toBe(0)
  })

  test('a WeChat too old to encrypt is left no key', async () => {
    const values = wechatStorage({ sealing: false })
    const sealer = await createKeyring(wechatKeyPlace(), countedBytes, 'a').sealerOf(mei)
    expect([values.size, sealer.seal(words)]).toEqual([0, 'a.0'])
  })

  test('random bytes are WeChat’s own; a WeChat without such a source gives none', async () => {
    Object.assign(Taro, {
      getRandomValues: ({ length, success }: { length: number; success: (got: object) => void }) =>
        success({ randomValues: new Uint8Array(length).fill(5).buffer }),
    })
    expect(await wechatRandomBytes(3)).toEqual(new Uint8Array([5, 5, 5]))
    Object.assign(Taro, { getRandomValues: undefined })
    await expect(wechatRandomBytes(3)).rejects.toThrow('no source')
  })
})
