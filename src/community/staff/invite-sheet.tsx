import { useState } from 'react'
import { Chips } from '#components/chips'
import { CodeSheet } from '#components/code-sheet'
import type { StaffId } from '#domain/ids'
import { invitationUses } from '#domain/invitation'
import { useQuery } from '#stores/query-store'
import type { OwnUnit } from '../use-unit'

interface InviteSheetProps {
  readonly unit: OwnUnit
  readonly onClose: () => void
}

/** A code for volunteers to be, or for one person to sign in on his own device. */
export function InviteSheet({ unit, onClose }: InviteSheetProps) {
  const staff = useQuery({ action: 'staff', unit: unit.id })
  const [uses, setUses] = useState<(typeof invitationUses)[number]>(1)
  const [whom, setWhom] = useState<StaffId | 'volunteers'>('volunteers')
  const people = (staff.answer?.staff ?? []).filter(({ onDuty }) => onDuty)
  const choices = [
    { value: 'volunteers', word: '新志愿者' },
    ...people.map(({ id, name }) => ({ value: id, word: `${name}登录` })),
  ]
  return (
    <CodeSheet
      title="发邀请码"
      requestOf={(days) => ({
        ...{ action: 'invite', unit: unit.id, days, uses },
        staff: whom === 'volunteers' ? null : whom,
      })}
      above={
        <Chips
          id="invite-whom"
          label="给谁"
          chips={choices}
          chosen={[whom]}
          onPress={(value) => setWhom(people.find(({ id }) => id === value)?.id ?? 'volunteers')}
        />
      }
      below={
        whom === 'volunteers' && (
          <Chips
            id="invite-uses"
            label="可用几次"
            chips={invitationUses.map((value) => ({ value, word: `${value} 人` }))}
            chosen={[uses]}
            onPress={setUses}
          />
        )
      }
      onClose={onClose}
    />
  )
}
