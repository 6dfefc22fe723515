import { View } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import { Press } from '#components/press'
import { Qr } from '#components/qr'
import { scanText } from '#domain/scan-link'
import { useScan } from '#stores/scan-store'
import { services } from '#stores/services'

/** So often a code that ran out is replaced by itself; then somebody has to be there who asks for one. */
const MOST_RENEWALS = 5

/** On a computer: a code for the mini program, which asks there whether this browser may come in (F21). */
export function ScanSignIn({ onCome }: { readonly onCome: () => void }) {
  const { ticket, problem, open, askOnce, close } = useScan()
  const renewals = useRef(0)
  useEffect(() => {
    void open()
    return close
  }, [open, close])
  useEffect(() => {
    if (ticket === null) return
    let timer: ReturnType<typeof setTimeout> | null = null
    const again = () => {
      timer = setTimeout(async () => {
        timer = null
        if (services().now() >= ticket.until && renewals.current < MOST_RENEWALS) {
          renewals.current += 1
          return open()
        }
        if (await askOnce()) return onCome()
        if (useScan.getState().ticket === ticket) again()
      }, ticket.askEvery)
    }
    again()
    return () => {
      if (timer !== null) clearTimeout(timer)
    }
  }, [ticket, open, askOnce, onCome])
  const renew = () => {
    renewals.current = 0
    void open()
  }
  return (
    <View className="welcome-scan">
      {ticket !== null && (
        <>
          <Qr
            id="scan-qr"
            text={scanText(ticket.scan, window.location.href.replace(/#.*$/, ''))}
            label="登录二维码，用手机上的敲门扫一扫"
          />
          <View className="welcome-compare" id="scan-compare">
            核对数字 <View className="welcome-digits">{ticket.compare}</View>
          </View>
          <View className="welcome-note">
            手机上打开“敲门”小程序，在“我的 → 扫码登录电脑”扫一扫，核对数字后点“允许”。
          </View>
        </>
      )}
      {problem !== null && (
        <>
          <View className="welcome-note" role="alert">
            {problem.detail ?? problem.title}
          </View>
          <Press id="scan-again" className="button second welcome-own" onPress={renew}>
            刷新二维码
          </Press>
        </>
      )}
    </View>
  )
}
