import * as v from 'valibot'
import { MOST_OPERATIONS } from './limits'
import { problemSchema } from './problem'
import { count, deviceId, instant, operationId, seq, unitId } from './scalars'

/**
 * Device → cloud. The operations are checked one by one: a malformed one is rejected by itself and never blocks its neighbours,
 * so the batch only asks for objects.
 */
export const pushRequest = v.object({
  action: v.literal('push'),
  protocol: v.number(),
  unit: unitId,
  device: deviceId,
  /** Records this device still holds besides these: what makes a day «unknown» (N03). */
  pending: count,
  operations: v.pipe(v.array(v.record(v.string(), v.unknown())), v.maxLength(MOST_OPERATIONS)),
})
export type PushRequest = v.InferOutput<typeof pushRequest>

export const pushOutcome = v.variant('kind', [
  /** Stored now, at this place in the unit's log. */
  v.object({ kind: v.literal('applied'), seq }),
  /** Stored before, at this place: a retry is a success. */
  v.object({ kind: v.literal('duplicate'), seq }),
  /** Kept by the cloud until its parent comes. */
  v.object({ kind: v.literal('held'), waitingFor: operationId }),
  /** Not stored. The device keeps it for its author to mend. */
  v.object({ kind: v.literal('rejected'), problem: problemSchema }),
])
export type PushOutcome = v.InferOutput<typeof pushOutcome>

/** One outcome an operation, in the order sent. */
export const pushAnswer = v.object({ outcomes: v.array(pushOutcome), serverTime: instant })
export type PushAnswer = v.InferOutput<typeof pushAnswer>
