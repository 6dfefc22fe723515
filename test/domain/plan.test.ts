import type { OperationId, StaffId } from '#domain/ids'
import {
  movePlan,
  openPlan,
  type PlanAction,
  type PlanPart,
  type PlanRefusal,
  type PlanState,
  planActions,
  planReceipt,
  planStates,
} from '#domain/plan'
import { addDays, HOUR, type LocalDate, startOfDay } from '#domain/time'

const due = '2021-03-27' as LocalDate

describe('a publicity plan', () => {
  /** Written again by hand: who may, and where it leads. */
  const table: Record<PlanState, Record<PlanAction, readonly [PlanPart, PlanState | PlanRefusal]>> = {
    open: {
      submit: ['author', 'submitted'],
      return: ['street', 'nothing-submitted'],
      accept: ['street', 'nothing-submitted'],
      remind: ['street', 'open'],
    },
    submitted: {
      submit: ['author', 'submitted'],
      return: ['street', 'returned'],
      accept: ['street', 'accepted'],
      remind: ['street', 'already-in'],
    },
    returned: {
      submit: ['author', 'submitted'],
      return: ['street', 'nothing-submitted'],
      accept: ['street', 'nothing-submitted'],
      remind: ['street', 'returned'],
    },
    accepted: {
      submit: ['author', 'already-accepted'],
      return: ['street', 'returned'],
      accept: ['street', 'already-accepted'],
      remind: ['street', 'already-in'],
    },
  }
  const cells = planStates.flatMap((state) => planActions.map((action) => [state, action] as const))

  test.each(cells)('%s · %s goes where the table says, for its own part alone', (state, action) => {
    const [part, leads] = table[state][action]
    const isState = planStates.some((one) => one === leads)
    expect(movePlan(state, action, part)).toEqual(
      isState ? { kind: 'moved', state: leads } : { kind: 'refused', why: leads },
    )
    const other = part === 'author' ? 'street' : 'author'
    expect(movePlan(state, action, other)).toEqual({ kind: 'refused', why: 'not-your-part' })
  })

  const at = (time: number) => ({
    ...openPlan('c' as OperationId, due),
    versions: [{ version: 1, items: [], at: time, by: { id: 's' as StaffId, name: '陈芳' } }],
  })
  const midnight = startOfDay(addDays(due, 1))

  test('is in time until the end of its day, and late from the first moment of the next', () => {
    expect(planReceipt(at(midnight - 1), 'submitted', midnight + HOUR)).toBe('in-time')
    expect(planReceipt(at(midnight), 'submitted', midnight + HOUR)).toBe('late')
  })

  test('is missing only once its day is over', () => {
    expect(planReceipt(openPlan('c' as OperationId, due), 'open', midnight - 1)).toBe('not-due')
    expect(planReceipt(openPlan('c' as OperationId, due), 'open', midnight)).toBe('missing')
  })

  test('does not become late by being sent back and handed in again', () => {
    const first = at(midnight - HOUR)
    expect(planReceipt(first, 'returned', midnight + HOUR)).toBe('returned')
    const [version] = first.versions
    if (version === undefined) throw new Error('no version')
    const second = { ...first, versions: [version, { ...version, version: 2, at: midnight + HOUR }] }
    expect(planReceipt(second, 'submitted', midnight + 2 * HOUR)).toBe('in-time')
  })
})
