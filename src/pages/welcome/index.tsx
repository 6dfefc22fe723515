import { View } from '@tarojs/components'
import Taro, { useLoad } from '@tarojs/taro'
import { useCallback, useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { homeOf } from '#components/tab-bar'
import type { PeopleAnswer } from '#contract/session'
import { type Role, roles } from '#domain/staff'
import { services } from '#stores/services'
import { useSession } from '#stores/session-store'
import { roleWord } from '#words/labels'
import { ScanSignIn } from './scan-sign-in'
import './index.css'

/** What each role sees, in a line. */
const sees: Readonly<Record<Role, string>> = {
  grid: '自己网格的楼栋：敲门、发资料，没有网络也能记',
  volunteer: '书记指派的几栋楼，服务期满自动收回',
  police: '本所的预警：派发、确认、回访，按时限排列',
  secretary: '全社区的分钟、百日、覆盖、人员与台账',
  street: '行动进度、各单位报送、督查与压降',
  inspector: '抽查、整改与复查',
  leader: '只看汇总，不见住户',
}

/** The first minute: who to be in the demonstration, or one's own sign-in. */
export default function Welcome() {
  const { people, busy, asking, problem, endedBy, askPeople, signIn, signInByPlatform } = useSession()
  const [unit, setUnit] = useState<string | null>(null)
  useLoad(() => void askPeople())
  const enter = async (come: Promise<boolean>): Promise<void> => {
    const role = (await come) ? useSession.getState().session?.staff.role : undefined
    if (role !== undefined) void Taro.reLaunch({ url: homeOf(role) })
  }
  const come = useCallback(() => {
    const role = useSession.getState().session?.staff.role
    if (role !== undefined) void Taro.reLaunch({ url: homeOf(role) })
  }, [])
  // Where WeChat knows the person, a cloud without a demonstration is simply the real one.
  const real = problem?.code === 4003
  const told = real ? null : problem
  const units = unitsOf(people ?? [])
  const chosenUnit = unit ?? units[0]
  const near = (people ?? []).filter(({ unitName }) => unitName === chosenUnit)
  return (
    <Screen title="敲门" sub="反诈宣传走访：敲一次门，只记一次" open>
      <View className="welcome-lead">
        记下每一次敲门，今日分钟、楼栋覆盖和半月报就都有了。没有打卡，没有轨迹，没有排名。
      </View>
      <Alert words={endedBy === null ? null : (endedBy.detail ?? endedBy.title)} />
      {services().knownByPlatform && (
        <Press className="button welcome-own" disabled={busy} onPress={() => void enter(signInByPlatform())}>
          工作人员进入
        </Press>
      )}
      {process.env.TARO_ENV === 'h5' && real && <ScanSignIn onCome={come} />}
      <Press
        id="to-join"
        className="button second welcome-own"
        onPress={() => void Taro.navigateTo({ url: '/pages/join/index' })}
      >
        我有邀请码
      </Press>
      {people !== null && people.length > 0 && (
        <>
          <Chips
            id="unit"
            label="演示：选一个单位"
            chips={units.map((name) => ({ value: name, word: name }))}
            chosen={chosenUnit === undefined ? [] : [chosenUnit]}
            onPress={setUnit}
          />
          {roles.map((role) => {
            const own = near.filter((person) => person.role === role)
            if (own.length === 0) return null
            return (
              <Section key={role} title={`${roleWord[role]} · ${sees[role]}`}>
                {own.map(({ id, name, gridName }) => (
                  <Line
                    key={id}
                    id={`person-${id}`}
                    title={name}
                    detail={[roleWord[role], gridName].filter((word) => word !== null).join(' · ')}
                    onPress={() => !busy && void enter(signIn(id))}
                  />
                ))}
              </Section>
            )
          })}
          <View className="welcome-note">演示中的社区、人员与住户均为虚构，正式安装时没有这些内容。</View>
        </>
      )}
      {people === null && asking && <View className="welcome-note">正在准备演示…</View>}
      <Alert words={told === null ? null : plain(told.code, told.title)} />
      {told !== null && (
        <Press className="button second" onPress={() => void askPeople()}>
          再试一次
        </Press>
      )}
    </Screen>
  )
}

/** Those with the most people first: a community shows more than an office with one. */
function unitsOf(people: PeopleAnswer['people']): readonly string[] {
  const sizes = new Map<string, number>()
  for (const { unitName } of people) sizes.set(unitName, (sizes.get(unitName) ?? 0) + 1)
  return [...sizes].sort(([, a], [, b]) => b - a).map(([name]) => name)
}

function plain(code: number, title: string): string {
  if (code === 4012) return `${title}。请向社区书记、派出所或街道要一个邀请码，绑定后即可进入。`
  return title
}
