import type { OperationId } from '#domain/ids'
import type { Budget } from './budget'
import type { Outbox } from './outbox'
import type { Family, Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import type { StoredRecord } from './stored'

/** Writes records. What was discarded meanwhile, perhaps in another tab, is not brought back. */
export interface RecordKeeper {
  add(record: StoredRecord): boolean
  /** False: no room; the old state is still there. */
  replace(id: OperationId, next: Omit<StoredRecord, 'replaces'>): boolean
  remove(id: OperationId): void
  /** Several at once: other tabs look again once. */
  together(work: () => void): void
  /** Ends edits that a kill cut: rewrites what points to a replaced record, then removes it. */
  tidy(): void
}

interface Parts {
  readonly shelf: Shelf
  readonly keys: StorageKeys
  readonly budget: Budget
  readonly outbox: Outbox
  readonly family: Family<StoredRecord>
}

export function createRecordKeeper({ shelf, keys, budget, outbox, family }: Parts): RecordKeeper {
  function replace(id: OperationId, next: Omit<StoredRecord, 'replaces'>): boolean {
    const key = keys.operation(id)
    const stored = family.readThrough(key)
    if (stored === null) return true
    return shelf.change(() => budget.write(family, key, { ...stored, ...next }))
  }

  return {
    add: (record) => budget.write(family, keys.operation(record.operation.id), record),
    replace,
    remove: (id) => shelf.change(() => shelf.remove(keys.operation(id))),
    together: (work) => shelf.change(work),
    tidy() {
      const records = outbox.all()
      const replaced = records.flatMap(({ replaces }) => (replaces === undefined ? [] : [replaces]))
      const still = replaced.filter((id) => shelf.text(keys.operation(id)) !== null)
      if (still.length === 0) return
      // `all` shows the operations as they are to be; what already lies so is written once more, which changes nothing.
      const written = records.every(({ operation, status }) => {
        const stored = family.read(keys.operation(operation.id))
        return stored === null || sameParents(stored, operation) || replace(operation.id, { operation, status })
      })
      if (written) for (const id of still) shelf.change(() => shelf.remove(keys.operation(id)))
    },
  }
}

function sameParents(stored: StoredRecord, operation: StoredRecord['operation']): boolean {
  return JSON.stringify(stored.operation) === JSON.stringify(operation)
}
