import Taro from '@tarojs/taro'
import { type KeyValueStore, StorageFull } from '#sync/ports'

/**
 * Taro's synchronous storage: on WeChat it is on the disk when the call returns; on the web it is localStorage.
 * WeChat allows 1 MB a key and 10 MB in all and throws beyond; a browser throws `QuotaExceededError` at about 5 MB.
 */
export function taroStorage(): KeyValueStore {
  const own = rememberedKeys()
  return {
    get(key) {
      const value: unknown = Taro.getStorageSync(key)
      return typeof value === 'string' && value !== '' ? value : null
    },
    set(key, value) {
      try {
        Taro.setStorageSync(key, value)
        own?.add(key)
      } catch (cause) {
        if (isFull(cause)) throw new StorageFull(describe(cause))
        throw cause
      }
    },
    remove(key) {
      Taro.removeStorageSync(key)
      own?.delete(key)
    },
    keys() {
      return own === null ? Taro.getStorageInfoSync().keys : [...own]
    },
    count() {
      return own === null ? localStorage.length : own.size
    },
  }
}

/**
 * On a phone one copy of the app owns the storage and asking the system for the keys is slow: they are asked once and kept. On the
 * web another tab may add some at any time.
 */
function rememberedKeys(): Set<string> | null {
  return process.env.TARO_ENV === 'weapp' ? new Set(Taro.getStorageInfoSync().keys) : null
}

function isFull(cause: unknown): boolean {
  return /quota|exceed|full|maximum|max size/i.test(describe(cause))
}

function describe(cause: unknown): string {
  if (cause instanceof Error) return `${cause.name} ${cause.message}`
  if (typeof cause === 'object' && cause !== null && 'errMsg' in cause) return String(cause.errMsg)
  return String(cause)
}
