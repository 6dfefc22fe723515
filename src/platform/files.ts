import Taro from '@tarojs/taro'
import type { Files } from '#sync/ports'
import type { PhotoFolder } from './photo-folder'
import { webPhotoFolder, webPicture } from './photo-folder-web'
import { wechatPhotoFolder, wechatPicture } from './photo-folder-wechat'
import { putOnWeb } from './put-web'
import { type PhotoSeals, sealedFolder } from './sealed-folder'

/** 300 KB in a stairwell. */
const PATIENCE = 60_000

export function devicePhotoFolder(seals: PhotoSeals): PhotoFolder {
  return process.env.TARO_ENV === 'weapp'
    ? sealedFolder(wechatPhotoFolder(), seals, wechatPicture)
    : sealedFolder(webPhotoFolder(), seals, webPicture)
}

/** Photos for the sync engine. `put` goes straight to the storage, with the headers that its address was signed for. */
export function deviceFiles(folder: PhotoFolder): Files {
  const send = process.env.TARO_ENV === 'weapp' ? putOnWechat : putOnWeb
  return {
    read: folder.read,
    remove: folder.remove,
    async put(url, headers, bytes) {
      try {
        const status = await send(url, headers, exactly(bytes), PATIENCE)
        return status >= 200 && status < 300 ? { kind: 'stored' } : { kind: 'refused', status }
      } catch {
        // Nobody tells whether it arrived; `begin` will.
        return { kind: 'no-answer' }
      }
    },
  }
}

/** The mini program's own call: it takes an ArrayBuffer as it is. */
async function putOnWechat(
  url: string,
  headers: Readonly<Record<string, string>>,
  data: ArrayBuffer,
  timeout: number,
): Promise<number> {
  const { statusCode } = await Taro.request<unknown>({ url, method: 'PUT', data, header: { ...headers }, timeout })
  return statusCode
}

/** Of these bytes alone: a view may lie in a larger buffer. */
function exactly(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
