import {
  type CaseAction,
  type CaseDeed,
  type CasePart,
  type CaseState,
  caseActions,
  caseParts,
  caseStates,
  type Standing,
  type Team,
} from '#domain/dissuasion'
import { act, type CaseRules } from '#domain/dissuasion-act'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import type { OperationId, StaffId } from '#domain/ids'

const person = (name: string): StaffId => name as StaffId
const [officer, second, worker, other, volunteer, gone] = ['o1', 'o2', 'w1', 'w2', 'v1', 'x1'].map(person)
const team: Team = {
  leader: officer as StaffId,
  workers: [worker as StaffId, other as StaffId],
  companions: [volunteer as StaffId],
}
const AT = 1_000_000_000_000
const rules: CaseRules = { level: 'urgent', policy: defaultDissuasionPolicy }
const overdue = (step: 'call' | 'dispatch' | 'accept' | 'meet' | 'confirm' | 'follow-up') => ({
  step,
  at: AT - 1,
  escalated: false,
})
const id = 'op' as OperationId

/** A case in each state, with its step overdue, so that the timer has something to say. */
const standing: Readonly<Record<CaseState, Standing>> = {
  entered: { kind: 'entered', round: 1, calls: 0, due: overdue('call') },
  phoned: { kind: 'phoned', round: 1, call: id, due: null },
  ready: { kind: 'ready', round: 1, why: 'unreached', due: overdue('dispatch') },
  dispatched: { kind: 'dispatched', round: 1, team, due: overdue('accept') },
  accepted: { kind: 'accepted', round: 1, team, acceptedBy: worker as StaffId, due: overdue('meet') },
  submitted: {
    kind: 'submitted',
    round: 1,
    team,
    acceptedBy: worker as StaffId,
    attempt: id,
    result: 'awake',
    submitters: [worker as StaffId],
    due: overdue('confirm'),
  },
  confirmed: {
    kind: 'confirmed',
    round: 1,
    team,
    acceptedBy: worker as StaffId,
    attempt: id,
    result: 'awake',
    submitters: [worker as StaffId],
    confirmedBy: officer as StaffId,
    followUps: 0,
    due: overdue('follow-up'),
  },
  closed: { kind: 'closed', round: 1, reason: 'resolved', closedBy: officer as StaffId },
}

const who: Readonly<Record<CasePart, StaffId>> = {
  officer: second as StaffId,
  worker: worker as StaffId,
  companion: volunteer as StaffId,
  former: gone as StaffId,
  timer: person('server'),
  outsider: person('nobody'),
}

/** One deed for each action, the one that leads furthest. */
const deeds: Readonly<Record<CaseAction, CaseDeed>> = {
  call: { kind: 'call', reached: true },
  dispatch: { kind: 'dispatch', team },
  accept: { kind: 'accept' },
  transfer: { kind: 'transfer', to: other as StaffId },
  attempt: { kind: 'attempt', met: 'person', result: 'awake' },
  confirm: { kind: 'confirm', followUpAt: AT + 1 },
  return: { kind: 'return' },
  'follow-up': { kind: 'follow-up', outcome: 'well', nextAt: AT + 1 },
  close: { kind: 'close', reason: 'false-alarm' },
  reopen: { kind: 'reopen' },
  escalate: { kind: 'escalate', step: 'call' },
}

/**
 * What becomes of each action in each state, by each part, written out by hand: `→state`, `=` kept with the case and nothing
 * moves, `·` refused because of the state, `×` refused because of the part, `T` somebody else has it.
 */
const table: Readonly<Record<CaseAction, Readonly<Record<CasePart, readonly string[]>>>> = {
  //            entered        phoned          ready           dispatched      accepted        submitted       confirmed       closed
  call: {
    officer: ['→phoned', '=', '→phoned', '=', '=', '·', '·', '·'],
    ...refusedTo('worker', 'companion', 'former', 'timer', 'outsider'),
  },
  dispatch: {
    officer: ['→dispatched', '→dispatched', '→dispatched', '·', '·', '·', '·', '·'],
    ...refusedTo('worker', 'companion', 'former', 'timer', 'outsider'),
  },
  accept: {
    officer: ['·', '·', '·', '→accepted', 'T', 'T', 'T', '·'],
    worker: ['·', '·', '·', '→accepted', '=', '=', '=', '·'],
    ...refusedTo('companion', 'former', 'timer', 'outsider'),
  },
  transfer: {
    officer: ['·', '·', '·', '→dispatched', '→dispatched', '·', '·', '·'],
    worker: ['·', '·', '·', '→dispatched', '→dispatched', '·', '·', '·'],
    ...refusedTo('companion', 'former', 'timer', 'outsider'),
  },
  attempt: {
    officer: ['=', '=', '=', '→submitted', '→submitted', '→submitted', '=', '='],
    worker: ['=', '=', '=', '→submitted', '→submitted', '→submitted', '=', '='],
    companion: ['=', '=', '=', '=', '=', '=', '=', '='],
    former: ['=', '=', '=', '=', '=', '=', '=', '='],
    ...refusedTo('timer', 'outsider'),
  },
  confirm: {
    officer: ['·', '·', '·', '·', '·', '→confirmed', '·', '·'],
    ...refusedTo('worker', 'companion', 'former', 'timer', 'outsider'),
  },
  return: {
    officer: ['·', '·', '·', '·', '·', '→accepted', '·', '·'],
    ...refusedTo('worker', 'companion', 'former', 'timer', 'outsider'),
  },
  'follow-up': {
    officer: ['·', '·', '·', '·', '·', '·', '→confirmed', '·'],
    worker: ['·', '·', '·', '·', '·', '·', '→confirmed', '·'],
    ...refusedTo('companion', 'former', 'timer', 'outsider'),
  },
  close: {
    officer: ['→closed', '→closed', '→closed', '→closed', '→closed', '→closed', '→closed', '·'],
    ...refusedTo('worker', 'companion', 'former', 'timer', 'outsider'),
  },
  reopen: {
    officer: ['·', '·', '·', '·', '·', '·', '→ready', '→ready'],
    ...refusedTo('worker', 'companion', 'former', 'timer', 'outsider'),
  },
  escalate: {
    timer: ['→ready', '·', '→ready', '→dispatched', '→accepted', '→submitted', '→confirmed', '·'],
    ...refusedTo('officer', 'worker', 'companion', 'former', 'outsider'),
  },
}

function refusedTo<Part extends CasePart>(...parts: readonly Part[]): Readonly<Record<Part, readonly string[]>> {
  const never = caseStates.map(() => '×')
  return Object.fromEntries(parts.map((part) => [part, never])) as unknown as Readonly<Record<Part, readonly string[]>>
}

function outcome(state: CaseState, action: CaseAction, part: CasePart): string {
  const from = standing[state]
  const due = from.kind === 'closed' ? null : from.due
  const deed = action === 'escalate' ? ({ kind: 'escalate', step: due?.step ?? 'call' } as const) : deeds[action]
  const verdict = act(from, deed, { id, staff: who[part], part, at: AT }, rules)
  switch (verdict.kind) {
    case 'moved':
      return `→${verdict.standing.kind}`
    case 'attached':
      return verdict.standing === from ? '=' : 'changed without a move'
    case 'refused':
      return verdict.why === 'not-your-part' ? '×' : verdict.why === 'taken' ? 'T' : '·'
  }
}

describe.each(caseActions)('%s', (action) => {
  test.each(caseParts)('by %s does in each state what the table says', (part) =>
    expect(caseStates.map((state) => outcome(state, action, part))).toEqual(table[action][part]),
  )
})

describe('the finer points', () => {
  const by = (part: CasePart, staff = who[part]) => ({ id, staff, part, at: AT })

  test('a call that reaches nobody counts and keeps its deadline', () =>
    expect(act(standing.entered, { kind: 'call', reached: false }, by('officer'), rules)).toEqual({
      kind: 'moved',
      standing: { ...standing.entered, calls: 1 },
    }))

  test('whoever accepts second hears who was first', () =>
    expect(act(standing.accepted, { kind: 'accept' }, by('worker', other as StaffId), rules)).toEqual({
      kind: 'refused',
      why: 'taken',
      by: worker,
    }))

  test('accepting twice is accepting once', () =>
    expect(act(standing.accepted, { kind: 'accept' }, by('worker'), rules).kind).toBe('attached'))

  test('an officer who logged an attempt does not confirm it, another one does', () => {
    const own = act(standing.accepted, deeds.attempt, by('officer'), rules)
    if (own.kind !== 'moved') throw new Error(own.kind)
    expect(act(own.standing, deeds.confirm, by('officer'), rules)).toEqual({ kind: 'refused', why: 'own-submission' })
    expect(act(own.standing, deeds.confirm, by('officer', officer as StaffId), rules).kind).toBe('moved')
  })

  test('an officer who adds an attempt to what a worker submitted may not confirm it any more', () => {
    const added = act(standing.submitted, { kind: 'attempt', met: 'nobody', result: 'not-met' }, by('officer'), rules)
    if (added.kind !== 'moved') throw new Error(added.kind)
    expect(act(added.standing, deeds.confirm, by('officer'), rules)).toEqual({ kind: 'refused', why: 'own-submission' })
  })

  test('nobody at home is accepting, and asks for another visit', () =>
    expect(
      act(standing.dispatched, { kind: 'attempt', met: 'nobody', result: 'not-met' }, by('worker'), rules),
    ).toMatchObject({ kind: 'moved', standing: { kind: 'accepted', acceptedBy: worker } }))

  test('a case is closed as done only when somebody was spoken to', () => {
    const close = { kind: 'close', reason: 'resolved' } as const
    const allowed = caseStates.filter((state) => act(standing[state], close, by('officer'), rules).kind === 'moved')
    expect(allowed).toEqual(['phoned', 'confirmed'])
  })

  test('a new fraud at a follow-up opens the next round', () =>
    expect(
      act(standing.confirmed, { kind: 'follow-up', outcome: 'defrauded-again', nextAt: null }, by('worker'), rules),
    ).toMatchObject({ kind: 'moved', standing: { kind: 'ready', round: 2, why: 'reopened' } }))

  test('a transfer leaves the leader and the companions, and the clock starts anew', () =>
    expect(act(standing.accepted, deeds.transfer, by('worker'), rules)).toMatchObject({
      standing: {
        kind: 'dispatched',
        team: { ...team, workers: [other] },
        due: { step: 'accept', at: AT + defaultDissuasionPolicy.within.urgent.accept, escalated: false },
      },
    }))

  test.each(caseStates)('%s: what was escalated once is not escalated again', (state) => {
    const from = standing[state]
    const step = from.kind === 'closed' ? 'call' : (from.due?.step ?? 'call')
    const once = act(from, { kind: 'escalate', step }, by('timer'), rules)
    if (once.kind !== 'moved') return
    expect(act(once.standing, { kind: 'escalate', step }, by('timer'), rules)).toEqual({
      kind: 'refused',
      why: 'not-due',
    })
  })

  test('nothing is escalated before its time', () =>
    expect(
      act(
        { ...standing.accepted, due: { step: 'meet', at: AT + 1, escalated: false } } as Standing,
        { kind: 'escalate', step: 'meet' },
        by('timer'),
        rules,
      ),
    ).toEqual({ kind: 'refused', why: 'not-due' }))
})
