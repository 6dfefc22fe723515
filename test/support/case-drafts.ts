import { createHash } from 'node:crypto'
import type { OperationOf } from '#contract/operation'
import type { OperationId, StaffId } from '#domain/ids'
import type { Draft, Engine, PhotoFile } from '#sync/engine-api'
import type { Phone } from './phone'
import { officer, worker } from './small-town'
import { idOf, type SetUp, START } from './sync-set-up'

type AlertBody = OperationOf<'alert.enter'>['body']
type AttemptBody = OperationOf<'dissuasion.attempt'>['body']

export const RESIDENT_PHONE = '19912341234'

export function alert(number = 'YJ-1', more: Partial<AlertBody> = {}): Draft {
  return {
    type: 'alert.enter',
    body: {
      kind: 'dissuade',
      number,
      level: 'urgent',
      fraudType: 'rebate-tasks',
      source: 'system',
      raisedAt: START,
      name: '王秀英',
      phone: RESIDENT_PHONE,
      address: '青枫苑3幢902',
      doorId: null,
      ...more,
    },
  }
}

export function dispatch(
  caseId: OperationId,
  workers: readonly StaffId[] = [worker(1)],
  companions: readonly StaffId[] = [],
): Draft {
  const body = { caseId, leader: officer(1), workers: [...workers], companions: [...companions] }
  return { type: 'dissuasion.dispatch', body }
}

export function accept(caseId: OperationId): Draft {
  return { type: 'dissuasion.accept', body: { caseId } }
}

export function attempt(caseId: OperationId, more: Partial<AttemptBody> = {}): Draft {
  return {
    type: 'dissuasion.attempt',
    body: { caseId, startedAt: START - 600_000, met: 'person', result: 'awake', ...more },
  }
}

export function reveal(caseId: OperationId): Draft {
  return { type: 'resident.reveal', body: { caseId, reason: 'find-the-door' } }
}

/** An alert entered and sent out to the first worker. */
export async function dispatchedCase(
  { officerPhone }: SetUp,
  workers?: readonly StaffId[],
  number?: string,
): Promise<{ readonly id: OperationId; readonly police: Engine }> {
  const police = officerPhone(1).engine()
  const id = idOf(police.save(alert(number)))
  police.save(dispatch(id, workers))
  await police.sync()
  return { id, police }
}

/** A photo as the camera page leaves it: a file of the platform, named by its content. */
export function takePhoto(phone: Phone, caseId: OperationId, words = '门口'): PhotoFile {
  const content = new TextEncoder().encode(words)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const path = `photos/${sha256}`
  phone.disk.files.set(path, content)
  return { caseId, sha256, bytes: content.length, path }
}
