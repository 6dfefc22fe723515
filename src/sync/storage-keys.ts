import type { BuildingId, OperationId } from '#domain/ids'
import type { Account } from './engine-api'

/**
 * Every key carries the account's name, so that one person's records are never sent under another's session. Unit and staff
 * ids hold no slash (see `#contract/scalars`).
 */
export function storageKeys({ unit, staff }: Pick<Account, 'unit' | 'staff'>) {
  const base = `q/${unit}/${staff}/`
  return {
    base,
    schema: `${base}schema`,
    /** Changes whenever a stored value was replaced or removed: how two tabs notice each other. */
    version: `${base}version`,
    operations: `${base}o/`,
    operation: (id: OperationId) => `${base}o/${id}`,
    /** Operations that left and whose answer has not been written down. */
    inFlight: `${base}in-flight`,
    index: `${base}index`,
    buildings: `${base}b/`,
    building: (id: BuildingId) => `${base}b/${id}`,
    /** Doors that changed while a building is being fetched. */
    fetches: `${base}fetch/`,
    fetch: (id: BuildingId) => `${base}fetch/${id}`,
    used: `${base}used`,
    journal: `${base}journal`,
    photos: `${base}p/`,
    photo: (caseId: OperationId, sha256: string) => `${base}p/${caseId}/${sha256}`,
    meta: `${base}meta`,
    forms: `${base}f/`,
    form: (name: string) => `${base}f/${name}`,
    /** What could not be read back, kept as it was. */
    broken: `${base}broken/`,
  } as const
}

export type StorageKeys = ReturnType<typeof storageKeys>
