import Taro from '@tarojs/taro'
import { developPhoto } from './develop-photo'
import { webNegative } from './negative-web'
import { wechatNegative } from './negative-wechat'
import type { PhotoFolder } from './photo-folder'
import { sha256 } from './sha256'

type Taken =
  | { readonly kind: 'taken'; readonly sha256: string; readonly bytes: number; readonly path: string }
  | { readonly kind: 'cancelled' | 'denied' | 'failed' }

/**
 * One photo by the camera, never from the album (F10): watermarked, made small, in the folder under its content's name. On the web
 * the `capture` attribute asks for the camera; a computer without one offers a file instead. Never throws; on an old browser that
 * does not tell of a cancelled camera it never settles, so nobody may wait for it.
 */
export async function takePhoto(folder: PhotoFolder, watermark: readonly string[]): Promise<Taken> {
  const picked = await pick()
  if ('kind' in picked) return picked
  try {
    const negative = process.env.TARO_ENV === 'weapp' ? wechatNegative(picked.path) : webNegative(picked.path)
    const bytes = await developPhoto(await negative, watermark)
    if (bytes === null) return { kind: 'failed' }
    const name = sha256(bytes)
    return { kind: 'taken', sha256: name, bytes: bytes.length, path: await folder.write(name, bytes) }
  } catch {
    return { kind: 'failed' }
  } finally {
    if (picked.path.startsWith('blob:')) URL.revokeObjectURL(picked.path)
  }
}

async function pick(): Promise<{ readonly path: string } | Exclude<Taken, { kind: 'taken' }>> {
  try {
    const { tempFiles } = await Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sourceType: ['camera'],
      sizeType: ['compressed'],
    })
    const [file] = tempFiles
    return file === undefined ? { kind: 'cancelled' } : { path: file.tempFilePath }
  } catch (cause) {
    return { kind: reasonOf(cause) }
  }
}

/** The platforms say it in words only: `chooseMedia:fail cancel`, `fail auth deny`, `fail privacy permission is not authorized`. */
function reasonOf(cause: unknown): 'cancelled' | 'denied' | 'failed' {
  const words = typeof cause === 'object' && cause !== null && 'errMsg' in cause ? String(cause.errMsg) : String(cause)
  if (/cancel|abort/i.test(words)) return 'cancelled'
  return /auth|den(y|ied)|permission|privacy|scope/i.test(words) ? 'denied' : 'failed'
}
