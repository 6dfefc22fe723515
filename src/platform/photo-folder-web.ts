import type { PhotoFolder } from './photo-folder'
import { webStore } from './web-store'

const within = webStore('qiaomen-photos', 'photos')

/** IndexedDB: localStorage is too small for pictures. A path is a photo's name. */
export function webPhotoFolder(): PhotoFolder {
  async function read(path: string): Promise<Uint8Array | null> {
    const found: unknown = await within('readonly', (photos) => photos.get(path))
    return found instanceof Uint8Array ? found : null
  }
  return {
    async write(name, bytes) {
      await within('readwrite', (photos) => photos.put(bytes, name))
      return name
    },
    read,
    async remove(path) {
      await within('readwrite', (photos) => photos.delete(path))
    },
    async show(path) {
      const bytes = await read(path)
      return bytes === null ? null : webPicture(bytes)
    },
  }
}

/** The page's security policy lets images come as data; unlike an object's address it needs no letting go. */
export function webPicture(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }))
  })
}
