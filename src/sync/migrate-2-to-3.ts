import * as v from 'valibot'
import { withoutSecret } from './sealed-cases'
import { parseJson, type Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import { storedIndex } from './stored'

/**
 * Schema 2 had residents of open cases in the index and the journal as they are. They go at once, and where there were any the
 * cursor goes with them: the cloud tells all of it anew, and then it is sealed. The key has not been read yet, so nothing can be sealed
 * here; until the next pull such a case stands without its resident. A journal goes unapplied: its page comes again.
 */
export function migrate2to3(shelf: Shelf, keys: StorageKeys): void {
  shelf.remove(keys.journal)
  const text = shelf.text(keys.index)
  if (text === null) return
  const index = v.safeParse(storedIndex, parseJson(text))
  if (!index.success) {
    // What can't be read can't be cleaned of residents either; nothing of the index is this device's own.
    shelf.remove(keys.index)
    return
  }
  const cases = index.output.cases.map((known) => ({ ...known, row: withoutSecret(known.row) }))
  if (cases.every(({ row }, at) => row === index.output.cases[at]?.row)) return
  shelf.setText(keys.index, JSON.stringify({ ...index.output, cases, cursor: null }))
}
