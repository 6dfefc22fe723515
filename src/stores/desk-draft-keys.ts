import type { StaffId } from '#domain/ids'
import type { KeyValueStore } from '#sync/ports'

/** `form` and what it is `about`: one for each person of the device. */
export function deskDraftKey(form: string, staff: StaffId | undefined, about: string): string {
  return `${form}/${staff}/${about}`
}

/** No other key of the storage has a person's id between two slashes at that place. */
export function dropDeskDrafts(store: KeyValueStore, staff: StaffId): void {
  for (const key of store.keys()) {
    const [, whose, ...about] = key.split('/')
    if (whose === staff && about.length > 0) store.remove(key)
  }
}
