import { type ReactNode, useState } from 'react'
import type { InviteAnswer } from '#contract/enrolment'
import type { QueryRequest } from '#contract/query'
import { invitationDays } from '#domain/invitation'
import { ask } from '#stores/query-store'
import { Alert } from './alert'
import { Chips } from './chips'
import { InvitationCode } from './invitation-code'
import { Press } from './press'
import { Sheet } from './sheet'

type Days = (typeof invitationDays)[number]

interface CodeSheetProps {
  readonly title: string
  readonly sub?: string
  readonly requestOf: (days: Days) => Extract<QueryRequest, { action: 'invite' | 'invite-staff' }>
  /** What else there is to choose, above the days and below them. */
  readonly above?: ReactNode
  readonly below?: ReactNode
  readonly onClose: () => void
}

/** A new code: for how many days, then shown once and large. */
export function CodeSheet({ title, sub, requestOf, above, below, onClose }: CodeSheetProps) {
  const [days, setDays] = useState<Days>(3)
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<InviteAnswer | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const make = (): void => {
    setBusy(true)
    void ask(requestOf(days)).then((answer) => {
      setBusy(false)
      if (answer.kind === 'value') setMade(answer.value)
      else setWrong(answer.problem.detail ?? answer.problem.title)
    })
  }
  if (made !== null) return <InvitationCode made={made} onClose={onClose} />
  return (
    <Sheet title={title} {...(sub === undefined ? {} : { sub })} onClose={onClose}>
      {above}
      <Chips
        id="invite-days"
        label="几天内有效"
        chips={invitationDays.map((value) => ({ value, word: `${value} 天` }))}
        chosen={[days]}
        onPress={setDays}
      />
      {below}
      <Alert words={wrong} />
      <Press id="invite-make" className="button" disabled={busy} onPress={make}>
        生成邀请码
      </Press>
    </Sheet>
  )
}
