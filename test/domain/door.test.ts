import fc from 'fast-check'
import { compareRooms } from '#domain/building'
import { type DoorVisit, doorState, forget, openAppointment, remember } from '#domain/door'
import type { OperationId } from '#domain/ids'

const visit = (
  id: string,
  at: number,
  outcome: DoorVisit['outcome'] = 'met',
  comeBackAt: number | null = null,
): DoorVisit => ({
  id: id as OperationId,
  at,
  outcome,
  comeBackAt,
})
const anyVisit = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), at: fc.integer({ min: 0, max: 5 }) })

describe('a door', () => {
  test('remembers its last three visits, newest first', () => {
    const memory = [1, 4, 2, 3].reduce((known, at) => remember(known, visit(`v${at}`, at)), [] as readonly DoorVisit[])
    expect(memory.map(({ at }) => at)).toEqual([4, 3, 2])
  })

  test('remembers the same in whatever order the visits come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyVisit, { selector: ({ id }) => id }),
        fc.infiniteStream(fc.nat()),
        (visits, noise) => {
          const shuffled = visits.map((v) => ({ v, key: noise.next().value ?? 0 })).sort((a, b) => a.key - b.key)
          const one = visits.reduce((known, { id, at }) => remember(known, visit(id, at)), [] as readonly DoorVisit[])
          const two = shuffled.reduce(
            (known, { v: { id, at } }) => remember(known, visit(id, at)),
            [] as readonly DoorVisit[],
          )
          expect(two).toEqual(one)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('takes an amendment in the place of what it amends', () => {
    const memory = remember(remember([], visit('a', 1, 'nobody')), visit('a', 1, 'met'))
    expect(memory).toEqual([visit('a', 1, 'met')])
  })

  test('shows the visit before once the last is undone, and 未走访 when none is left', () => {
    const memory = remember(remember([], visit('a', 1, 'nobody')), visit('b', 2, 'refused'))
    expect(doorState(forget(memory, 'b' as OperationId))).toBe('nobody')
    expect(doorState([])).toBe('todo')
  })

  test('holds an appointment until somebody comes again', () => {
    const asked = remember([], visit('a', 1, 'again', 50))
    expect(openAppointment(asked)).toBe(50)
    expect(openAppointment(remember(asked, visit('b', 60, 'nobody')))).toBeNull()
  })

  test('stands right of 2 when it is 10', () =>
    expect(['10', '2', '101', 'A'].sort(compareRooms)).toEqual(['2', '10', '101', 'A']))
})
