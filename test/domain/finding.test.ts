import {
  type FindingAction,
  type FindingPart,
  type FindingState,
  findingActions,
  findingOverdue,
  findingParts,
  findingStates,
  moveFinding,
} from '#domain/finding'
import type { LocalDate } from '#domain/time'

/** The whole table again, by hand: state, action, part → where it leads. Everything else is refused. */
const leads = [
  ['open', 'answer', 'unit', 'answered'],
  ['answered', 'answer', 'unit', 'answered'],
  ['answered', 'mended', 'inspector', 'mended'],
  ['answered', 'not-yet', 'inspector', 'open'],
  ['answered', 'upheld', 'inspector', 'upheld'],
] as const

const every = findingStates.flatMap((state) =>
  findingActions.flatMap((action) => findingParts.map((part) => [state, action, part] as const)),
)

test.each(every)('a finding that is %s, %s by %s', (state: FindingState, action: FindingAction, part: FindingPart) => {
  const allowed = leads.find(([s, a, p]) => s === state && a === action && p === part)
  const partDoes = leads.some(([, a, p]) => a === action && p === part)
  expect(moveFinding(state, action, part)).toEqual(
    allowed === undefined
      ? { kind: 'refused', why: partDoes ? 'not-now' : 'not-your-part' }
      : { kind: 'moved', state: allowed[3] },
  )
})

test('a finding is overdue the day after its last, and not while it waits for the inspectors', () => {
  const by = { by: '2021-04-14' as LocalDate }
  expect(findingOverdue('open', by, '2021-04-14' as LocalDate)).toBe(false)
  expect(findingOverdue('open', by, '2021-04-15' as LocalDate)).toBe(true)
  expect(findingOverdue('answered', by, '2021-04-15' as LocalDate)).toBe(false)
  expect(findingOverdue('mended', by, '2021-04-15' as LocalDate)).toBe(false)
})
