import type { Negative } from './develop-photo'

/** A photo file as the browser's camera gave it, turned the way it was held. */
export async function webNegative(url: string): Promise<Negative> {
  const image = await loaded(url)
  const canvas = document.createElement('canvas')
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    draw(width, height) {
      canvas.width = width
      canvas.height = height
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.drawImage(image, 0, 0, width, height)
      return context
    },
    async jpeg(quality) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
      if (blob === null || blob.type !== 'image/jpeg') throw new Error('no JPEG from the canvas')
      return bytesOf(blob)
    },
  }
}

function loaded(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('not a picture'))
    image.src = url
  })
}

/** `Blob.arrayBuffer` is younger than the oldest phones served. */
function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () =>
      reader.result instanceof ArrayBuffer ? resolve(new Uint8Array(reader.result)) : reject(new Error('no bytes'))
    reader.onerror = () => reject(reader.error)
    reader.readAsArrayBuffer(blob)
  })
}
