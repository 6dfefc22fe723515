import type { OperationOf, OperationType } from '#contract/operation'
import type { DoorId, OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { HOUR, MINUTE } from '#domain/time'
import { type Field, newOperationId, type TestContext } from './field-fixture'

/** Whom the tests' cases are about: values that appear nowhere else, not even in an id, so that a byte of them on the wire is found. */
export const RESIDENT = {
  name: '欧阳秀英',
  phone: '19987654321',
  address: '清枫苑2幢1单元S37K',
  room: 'S37K',
  clue: '境外号码连续通话',
} as const

/** Cases as they come about: pushed by the people who may, each operation applied. */
export interface Cases {
  /** Entered by the officer, at the resident's door unless said otherwise. */
  enter(more?: Partial<OperationOf<'alert.enter'>['body']>): Promise<OperationId>
  /** Led by the officer, with the worker and the volunteer unless said otherwise. */
  dispatch(caseId: OperationId, more?: Partial<OperationOf<'dissuasion.dispatch'>['body']>): Promise<OperationId>
  /** Entered, dispatched and accepted by the worker. */
  accepted(more?: Partial<OperationOf<'alert.enter'>['body']>): Promise<OperationId>
  attempt(
    caseId: OperationId,
    author: Staff,
    more?: Partial<OperationOf<'dissuasion.attempt'>['body']>,
  ): Promise<OperationId>
  act<Type extends OperationType>(type: Type, body: OperationOf<Type>['body'], author: Staff): Promise<OperationId>
}

export async function casesOf(context: TestContext, field: Field): Promise<Cases> {
  const door = `${field.buildings[1]}-99` as DoorId
  await context.db
    .insertInto('door')
    .values({
      unit_id: field.unit,
      door_id: door,
      building_id: field.buildings[1],
      stairwell: 1,
      floor: 1,
      room: RESIDENT.room,
      last_at: null,
      seq: 0,
    })
    .execute()
  async function act<Type extends OperationType>(type: Type, body: OperationOf<Type>['body'], author: Staff) {
    const id = newOperationId()
    const outcomes = await field.push([field.operation(type, body, { id, author: author.id })], author)
    expect(outcomes).toEqual([{ kind: 'applied', seq: expect.any(Number) }])
    return id
  }
  const { officer, worker, volunteer } = field
  const cases: Cases = {
    act,
    enter(more = {}) {
      const { name, phone, address, clue } = RESIDENT
      const body = {
        kind: 'dissuade' as const,
        number: `N${newOperationId().slice(-12)}`,
        level: 'urgent' as const,
        fraudType: 'fake-investment' as const,
        source: 'report-110' as const,
        raisedAt: context.clock.now() - HOUR,
        doorId: door,
      }
      return act('alert.enter', { ...body, name, phone, address, clue, ...more }, officer)
    },
    dispatch: (caseId, more = {}) =>
      act(
        'dissuasion.dispatch',
        { caseId, leader: officer.id, workers: [worker.id], companions: [volunteer.id], ...more },
        officer,
      ),
    async accepted(more = {}) {
      const caseId = await cases.enter(more)
      await cases.dispatch(caseId)
      await act('dissuasion.accept', { caseId }, worker)
      return caseId
    },
    attempt: (caseId, author, more = {}) =>
      act(
        'dissuasion.attempt',
        { caseId, startedAt: context.clock.now() - MINUTE, met: 'person', result: 'awake', ...more },
        author,
      ),
  }
  return cases
}
