import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { InvitationCode } from '#components/invitation-code'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import type { InviteAnswer } from '#contract/enrolment'
import type { StaffId } from '#domain/ids'
import { invitationDays, invitationUses } from '#domain/invitation'
import { ask, useQuery } from '#stores/query-store'
import type { OwnUnit } from '../use-unit'

interface InviteSheetProps {
  readonly unit: OwnUnit
  readonly onClose: () => void
}

/** A new code, shown once and large: for volunteers to be, or for one person to sign in on his own device. */
export function InviteSheet({ unit, onClose }: InviteSheetProps) {
  const staff = useQuery({ action: 'staff', unit: unit.id })
  const [days, setDays] = useState<(typeof invitationDays)[number]>(3)
  const [uses, setUses] = useState<(typeof invitationUses)[number]>(1)
  const [whom, setWhom] = useState<StaffId | 'volunteers'>('volunteers')
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<InviteAnswer | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const make = (): void => {
    setBusy(true)
    const person = whom === 'volunteers' ? null : whom
    void ask({ action: 'invite', unit: unit.id, days, uses, staff: person }).then((answer) => {
      setBusy(false)
      if (answer.kind === 'value') setMade(answer.value)
      else setWrong(answer.problem.detail ?? answer.problem.title)
    })
  }
  if (made !== null) return <InvitationCode made={made} onClose={onClose} />
  const people = (staff.answer?.staff ?? []).filter(({ onDuty }) => onDuty)
  return (
    <Sheet title="发邀请码" onClose={onClose}>
      <Chips
        id="invite-whom"
        label="给谁"
        chips={[
          { value: 'volunteers', word: '新志愿者' },
          ...people.map(({ id, name }) => ({ value: id, word: `${name}登录` })),
        ]}
        chosen={[whom]}
        onPress={(value) => setWhom(people.find(({ id }) => id === value)?.id ?? 'volunteers')}
      />
      <Chips
        id="invite-days"
        label="几天内有效"
        chips={invitationDays.map((value) => ({ value, word: `${value} 天` }))}
        chosen={[days]}
        onPress={setDays}
      />
      {whom === 'volunteers' && (
        <Chips
          id="invite-uses"
          label="可用几次"
          chips={invitationUses.map((value) => ({ value, word: `${value} 人` }))}
          chosen={[uses]}
          onPress={setUses}
        />
      )}
      <Alert words={wrong} />
      <Press id="invite-make" className="button" disabled={busy} onPress={make}>
        生成邀请码
      </Press>
    </Sheet>
  )
}
