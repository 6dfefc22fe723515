import type { OperationId } from '#domain/ids'
import { StorageFull } from './ports'
import type { Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import { storedInFlight } from './stored'

/**
 * Which operations are on their way. Written down before the call leaves, in one key for the batch: after a kill they are
 * found here, and are unconfirmed until the cloud is asked again.
 */
export interface Flight {
  begin(ids: readonly OperationId[]): void
  end(): void
  /** This copy of the app waits for the answer. */
  sending(id: OperationId): boolean
  /** It left, no answer came, and there was no room to write that down. */
  unwritten(id: OperationId): boolean
  /** The same array while nothing changed. Of a run that was cut; also of another tab's that is under way. */
  leftover(): readonly OperationId[]
  /** For when the storage has no room for the truth: remembered as long as the app lives. */
  rememberLeft(id: OperationId): void
  /** Changes with every change here. */
  revision(): number
}

const nothing: readonly OperationId[] = []

export function createFlight(shelf: Shelf, keys: StorageKeys): Flight {
  const family = shelf.family(storedInFlight)
  let live: ReadonlySet<OperationId> = new Set()
  const unwritten = new Set<OperationId>()
  let revision = 0
  const stored = () => family.read(keys.inFlight) ?? nothing

  return {
    begin(ids) {
      revision++
      live = new Set(ids)
      try {
        shelf.change(() => family.write(keys.inFlight, [...ids]))
      } catch (error) {
        // A full storage must still be able to empty itself by sending. A kill now would show 已存本机 for what has left.
        if (!(error instanceof StorageFull)) throw error
      }
    },
    end() {
      const stored = shelf.text(keys.inFlight) !== null
      if (live.size > 0 || stored) revision++
      live = new Set()
      if (stored) shelf.change(() => shelf.remove(keys.inFlight))
    },
    sending: (id) => live.has(id),
    unwritten: (id) => unwritten.has(id),
    leftover: stored,
    rememberLeft(id) {
      unwritten.add(id)
      revision++
    },
    revision: () => revision,
  }
}
