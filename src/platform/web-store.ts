/** One object store of one database of the browser's: what is asked of it comes back when it lies on the disk. */
export type WebStore = <Answer>(
  mode: IDBTransactionMode,
  ask: (values: IDBObjectStore) => IDBRequest<Answer>,
) => Promise<Answer>

/** Opened for each use and closed after: uses are few, and an open connection would block another tab's upgrade. */
export function webStore(database: string, name: string): WebStore {
  return async (mode, ask) => {
    const opened = await open(database, name)
    try {
      return await new Promise((resolve, reject) => {
        // Where the browser knows the word, `strict` means on the disk and not only on its way there.
        const transaction = opened.transaction(name, mode, { durability: 'strict' })
        const request = ask(transaction.objectStore(name))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(transaction.error)
        transaction.onerror = () => reject(transaction.error)
      })
    } finally {
      opened.close()
    }
  }
}

function open(database: string, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
