import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useCallback, useEffect, useState } from 'react'
import { Alert } from '#components/alert'
import { Failure, SignedOut, Skeleton } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import type { Problem } from '#contract/problem'
import { startOfDay } from '#domain/time'
import { askSessions, endSession, type OwnSession } from '#stores/devices-store'
import { services } from '#stores/services'
import { useSession } from '#stores/session-store'
import { deviceWords } from '#words/device'
import { dayWord } from '#words/format'
import './index.css'

/** Where one is signed in; what is not one's own, or not needed, ends here at once. */
export default function Devices() {
  const signedIn = useSession(({ session }) => session !== null)
  const [sessions, setSessions] = useState<readonly OwnSession[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const load = useCallback(async () => {
    setProblem(null)
    const answer = await askSessions()
    if (answer.kind === 'value') setSessions(answer.value.sessions)
    else setProblem(answer.problem)
  }, [])
  useEffect(() => {
    void load()
  }, [load])
  if (!signedIn) return <SignedOut title="已登录的设备" hint="登录后可查看自己在哪些设备上登录。" />
  const end = async (one: OwnSession | null): Promise<void> => {
    const { confirm } = await Taro.showModal({
      title: one === null ? '在全部设备上退出？' : '让这台设备退出？',
      content: `${one === null ? '包括现在这台。' : ''}马上生效。那台设备上没有送达的记录仍留在那里，本人再次登录后发送。`,
      confirmText: '退出',
      cancelText: '取消',
    })
    if (!confirm) return
    setBusy(true)
    const answer = await endSession(one?.id ?? null)
    setBusy(false)
    if (answer.kind === 'problem') return setProblem(answer.problem)
    if (one !== null && !one.here) return load()
    await useSession.getState().signOut()
    void Taro.reLaunch({ url: '/pages/welcome/index' })
  }
  return (
    <Screen back title="已登录的设备" sub="不认识的，马上让它退出">
      {sessions === null ? (
        problem === null ? (
          <Skeleton lines={3} />
        ) : (
          <Failure problem={problem} onRetry={() => void load()} />
        )
      ) : (
        <>
          {sessions.map((one) => (
            <Line
              key={one.id}
              title={deviceWords(one)}
              detail={`${one.here ? '就是这台 · ' : ''}${dayWord(one.openedAt, services().now())}登录 · 最近使用 ${dayWord(startOfDay(one.seenOn), services().now())}`}
              end={
                <Press
                  id={`end-${one.id}`}
                  className="dev-end"
                  label={`退出${deviceWords(one)}`}
                  disabled={busy}
                  onPress={() => void end(one)}
                >
                  退出
                </Press>
              }
            />
          ))}
          <View className="dev-words">“最近使用”只到哪一天，不记几点几分。登录最长 30 天，到期再扫一次码。</View>
          <Alert words={problem === null ? null : (problem.detail ?? problem.title)} />
          <Press id="end-all" className="button danger dev-all" disabled={busy} onPress={() => void end(null)}>
            全部退出
          </Press>
        </>
      )}
    </Screen>
  )
}
