import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { Qr } from '#components/qr'
import { Sheet } from '#components/sheet'
import type { InviteAnswer } from '#contract/enrolment'
import type { StaffId } from '#domain/ids'
import { invitationDays, invitationText, invitationUses, spellCode } from '#domain/invitation'
import { ask, useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { moment } from '#words/format'
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
  if (made !== null) {
    const page = webPage()
    const text = invitationText(made.code, page)
    const scanWords = page === null ? '请对方打开“敲门”，在“我有邀请码”里扫一扫' : '请对方用手机扫一扫'
    return (
      <Sheet title="邀请码" sub="只显示这一次，请当面出示或抄下。" onClose={onClose}>
        <Qr id="invite-qr" text={text} label={`邀请码 ${[...made.code].join(' ')} 的二维码`} />
        <View id="invite-code" className="stf-code" aria-label={`邀请码 ${[...made.code].join(' ')}`}>
          {spellCode(made.code)}
        </View>
        <View className="stf-line">
          {`${scanWords}，或点“我有邀请码”输入。可用 ${made.uses} 次，${moment(made.expiresAt, services().now())} 到期。`}
        </View>
        <View className="stf-actions">
          <Press id="invite-copy" className="button second" onPress={() => void Taro.setClipboardData({ data: text })}>
            {page === null ? '复制邀请码' : '复制邀请链接'}
          </Press>
          <Press id="invite-done" className="button" onPress={onClose}>
            好
          </Press>
        </View>
      </Sheet>
    )
  }
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

/** The app's own address on the web. A mini program has none: its code is read by its own scanner. */
function webPage(): string | null {
  return process.env.TARO_ENV === 'h5' ? window.location.href.replace(/#.*$/, '') : null
}
