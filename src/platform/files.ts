import Taro from '@tarojs/taro'
import type { Files } from '#sync/ports'
import type { PhotoFolder } from './photo-folder'
import { webPhotoFolder } from './photo-folder-web'
import { bufferOf, wechatPhotoFolder } from './photo-folder-wechat'

/** 300 KB in a stairwell. */
const PATIENCE = 60_000

export function devicePhotoFolder(): PhotoFolder {
  return process.env.TARO_ENV === 'weapp' ? wechatPhotoFolder() : webPhotoFolder()
}

/** Photos for the sync engine. `put` goes straight to the storage, with the headers that its address was signed for. */
export function deviceFiles(folder: PhotoFolder): Files {
  const send = process.env.TARO_ENV === 'weapp' ? putOnWechat : putOnWeb
  return {
    read: folder.read,
    remove: folder.remove,
    async put(url, headers, bytes) {
      try {
        const status = await send(url, headers, bytes)
        return status >= 200 && status < 300 ? { kind: 'stored' } : { kind: 'refused', status }
      } catch {
        // Nobody tells whether it arrived; `begin` will.
        return { kind: 'no-answer' }
      }
    },
  }
}

type Put = (url: string, headers: Readonly<Record<string, string>>, bytes: Uint8Array) => Promise<number>

const putOnWechat: Put = async (url, headers, bytes) => {
  const { statusCode } = await Taro.request<unknown>({
    url,
    method: 'PUT',
    data: bufferOf(bytes),
    header: { ...headers },
    timeout: PATIENCE,
  })
  return statusCode
}

/** By `fetch`: Taro's request on the web takes no bytes. No cookies, so that another host's storage may answer with `*`. */
const putOnWeb: Put = async (url, headers, bytes) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE)
  })
  const sent = fetch(url, { method: 'PUT', headers: { ...headers }, body: bufferOf(bytes), credentials: 'omit' })
  try {
    return (await Promise.race([sent, late])).status
  } finally {
    clearTimeout(timer)
  }
}
