import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useCallback, useEffect, useState } from 'react'
import { Alert } from '#components/alert'
import { SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import type { Problem } from '#contract/problem'
import type { ScanLookAnswer } from '#contract/scan'
import { scanIn } from '#domain/scan-link'
import { answerScan, lookAtScan } from '#stores/scan-store'
import { useSession } from '#stores/session-store'
import { deviceWords } from '#words/device'
import { clockTime } from '#words/format'
import './index.css'

const notACode: Problem = { code: 4100, title: '这不是登录用的二维码，请扫电脑上“敲门”首页的二维码' }

/** Lets one's own computer in: what waits there, from where, with which number; 允许 or 不是我 (F21). */
export default function Allow() {
  const { params } = useRouter()
  const staff = useSession(({ session }) => session?.staff ?? null)
  const [scan, setScan] = useState(() => codeGiven(params))
  const [asked, setAsked] = useState<ScanLookAnswer | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const look = useCallback(async (code: string) => {
    setBusy(true)
    setProblem(null)
    const answer = await lookAtScan(code)
    setBusy(false)
    if (answer.kind === 'value') setAsked(answer.value)
    else setProblem(answer.problem)
  }, [])
  useEffect(() => {
    if (scan !== null && staff !== null) void look(scan)
  }, [scan, staff, look])
  if (staff === null) return <SignedOut title="在电脑上登录" hint="先在这台手机上登录，再扫电脑上的二维码。" />
  const say = async (allow: boolean): Promise<void> => {
    if (scan === null) return
    setBusy(true)
    const answer = await answerScan(scan, allow)
    setBusy(false)
    if (answer.kind === 'problem') return setProblem(answer.problem)
    setProblem(null)
    setDone(allow ? '已允许，电脑上几秒内会进入。' : '已拒绝，那台电脑没有登录。若不是您打开的，请提醒同事不要代扫。')
  }
  const again = async (): Promise<void> => {
    const scanned = await scannedCode()
    if (scanned === null) return
    const code = scanIn(scanned)
    setAsked(null)
    setDone(null)
    setScan(code)
    setProblem(code === null ? notACode : null)
  }
  return (
    <Screen back title="在电脑上登录" sub={`${staff.unitName} · ${staff.name}`}>
      {done !== null ? (
        <View id="allow-done" className="allow-words" role="status">
          {done}
        </View>
      ) : asked !== null ? (
        <>
          <View className="allow-words">有一台电脑要以您的身份登录。请核对两边的数字，不同就点“不是我”。</View>
          <View id="allow-compare" className="allow-compare" aria-label={`核对数字 ${[...asked.compare].join(' ')}`}>
            {asked.compare}
          </View>
          <Line title="设备" detail={deviceWords(asked)} />
          <Line title="网络地址" detail={`${asked.address ?? '不明'}（服务器看到的，不代表具体位置）`} />
          <Line title="打开时间" detail={clockTime(asked.openedAt)} />
          <Press id="allow-yes" className="button allow-act" disabled={busy} onPress={() => void say(true)}>
            允许登录
          </Press>
          <Press id="allow-no" className="button danger allow-act" disabled={busy} onPress={() => void say(false)}>
            不是我
          </Press>
        </>
      ) : (
        scan === null && (
          <View className="allow-words">
            在电脑浏览器中打开“敲门”，首页会显示二维码。只扫您自己面前的电脑；别人发来的二维码不要扫。
          </View>
        )
      )}
      <Alert words={problem === null ? null : (problem.detail ?? problem.title)} />
      {process.env.TARO_ENV === 'weapp' && (asked === null || done !== null) && (
        <Press id="allow-scan" className="button allow-act" disabled={busy} onPress={() => void again()}>
          扫电脑上的二维码
        </Press>
      )}
    </Screen>
  )
}

/** By a link's `scan`, a mini program code's `scene`, or the ordinary link (`q`) that WeChat opened the mini program by. */
function codeGiven(params: Readonly<Partial<Record<string, string>>>): string | null {
  for (const given of [params.scan, params.scene, params.q])
    if (given !== undefined) return scanIn(decodeURIComponent(given))
  return null
}

/** Null: turned away from the camera. */
async function scannedCode(): Promise<string | null> {
  try {
    return (await Taro.scanCode({ scanType: ['qrCode'] })).result
  } catch {
    return null
  }
}
