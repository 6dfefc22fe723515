import Taro from '@tarojs/taro'
import type { KeyPlace } from './keyring'

/** Taro's types know the calls but not this word of WeChat's (base library 2.21.3); it works with the asynchronous calls only. */
const encrypted = { encrypt: true }

/** In WeChat's encrypted storage, which WeChat seals with a key of its own. */
export function wechatKeyPlace(): KeyPlace {
  async function read(key: string): Promise<string | null> {
    try {
      const { data } = await Taro.getStorage<unknown>({ key, ...encrypted })
      return typeof data === 'string' && data !== '' ? data : null
    } catch {
      // WeChat answers a key that is not there with a failure.
      return null
    }
  }

  return {
    async keep(key, fresh) {
      const known = await read(key)
      if (known !== null) return known
      await Taro.setStorage({ key, data: fresh, ...encrypted })
      // An older WeChat knows no `encrypt` and has written it as it is, which is no place for a key.
      if (Taro.getStorageSync<unknown>(key) === fresh) {
        Taro.removeStorageSync(key)
        throw new Error('this WeChat seals nothing')
      }
      const kept = await read(key)
      if (kept === null) throw new Error('the key was not kept')
      return kept
    },
    find: read,
    async remove(key) {
      await Taro.removeStorage({ key })
    },
  }
}

/** `wx.getRandomValues` (2.15.0), which answers by callback alone. */
export function wechatRandomBytes(count: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (typeof Taro.getRandomValues !== 'function') throw new Error('no source of random bytes')
    void Taro.getRandomValues({
      length: count,
      success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
      fail: reject,
    })
  })
}
