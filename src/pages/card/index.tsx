import { View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { Alert } from '#components/alert'
import { SignedOut } from '#components/answered'
import { Press } from '#components/press'
import { Qr } from '#components/qr'
import { Screen } from '#components/screen'
import type { Problem } from '#contract/problem'
import { cardText } from '#domain/card'
import { MINUTE } from '#domain/time'
import { askOwnCode, type OwnCode } from '#stores/card-store'
import { useSession } from '#stores/session-store'
import { useNow } from '../../components/use-now'
import './index.css'

/** Shown at a door that is not opened to strangers: scanned, it says unit, number and 在岗, and nothing else (F13). */
export default function CardPage() {
  const staff = useSession(({ session }) => session?.staff ?? null)
  const now = useNow()
  const [own, setOwn] = useState<OwnCode | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const renew = useCallback(async () => {
    setProblem(null)
    const answer = await askOwnCode()
    if (answer.kind === 'value') setOwn(answer.value)
    else setProblem(answer.problem)
  }, [])
  useEffect(() => {
    void renew()
  }, [renew])
  if (staff === null) return <SignedOut title="工作证" hint="登录后可出示工作证。" />
  const left = own === null ? 0 : Math.ceil((own.until - Math.max(now, own.made)) / MINUTE)
  const page = webPage()
  return (
    <Screen back title="工作证" sub={staff.unitName}>
      <View className="crd-number">工号 {staff.number}</View>
      {own !== null && left > 0 && (
        <>
          <View className="crd-code">
            <Qr id="card-qr" text={cardText(own.code, page)} label="工作证二维码" />
          </View>
          <View className="crd-words" id="card-left">
            {left} 分钟内有效。扫码的人只看到单位、工号和是否在岗，看不到姓名和别的。
          </View>
          {page === null && <View className="crd-words">请对方用“敲门”里的“核验工作证”扫一扫。</View>}
        </>
      )}
      {own !== null && left <= 0 && <View className="crd-words">二维码已过期。</View>}
      <Alert words={problem === null ? null : (problem.detail ?? problem.title)} />
      <Press id="renew" className="button second crd-renew" onPress={() => void renew()}>
        {own === null && problem === null ? '正在生成…' : '换一个二维码'}
      </Press>
    </Screen>
  )
}

/** The web app's own address, which any phone's camera opens. */
function webPage(): string | null {
  return process.env.TARO_ENV === 'h5' ? window.location.href.replace(/#.*$/, '') : null
}
