import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { InviteAnswer } from '#contract/enrolment'
import { invitationText, spellCode } from '#domain/invitation'
import { services } from '#stores/services'
import { moment } from '#words/format'
import { Press } from './press'
import { Qr } from './qr'
import { Sheet } from './sheet'
import './invitation-code.css'

/** A code that was just made, once and large. */
export function InvitationCode({ made, onClose }: { readonly made: InviteAnswer; readonly onClose: () => void }) {
  const page = webPage()
  const text = invitationText(made.code, page)
  const scanWords = page === null ? '请对方打开“敲门”，在“我有邀请码”里扫一扫' : '请对方用手机扫一扫'
  return (
    <Sheet title="邀请码" sub="只显示这一次，请当面出示或抄下。" onClose={onClose}>
      <Qr id="invite-qr" text={text} label={`邀请码 ${[...made.code].join(' ')} 的二维码`} />
      <View id="invite-code" className="inv-code" aria-label={`邀请码 ${[...made.code].join(' ')}`}>
        {spellCode(made.code)}
      </View>
      <View className="inv-words">
        {`${scanWords}，或点“我有邀请码”输入。可用 ${made.uses} 次，${moment(made.expiresAt, services().now())} 到期。`}
      </View>
      <View className="inv-actions">
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

/** The app's own address on the web. A mini program has none: its code is read by its own scanner. */
function webPage(): string | null {
  return process.env.TARO_ENV === 'h5' ? window.location.href.replace(/#.*$/, '') : null
}
