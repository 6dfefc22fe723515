import fc from 'fast-check'
import {
  type CaseDeed,
  type CasePart,
  type CaseState,
  caseStates,
  closeReasons,
  isConclusive,
  type Standing,
  teamOf,
} from '#domain/dissuasion'
import { act, opened, partOf, withTeam } from '#domain/dissuasion-act'
import { moves } from '#domain/dissuasion-moves'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import type { OperationId, StaffId } from '#domain/ids'
import { MINUTE } from '#domain/time'

/** What somebody tries, sensible or not. */
interface Try {
  readonly staff: StaffId
  readonly deed: CaseDeed
  readonly after: number
}

const people = {
  officers: ['o1', 'o2', 'o3'] as StaffId[],
  workers: ['w1', 'w2', 'w3'] as StaffId[],
  volunteers: ['v1', 'v2'] as StaffId[],
  stranger: 'p9' as StaffId,
}
const rules = { level: 'high', policy: defaultDissuasionPolicy } as const
const roleOf = (staff: StaffId) => (staff.startsWith('w') ? 'grid' : staff.startsWith('v') ? 'volunteer' : 'police')

const subset = (list: readonly StaffId[]) => fc.subarray([...list])
const deed: fc.Arbitrary<CaseDeed> = fc.oneof(
  fc.record({ kind: fc.constant('call' as const), reached: fc.boolean() }),
  fc.record({
    kind: fc.constant('dispatch' as const),
    team: fc.record({
      leader: fc.constantFrom(...people.officers),
      workers: subset(people.workers),
      companions: subset(people.volunteers),
    }),
  }),
  fc.constant({ kind: 'accept' as const }),
  fc.record({ kind: fc.constant('transfer' as const), to: fc.constantFrom(...people.workers) }),
  fc.record({
    kind: fc.constant('attempt' as const),
    met: fc.constantFrom('person' as const, 'family' as const, 'nobody' as const),
    result: fc.constantFrom('awake' as const, 'doubting' as const, 'not-met' as const, 'false-alarm' as const),
  }),
  fc.record({ kind: fc.constant('confirm' as const), followUpAt: fc.constantFrom(null, 5e12) }),
  fc.constant({ kind: 'return' as const }),
  fc.record({
    kind: fc.constant('follow-up' as const),
    outcome: fc.constantFrom('well' as const, 'unreached' as const, 'defrauded-again' as const),
    nextAt: fc.constantFrom(null, 5e12),
  }),
  fc.record({ kind: fc.constant('close' as const), reason: fc.constantFrom(...closeReasons) }),
  fc.constant({ kind: 'reopen' as const }),
  fc.record({
    kind: fc.constant('escalate' as const),
    step: fc.constantFrom('call' as const, 'dispatch' as const, 'accept' as const, 'meet' as const, 'confirm' as const),
  }),
)
const everybody = [...people.officers, ...people.workers, ...people.volunteers, people.stranger]
const walk: fc.Arbitrary<readonly Try[]> = fc.array(
  fc.record({ staff: fc.constantFrom(...everybody), deed, after: fc.integer({ min: 0, max: 600 }) }),
  // Long enough to come somewhere: left to itself fast-check prefers a handful of steps.
  { minLength: 15, maxLength: 60, size: 'max' },
)

/** What an outside observer has seen happen in the present round: the evidence that a state must rest on. */
interface Seen {
  readonly reached: readonly OperationId[]
  readonly dispatched: number
  readonly conclusive: readonly { readonly id: OperationId; readonly by: StaffId }[]
  readonly attempted: readonly StaffId[]
  readonly confirmedBy: readonly StaffId[]
}
const nothing: Seen = { reached: [], dispatched: 0, conclusive: [], attempted: [], confirmedBy: [] }

test('no walk reaches a state without its evidence', () => {
  const reached = new Set<CaseState>()
  fc.assert(
    fc.property(walk, (tries) => {
      let at = 1_600_000_000_000
      let standing: Standing = opened(at, rules)
      let everyone: readonly StaffId[] = []
      let seen = nothing
      tries.forEach(({ staff, deed: tried, after }, index) => {
        at += after * MINUTE
        const id = `op${index}` as OperationId
        const part: CasePart =
          tried.kind === 'escalate'
            ? 'timer'
            : partOf({ id: staff, role: roleOf(staff), serves: staff !== people.stranger }, standing, everyone)
        const before = standing
        const verdict = act(standing, tried, { id, staff, part, at }, rules)
        if (verdict.kind === 'refused') return
        standing = verdict.standing
        // Accepting twice is accepting once, in whatever state it is since: no move.
        if (tried.kind !== 'accept' || verdict.kind === 'moved')
          expect(moves[before.kind][tried.kind]).toContain(
            verdict.kind === 'attached' || standing.kind === before.kind
              ? expectedStay(before, standing, tried)
              : standing.kind,
          )
        const team = teamOf(standing)
        if (team !== null) everyone = withTeam(everyone, team)
        if (standing.round !== before.round) seen = nothing
        seen = note(seen, tried, staff, id, part, verdict.kind)
        restsOn(standing, seen)
        expect(standing.round).toBeGreaterThanOrEqual(before.round)
        reached.add(standing.kind)
      })
    }),
    { numRuns: 2000 },
  )
  expect([...reached].sort()).toEqual([...caseStates].sort())
})

/** A move into the same state stands in the table under its name or as staying. */
function expectedStay(before: Standing, after: Standing, { kind }: CaseDeed): string {
  const allowed = moves[before.kind][kind] ?? []
  return allowed.includes('stays') ? 'stays' : after.kind
}

function note(seen: Seen, deed: CaseDeed, by: StaffId, id: OperationId, part: CasePart, kind: string): Seen {
  switch (deed.kind) {
    case 'call':
      return deed.reached ? { ...seen, reached: [...seen.reached, id] } : seen
    case 'dispatch':
    case 'transfer':
      return { ...seen, dispatched: seen.dispatched + 1 }
    case 'attempt':
      if (part === 'former' || part === 'companion' || kind === 'refused') return seen
      return {
        ...seen,
        attempted: [...seen.attempted, by],
        conclusive: isConclusive(deed) ? [...seen.conclusive, { id, by }] : seen.conclusive,
      }
    case 'confirm':
      return { ...seen, confirmedBy: [...seen.confirmedBy, by] }
    default:
      return seen
  }
}

function restsOn(standing: Standing, seen: Seen): void {
  switch (standing.kind) {
    case 'phoned':
      expect(seen.reached).toContain(standing.call)
      return
    case 'dispatched':
      expect(seen.dispatched).toBeGreaterThan(0)
      expect(people.officers).toContain(standing.team.leader)
      return
    case 'accepted':
      expect(seen.dispatched).toBeGreaterThan(0)
      expect([...people.officers, ...people.workers]).toContain(standing.acceptedBy)
      return
    case 'submitted':
    case 'confirmed':
      expect(seen.conclusive.map(({ id }) => id)).toContain(standing.attempt)
      expect(standing.submitters).toContain(seen.conclusive.find(({ id }) => id === standing.attempt)?.by)
      if (standing.kind === 'confirmed') {
        expect(seen.confirmedBy).toContain(standing.confirmedBy)
        expect(standing.submitters).not.toContain(standing.confirmedBy)
      }
      return
    case 'closed':
      expect(people.officers).toContain(standing.closedBy)
      if (standing.reason === 'resolved') expect(seen.reached.length + seen.confirmedBy.length).toBeGreaterThan(0)
      return
    case 'entered':
    case 'ready':
      return
    default:
      standing satisfies never
  }
}
