import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import type { CardAnswer } from '#contract/card'
import type { Problem } from '#contract/problem'
import { cardIn } from '#domain/card'
import { askCard } from '#stores/card-store'
import { clockTime } from '#words/format'
import './index.css'

/** What a resident sees who scanned the code of whoever stands at the door. Nobody has to sign in, and nothing is kept. */
export default function CardCheck() {
  const { params } = useRouter()
  const given = cardIn(`card=${decodeURIComponent(params.card ?? '')}`)
  const [card, setCard] = useState<CardAnswer | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const look = async (code: string): Promise<void> => {
    setBusy(true)
    setCard(null)
    setProblem(null)
    const answer = await askCard(code)
    setBusy(false)
    if (answer.kind === 'value') setCard(answer.value)
    else setProblem(answer.problem)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the page was opened with is looked at once
  useEffect(() => {
    if (given !== null) void look(given)
  }, [])
  return (
    <Screen title="核验工作证" back open>
      {card !== null && (
        <View className="chk-card" role="status">
          <View className={card.onDuty ? 'chk-on' : 'chk-off'} id="card-state">
            {card.onDuty ? '✓ 在岗' : '✕ 已停用'}
          </View>
          <View className="chk-unit">{card.unitName}</View>
          <View className="chk-number">工号 {card.number}</View>
          <View className="chk-words">
            {clockTime(card.serverTime)} 核验。
            {card.onDuty
              ? '工作人员不会让您转账，也不会要验证码。'
              : '这个人现在不为社区工作，请不要开门，可致电社区核实。'}
          </View>
        </View>
      )}
      {busy && <View className="chk-words">正在核验…</View>}
      {card === null && !busy && problem === null && given === null && (
        <View className="chk-words">请扫工作人员手机上的工作证二维码。</View>
      )}
      <Alert words={problem === null ? null : (problem.detail ?? problem.title)} />
      {process.env.TARO_ENV === 'weapp' && (
        <Press id="card-scan" className="button second" disabled={busy} onPress={() => void scan(look, setProblem)}>
          扫工作证二维码
        </Press>
      )}
      {problem !== null && given !== null && (
        <Press id="card-again" className="button second" disabled={busy} onPress={() => void look(given)}>
          再核验一次
        </Press>
      )}
    </Screen>
  )
}

/** Turned away from the camera: nothing happens. */
async function scan(look: (code: string) => Promise<void>, wrong: (problem: Problem) => void): Promise<void> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
    const code = cardIn(result)
    if (code === null) wrong({ code: 4013, title: '这不是工作证二维码，请对方在“我的 → 工作证”里出示' })
    else await look(code)
  } catch {}
}
