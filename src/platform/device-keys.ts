import type { KeyValueStore } from '#sync/ports'
import { webKeyPlace, webRandomBytes } from './key-place-web'
import { wechatKeyPlace, wechatRandomBytes } from './key-place-wechat'
import { createKeyring, type Keyring } from './keyring'
import { createRecordKeys, type RecordKeys } from './record-keys'

/** `start`: never the same twice. */
export function deviceKeys(
  store: KeyValueStore,
  start: string,
): { readonly keyring: Keyring; readonly recordKeys: RecordKeys } {
  const onWeChat = process.env.TARO_ENV === 'weapp'
  const place = onWeChat ? wechatKeyPlace() : webKeyPlace()
  const randomBytes = onWeChat ? wechatRandomBytes : webRandomBytes
  return {
    keyring: createKeyring(place, randomBytes, start),
    recordKeys: createRecordKeys(store, place, randomBytes),
  }
}
