import { type Problem, problem } from '#contract/problem'
import { migrate1to2 } from './migrate-1-to-2'
import { migrate2to3 } from './migrate-2-to-3'
import { StorageFull } from './ports'
import type { Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'

/** The layout of `storage-keys.ts` and `stored.ts`. */
const STORAGE_SCHEMA = 4

/** The engine can't be opened; nothing was touched, or only what a repetition will finish. */
export class StorageRefused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title)
  }
}

type Migration = (shelf: Shelf, keys: StorageKeys) => void

/** The layout is the same, but from 4 on the platform may have sealed what lies here: an older app would take it for broken. */
const migrate3to4: Migration = () => {}

/** From the version at the index plus one to the next. Each can be cut anywhere and is repeated whole at the next open. */
const migrations: readonly Migration[] = [migrate1to2, migrate2to3, migrate3to4]

/** Brings an older storage to this layout, or refuses a newer one: an older app would read it wrongly. */
export function openStorage(shelf: Shelf, keys: StorageKeys): void {
  const text = shelf.text(keys.schema)
  const found = text === null ? STORAGE_SCHEMA : Number(text)
  if (!Number.isInteger(found) || found < 1 || found > STORAGE_SCHEMA)
    throw new StorageRefused(problem(1004, `schema ${text}`))
  try {
    for (let version = found; version < STORAGE_SCHEMA; version++) {
      migrations[version - 1]?.(shelf, keys)
      shelf.setText(keys.schema, String(version + 1))
    }
    if (text === null) shelf.setText(keys.schema, String(STORAGE_SCHEMA))
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error
    // A new account on a full storage opens all the same: its first save frees room or says that there is none.
    if (text !== null) throw new StorageRefused(problem(1001))
  }
}
