import type { PhotoFolder } from './photo-folder'

const DATABASE = 'qiaomen-photos'
const PHOTOS = 'photos'

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
      return bytes === null ? null : dataUrl(bytes)
    },
  }
}

/** Opened for each use and closed after: photos are few, and an open connection would block another tab's upgrade. */
async function within<Answer>(
  mode: IDBTransactionMode,
  ask: (photos: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  const database = await opened()
  try {
    return await new Promise<Answer>((resolve, reject) => {
      // Where the browser knows the word, `strict` means on the disk and not only on its way there.
      const transaction = database.transaction(PHOTOS, mode, { durability: 'strict' })
      const request = ask(transaction.objectStore(PHOTOS))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(PHOTOS)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** The page's security policy lets images come as data; unlike an object's address it needs no letting go. */
function dataUrl(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }))
  })
}
