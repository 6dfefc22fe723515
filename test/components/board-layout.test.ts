import type { DoorView } from '#sync/engine-api'
import { floorsAfter, floorsOf } from '../../src/components/board-layout'
import { door, house } from '../support/small-town'

const view = (number: number, change: Partial<DoorView> = {}): DoorView => ({
  id: door(1, number),
  buildingId: house(1),
  stairwell: 1,
  floor: Math.ceil(number / 4),
  room: `${Math.ceil(number / 4)}0${((number - 1) % 4) + 1}`,
  memory: [],
  waiting: null,
  ...change,
})
const doors = Array.from({ length: 12 }, (_, at) => view(at + 1))
const before = floorsOf(doors)
const shuffled = (changed: DoorView) => [changed, ...[...doors].reverse().filter(({ id }) => id !== changed.id)]

test('a door’s new state leaves the other floors the objects that they were', () => {
  const after = floorsAfter(before, shuffled(view(6, { waiting: 'saved' })))
  expect(after.map((floor, at) => floor === before[at])).toEqual([true, false, true])
  expect(after).toEqual(floorsOf(shuffled(view(6, { waiting: 'saved' }))))
})

test.each([
  ['stands on another floor', shuffled(view(6, { floor: 3 }))],
  ['has another number', shuffled(view(6, { room: '209' }))],
  ['has gone', doors.slice(1)],
  ['has come', [...doors, view(13)]],
  ['has come for another', [...doors.slice(1), view(13)]],
])('when a door %s the floors are made anew', (_, now) => {
  expect(floorsAfter(before, now)).toEqual(floorsOf(now))
})
