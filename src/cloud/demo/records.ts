import * as v from 'valibot'
import type { Operation } from '#contract/operation'
import { operationId } from '#contract/scalars'
import type { Milliseconds } from '#domain/time'
import { type Random, seededUuid } from './random'
import type { TownPerson } from './town'

/** An operation as a device would have sent it, and when it came. */
export interface DemoRecord {
  readonly operation: Operation
  readonly receivedAt: Milliseconds
}

type Envelope = Pick<Operation, 'id' | 'unit' | 'author' | 'device' | 'at' | 'elapsed' | 'offset'>

/** The phones of the demonstration keep exact time, so that device time is the time it happened. */
export function envelope(person: TownPerson, at: Milliseconds, opened: Milliseconds, rng: Random): Envelope {
  return {
    id: v.parse(operationId, seededUuid(at, rng)),
    unit: person.unitId,
    author: person.id,
    device: person.device,
    at,
    elapsed: at - opened,
    offset: 0,
  }
}
