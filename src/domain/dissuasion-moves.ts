import type { CaseAction, CasePart, CaseState } from './dissuasion'

/** Who does what at all. */
export const partsOf: Readonly<Record<CaseAction, readonly CasePart[]>> = {
  call: ['officer'],
  dispatch: ['officer'],
  accept: ['officer', 'worker'],
  transfer: ['officer', 'worker'],
  // Whoever was sent keeps the right to say what he found, also after the case went to somebody else: nothing is lost.
  attempt: ['officer', 'worker', 'companion', 'former'],
  confirm: ['officer'],
  return: ['officer'],
  'follow-up': ['officer', 'worker'],
  close: ['officer'],
  reopen: ['officer'],
  escalate: ['timer'],
}

/** Where an action may lead from a state. `stays`: it is kept with the case and moves nothing. */
export type Move = CaseState | 'stays'

/** state × action → the moves that it may make; which of them is chosen by what was found. Not named: refused. */
export const moves: Readonly<Record<CaseState, Readonly<Partial<Record<CaseAction, readonly Move[]>>>>> = {
  entered: {
    call: ['phoned', 'stays'],
    dispatch: ['dispatched'],
    attempt: ['stays'],
    close: ['closed'],
    escalate: ['ready'],
  },
  phoned: {
    call: ['stays'],
    dispatch: ['dispatched'],
    attempt: ['stays'],
    close: ['closed'],
  },
  ready: {
    call: ['phoned', 'stays'],
    dispatch: ['dispatched'],
    attempt: ['stays'],
    close: ['closed'],
    escalate: ['stays'],
  },
  dispatched: {
    call: ['stays'],
    accept: ['accepted'],
    transfer: ['dispatched'],
    attempt: ['accepted', 'submitted', 'stays'],
    close: ['closed'],
    escalate: ['stays'],
  },
  accepted: {
    call: ['stays'],
    transfer: ['dispatched'],
    attempt: ['submitted', 'stays'],
    close: ['closed'],
    escalate: ['stays'],
  },
  submitted: {
    attempt: ['submitted', 'stays'],
    confirm: ['confirmed'],
    return: ['accepted'],
    close: ['closed'],
    escalate: ['stays'],
  },
  confirmed: {
    attempt: ['stays'],
    'follow-up': ['confirmed', 'ready'],
    close: ['closed'],
    reopen: ['ready'],
    escalate: ['stays'],
  },
  closed: {
    attempt: ['stays'],
    reopen: ['ready'],
  },
}
