import Taro from '@tarojs/taro'
import { type KeyValueStore, StorageFull } from '#sync/ports'

/**
 * Taro's synchronous storage: on WeChat it is on the disk when the call returns; on the web it is localStorage.
 * WeChat allows 1 MB a key and 10 MB in all and throws beyond; a browser throws `QuotaExceededError` at about 5 MB.
 */
export function taroStorage(): KeyValueStore {
  return {
    get(key) {
      const value: unknown = Taro.getStorageSync(key)
      return typeof value === 'string' && value !== '' ? value : null
    },
    set(key, value) {
      try {
        Taro.setStorageSync(key, value)
      } catch (cause) {
        if (isFull(cause)) throw new StorageFull(describe(cause))
        throw cause
      }
    },
    remove(key) {
      Taro.removeStorageSync(key)
    },
    keys() {
      return Taro.getStorageInfoSync().keys
    },
  }
}

function isFull(cause: unknown): boolean {
  return /quota|exceed|full|maximum|max size/i.test(describe(cause))
}

function describe(cause: unknown): string {
  if (cause instanceof Error) return `${cause.name} ${cause.message}`
  if (typeof cause === 'object' && cause !== null && 'errMsg' in cause) return String(cause.errMsg)
  return String(cause)
}
