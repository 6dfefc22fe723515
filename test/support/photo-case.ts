import { createHash } from 'node:crypto'
import type { CaseState, Standing, Team } from '#domain/dissuasion'
import { withTeam } from '#domain/dissuasion-act'
import type { OperationId, StaffId } from '#domain/ids'
import { HOUR } from '#domain/time'
import { type Field, newOperationId, type TestContext } from './field-fixture'

/** A case on its way: its officer leads, the worker and the volunteer are sent; `former` was sent once and is not now. */
export async function insertCase(
  { db, vault, clock }: TestContext,
  field: Field,
  { former = [] }: { readonly former?: readonly StaffId[] } = {},
): Promise<OperationId> {
  const caseId = newOperationId()
  const sealing = await vault.open(db, field.unit)
  if (sealing === null) throw new Error('no keys')
  const sealed = (name: string, value: string) => JSON.stringify(sealing.seal(`${caseId}.${name}`, value))
  const team: Team = { leader: field.officer.id, workers: [field.worker.id], companions: [field.volunteer.id] }
  const due = { step: 'meet', at: clock.now() + HOUR, escalated: false } as const
  const standing: Standing = { kind: 'accepted', round: 1, team, acceptedBy: field.worker.id, due }
  const state: CaseState = standing.kind
  await db
    .insertInto('dissuasion')
    .values({
      unit_id: field.unit,
      case_id: caseId,
      kind: 'dissuade',
      number: caseId,
      level: 'urgent',
      fraud_type: 'rebate-tasks',
      source: 'system',
      raised_at: clock.now(),
      entered_at: clock.now(),
      entered_by: field.officer.id,
      name_sealed: sealed('name', '陈桂兰'),
      phone_sealed: sealed('phone', '13900000000'),
      address_sealed: sealed('address', '1幢101'),
      person_index: sealing.index('person', '13900000000'),
      door_id: null,
      building_id: null,
      standing: JSON.stringify(standing),
      state,
      round: 1,
      due_at: due.at,
      due_step: due.step,
      escalated: false,
      people: JSON.stringify(withTeam(former, team)),
      attempts: 0,
      seq: 1,
    })
    .execute()
  return caseId
}

/** Bytes that begin and end as a JPEG does; the cloud looks no further. Another seed is another picture. */
export function picture(bytes = 2000, seed = 1): Uint8Array {
  const made = new Uint8Array(bytes).map((_, index) => (index * seed * 31) % 251)
  made.set([0xff, 0xd8, 0xff, 0xe0])
  made.set([0xff, 0xd9], bytes - 2)
  return made
}

export function nameOf(bytes: Uint8Array): { readonly sha256: string; readonly bytes: number } {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
}
