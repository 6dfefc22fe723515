import * as v from 'valibot'
import { operationSchema } from '#contract/operation'
import { problemSchema } from '#contract/problem'
import { parseJson, type Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import type { StoredRecord } from './stored'

/**
 * Schema 1, the pilot's: the whole outbox under `outbox`, rewritten with every tap; the cursor under `cursor`, apart from the
 * index, so that a kill between the two could leave one newer than the other.
 */
const recordOf1 = v.object({
  operation: operationSchema,
  status: v.picklist(['saved', 'sending', 'rejected']),
  problem: v.optional(problemSchema),
})

/**
 * The cloud's copy goes first: it makes the room that the outbox needs twice, and is fetched again. Then one key an operation,
 * and only when all of them are there the old outbox goes. Cut anywhere, the version still says 1 and all of it runs again.
 */
export function migrate1to2(shelf: Shelf, keys: StorageKeys): void {
  for (const name of shelf.names(keys.buildings)) shelf.remove(`${keys.buildings}${name}`)
  shelf.remove(keys.index)
  shelf.remove(`${keys.base}cursor`)
  const outbox = `${keys.base}outbox`
  const text = shelf.text(outbox)
  if (text === null) return
  const list = parseJson(text)
  if (!Array.isArray(list)) {
    shelf.setAside(outbox, text)
    return
  }
  for (const [at, entry] of list.entries()) {
    const old = v.safeParse(recordOf1, entry)
    if (old.success) addRecord(shelf, keys, recordOf2(old.output))
    else shelf.setText(`${keys.broken}outbox-${at}`, JSON.stringify(entry))
  }
  shelf.remove(outbox)
}

/** Another tab may have migrated it and gone on with it. */
function addRecord(shelf: Shelf, keys: StorageKeys, record: StoredRecord): void {
  const key = keys.operation(record.operation.id)
  if (shelf.text(key) === null) shelf.setText(key, JSON.stringify(record))
}

function recordOf2({ operation, status, problem }: v.InferOutput<typeof recordOf1>): StoredRecord {
  switch (status) {
    case 'saved':
      return { operation, status: { kind: 'saved' } }
    // It left and the answer was never written down.
    case 'sending':
      return { operation, status: { kind: 'unconfirmed' } }
    case 'rejected':
      return { operation, status: problem ? { kind: 'rejected', problem } : { kind: 'saved' } }
    default:
      return status satisfies never
  }
}
