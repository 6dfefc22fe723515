import type { Operation } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import type { OperationId } from '#domain/ids'
import { rewrite } from './author'
import type { SaveResult } from './engine-api'
import type { Flight } from './flight'
import { type Outbox, withDependents } from './outbox'
import type { Ids } from './ports'
import type { RecordKeeper } from './record-keeper'
import type { Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import type { StoredRecord } from './stored'

interface Parts {
  readonly shelf: Shelf
  readonly keys: StorageKeys
  readonly outbox: Outbox
  readonly keeper: RecordKeeper
  readonly flight: Flight
  readonly ids: Ids
}

/** What a person does with a record that the cloud refused. */
interface Edits {
  edit(id: OperationId, body: Operation['body']): SaveResult
  resend(id: OperationId): boolean
  discard(id: OperationId): boolean
}

/** The id belongs to another content in the cloud for good. */
const ID_TAKEN = 4090
const TOO_LARGE = 4130

export function createEdits({ shelf, keys, outbox, keeper, flight, ids }: Parts): Edits {
  function mayChange({ operation: { id }, status }: StoredRecord): boolean {
    const left = flight.sending(id) || flight.unwritten(id) || flight.leftover().includes(id)
    return status.kind === 'rejected' || (status.kind === 'saved' && !left)
  }

  return {
    edit(id, body) {
      const record = outbox.get(id)
      if (record === undefined || !mayChange(record)) return refused(problem(1005))
      const taken = record.status.kind === 'rejected' && record.status.problem.code === ID_TAKEN
      const next = rewrite(record.operation, taken ? { body, id: ids.operation() } : { body })
      if (next.kind === 'refused') return next
      const { operation } = next
      if (!taken) return keeper.replace(id, { operation, status: { kind: 'saved' } }) ? { kind: 'saved', id } : full()
      // This one write is the edit; tidying the rest may be cut or wait for room.
      const { building } = record
      const heir: StoredRecord = {
        operation,
        status: { kind: 'saved' },
        replaces: id,
        ...(building === undefined ? {} : { building }),
      }
      if (!keeper.add(heir)) return full()
      keeper.tidy()
      return { kind: 'saved', id: operation.id }
    },
    resend(id) {
      const record = outbox.get(id)
      if (record?.status.kind !== 'rejected') return false
      // That a call was too large is said before anybody looks at the record: an earlier one may have brought it there.
      const kind = record.status.problem.code === TOO_LARGE ? 'unconfirmed' : 'saved'
      return keeper.replace(id, { operation: record.operation, status: { kind } })
    },
    discard(id) {
      const record = outbox.get(id)
      if (record === undefined || !mayChange(record)) return false
      const gone = withDependents(outbox.all(), id)
      // Children before parents: a kill leaves nothing whose parent is gone. Of a replaced record its ancestors go first, or it would return.
      shelf.change(() => {
        for (const { operation, replaces } of [...gone].reverse()) {
          if (replaces !== undefined) shelf.remove(keys.operation(replaces))
          shelf.remove(keys.operation(operation.id))
        }
      })
      return true
    },
  }
}

function refused(reason: Problem): SaveResult {
  return { kind: 'refused', problem: reason }
}

export function full(): SaveResult {
  return { kind: 'storage-full', problem: problem(1001) }
}
