import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { CaseRow, ResidentRow } from '#contract/pull'
import type { RevealReason } from '#domain/dissuasion'
import { Alert } from './alert'
import { Press } from './press'
import { RevealSheet } from './reveal-sheet'
import './masked-resident.css'

interface MaskedResidentProps {
  /** What everybody of the team sees without asking; a row of a case will do. */
  readonly masked: Pick<CaseRow, 'maskedName' | 'maskedPhone' | 'place'>
  /** In the clear, once the asking is in the log; null before. */
  readonly resident: ResidentRow | null
  /** Why it could not be shown. */
  readonly problem?: string | null
  /** The asking is under way. */
  readonly busy?: boolean
  readonly onReveal: (reason: RevealReason, note: string) => void
}

/** Whom it is about: masked until somebody with a task gives a reason, and folded away again by one tap. */
export function MaskedResident({ masked, resident, problem = null, busy = false, onReveal }: MaskedResidentProps) {
  const [asking, setAsking] = useState(false)
  const [folded, setFolded] = useState(false)
  if (resident !== null && !folded) return <Clear resident={resident} onFold={() => setFolded(true)} />
  return (
    <View className="resident">
      <View className="resident-name">
        {[masked.maskedName, masked.place ?? '地址待核对'].filter((word) => word !== null).join(' · ')}
      </View>
      {masked.maskedPhone !== null && <View className="resident-fact">{masked.maskedPhone}</View>}
      <Alert words={problem} />
      <View className="resident-ways">
        <Press
          id="reveal"
          className="button second small"
          disabled={busy}
          onPress={() => (resident === null ? setAsking(true) : setFolded(false))}
        >
          {busy ? '正在取…' : resident === null ? '显示姓名与房号（填写事由，将留痕）' : '再看姓名与房号'}
        </Press>
      </View>
      {asking && (
        <RevealSheet
          onReveal={(reason, note) => {
            setAsking(false)
            setFolded(false)
            onReveal(reason, note)
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </View>
  )
}

function Clear({ resident, onFold }: { readonly resident: ResidentRow; readonly onFold: () => void }) {
  const { name, phone, address, room } = resident
  return (
    <View id="resident-clear" className="resident resident-clear">
      <View className="resident-name">{room === null ? name : `${name} · ${room}`}</View>
      <View className="resident-fact">{address}</View>
      <View className="resident-ways">
        <Press
          id="call-resident"
          className="button small"
          label={`拨打 ${phone}`}
          // Somebody who changes his mind before the call is no error.
          onPress={() => void Taro.makePhoneCall({ phoneNumber: phone }).catch(() => {})}
        >
          拨打 {phone}
        </Press>
        <Press id="fold" className="button second small" onPress={onFold}>
          收起
        </Press>
      </View>
    </View>
  )
}
