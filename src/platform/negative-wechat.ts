import Taro from '@tarojs/taro'
import type { Negative, Pen } from './develop-photo'

type Canvas = Taro.OffscreenCanvas & Pick<Taro.Canvas, 'toDataURL'>

const JPEG_DATA = 'data:image/jpeg;base64,'

/** A photo file on a canvas that no page shows. */
export async function wechatNegative(path: string): Promise<Negative> {
  // Taro's types know neither that 2d canvases take part in `toDataURL` nor that their context is one.
  const canvas = Taro.createOffscreenCanvas({ type: '2d', width: 1, height: 1 }) as Canvas
  const image = canvas.createImage()
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve()
    image.onerror = () => reject(new Error('not a picture'))
    image.src = path
  })
  return {
    width: image.width,
    height: image.height,
    draw(width, height) {
      canvas.width = width
      canvas.height = height
      const context = canvas.getContext('2d') as unknown as Pen & CanvasDrawImage
      context.drawImage(image, 0, 0, width, height)
      return context
    },
    jpeg: (quality) => jpegOf(canvas, quality),
  }
}

interface CanvasDrawImage {
  drawImage(image: Taro.Image, x: number, y: number, width: number, height: number): void
}

/** Some versions of WeChat give such a canvas's data, others only a file of it. */
async function jpegOf(canvas: Canvas, quality: number): Promise<Uint8Array> {
  const data = typeof canvas.toDataURL === 'function' ? canvas.toDataURL('image/jpeg', quality) : ''
  if (data.startsWith(JPEG_DATA)) return new Uint8Array(Taro.base64ToArrayBuffer(data.slice(JPEG_DATA.length)))
  const { tempFilePath } = await Taro.canvasToTempFilePath({
    canvas: canvas as unknown as Taro.Canvas,
    fileType: 'jpg',
    quality,
  })
  const bytes = Taro.getFileSystemManager().readFileSync(tempFilePath)
  if (!(bytes instanceof ArrayBuffer)) throw new Error('no bytes from the canvas')
  return new Uint8Array(bytes)
}
