import type { CaseRow } from '#contract/pull'
import { type CaseAction, caseActions } from '#domain/dissuasion'
import { moves, partsOf } from '#domain/dissuasion-moves'
import type { StaffId } from '#domain/ids'

export type OfficerAction = Exclude<CaseAction, 'escalate'>

const always: Readonly<Record<CaseRow['state'], OfficerAction>> = {
  entered: 'call',
  phoned: 'close',
  ready: 'dispatch',
  dispatched: 'accept',
  accepted: 'attempt',
  submitted: 'confirm',
  confirmed: 'follow-up',
  closed: 'reopen',
}

/** What this officer may do to the case now, the one thing to do first. */
export function actionsOf(row: Pick<CaseRow, 'state' | 'leader'>, me: StaffId): readonly OfficerAction[] {
  const main = always[row.state]
  const possible = caseActions.filter((action): action is OfficerAction => isOffered(action, row, me))
  return possible.includes(main) ? [main, ...possible.filter((action) => action !== main)] : possible
}

function isOffered(action: CaseAction, { state, leader }: Pick<CaseRow, 'state' | 'leader'>, me: StaffId): boolean {
  const leads = moves[state][action]
  if (leads === undefined || !partsOf[action].includes('officer')) return false
  switch (action) {
    // A visit nobody was sent to is kept with the case and moves nothing: it is no button here. Nor is it one for whoever is to
    // confirm: having logged a visit he no longer could.
    case 'attempt':
      return leads.some((move) => move !== 'stays') && (state !== 'submitted' || leader?.id === me)
    // Whoever leads may take it himself; a colleague's case is his.
    case 'accept':
      return leader?.id === me
    default:
      return true
  }
}

export const actionWord: Readonly<Record<OfficerAction, string>> = {
  call: '记电话劝阻',
  dispatch: '派发',
  accept: '我来接单',
  transfer: '转派',
  attempt: '记录上门',
  confirm: '确认',
  return: '退回',
  'follow-up': '记回访',
  close: '结案',
  reopen: '重启',
}

/** 4036 in advance: why the confirmation is somebody else's. */
export function whyNotConfirm({ submitters }: Pick<CaseRow, 'submitters'>, me: StaffId): string | null {
  return submitters.includes(me) ? '这次上门是您记录的，不能自己确认，请另一位民警确认。' : null
}
