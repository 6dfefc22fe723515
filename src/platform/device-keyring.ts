import { webKeyPlace, webRandomBytes } from './key-place-web'
import { wechatKeyPlace, wechatRandomBytes } from './key-place-wechat'
import { createKeyring, type Keyring } from './keyring'

/** `start`: never the same twice. */
export function deviceKeyring(start: string): Keyring {
  return process.env.TARO_ENV === 'weapp'
    ? createKeyring(wechatKeyPlace(), wechatRandomBytes, start)
    : createKeyring(webKeyPlace(), webRandomBytes, start)
}
