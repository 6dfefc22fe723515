import type { Operation } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/**
 * How long after a record was made something was done to it. By the device's own clock where one device did both: it may have
 * learnt its offset in between.
 */
export function waited(
  operation: Pick<Operation, 'at' | 'device'>,
  when: Occurrence,
  record: { readonly id: OperationId; readonly at: Milliseconds },
  set: WorkingSet,
): Milliseconds {
  const logged = set.logged.get(record.id)
  const byServer = when.at - record.at
  return logged?.device === operation.device ? Math.min(byServer, operation.at - logged.deviceAt) : byServer
}
