import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useEffect, useMemo } from 'react'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Ring } from '#components/ring'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { SyncLine } from '#components/sync-line'
import { homeOf, TabBar, tabsOf } from '#components/tab-bar'
import { dayOf } from '#domain/time'
import { isMine } from '#stores/case-store'
import {
  syncNow,
  useBuildings,
  useCases,
  useHeldDoors,
  useMinutes,
  useRecords,
  useScope,
  useSyncStatus,
} from '#stores/field-store'
import { ownVisits } from '#stores/own-visits'
import { useSession } from '#stores/session-store'
import { buildingToGoOn, dueToday } from '#stores/short-list'
import { takeAlong } from '#stores/take-along'
import { dateWithWeekday } from '#words/format'
import { useNow } from '../../components/use-now'
import { DraftLines } from './draft-lines'
import { DueLine } from './due-line'
import { Gap } from './gap'
import { ServiceLine } from './service-line'
import { StandingLines } from './standing-lines'
import { TaskLines } from './task-lines'
import { Week } from './week'
import './index.css'

const SHOWN = 6

/** Are we at sixty minutes today, and if not, what closes it? */
export default function Today() {
  const staff = useSession(({ session }) => session?.staff ?? null)
  const scope = useScope()
  const now = useNow()
  const today = dayOf(now)
  const minutes = useMinutes(today)
  const buildings = useBuildings()
  const held = useHeldDoors()
  const visits = ownVisits(useRecords())
  const next = useMemo(() => buildingToGoOn(buildings, held, visits), [buildings, held, visits])
  const due = useMemo(() => dueToday(buildings, held, now), [buildings, held, now])
  const tasks = useCases().filter(isMine)

  const elsewhere = staff !== null && !tabsOf(staff.role).includes('today') ? homeOf(staff.role) : null
  const { lastPulledAt } = useSyncStatus()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each pull may have brought another building
  useEffect(() => {
    if (lastPulledAt !== null && elsewhere === null) void takeAlong(buildings)
  }, [lastPulledAt])
  usePullDownRefresh(() => void syncNow().then(() => Taro.stopPullDownRefresh()))
  useEffect(() => {
    if (elsewhere !== null) void Taro.reLaunch({ url: elsewhere })
  }, [elsewhere])

  const where = [
    scope?.staff.unitName ?? staff?.unitName,
    scope?.staff.gridName ?? staff?.gridName,
    dateWithWeekday(today),
  ]
  return (
    <Screen title="今日" sub={where.filter(Boolean).join(' · ')} marked={tasks.length > 0} tabs={<TabBar on="today" />}>
      <View className="today">
        <View className="today-first">
          <View className="hero">
            <Press
              className="hero-ring"
              label={`今日宣传 ${minutes?.activityMinutes ?? 0} 分钟，目标 ${minutes?.targetMinutes ?? 60} 分钟，看怎么来的`}
              onPress={() => Taro.navigateTo({ url: '/pages/minutes/index' })}
            >
              <Ring minutes={minutes?.activityMinutes ?? 0} target={minutes?.targetMinutes ?? 60} />
            </Press>
            <View className="hero-words">
              {minutes !== null && <Gap minutes={minutes} next={next} some={buildings.length > 0} />}
              <SyncLine />
            </View>
          </View>
          <ServiceLine today={today} />
          {next !== null && (
            <Press
              id="go-on"
              className="button today-go"
              onPress={() => Taro.navigateTo({ url: `/pages/building/index?id=${next.row.id}` })}
            >
              {next.row.visited > 0 ? '继续' : '开始'} {next.row.compound} {next.row.name}
            </Press>
          )}
          <View className="today-others">
            <Press
              id="hand-out"
              className="button second small"
              onPress={() => Taro.navigateTo({ url: '/pages/leaflet/index' })}
            >
              发放资料
            </Press>
            {staff?.role !== 'volunteer' && (
              <Press
                id="log-activity"
                className="button second small"
                onPress={() => Taro.navigateTo({ url: '/pages/activity/index' })}
              >
                宣传活动
              </Press>
            )}
          </View>
        </View>
        <View className="today-rest">
          <Section title="今天要办">
            <TaskLines cases={tasks} />
            <DraftLines />
            {staff?.role === 'grid' && <StandingLines today={today} />}
            {due.slice(0, SHOWN).map((item) => (
              <DueLine key={item.kind === 'appointment' ? item.doorId : item.buildingId} item={item} now={now} />
            ))}
            {due.length === 0 && tasks.length === 0 && (
              <Line title="没有约访，也没有走到一半的楼" detail="约访到期、楼栋走到一半时会列在这里" />
            )}
            {due.length > SHOWN && (
              <Line
                title={`还有 ${due.length - SHOWN} 项`}
                onPress={() => Taro.redirectTo({ url: '/pages/doors/index' })}
              />
            )}
          </Section>
          <Section title="近七天（全社区）">
            <Week today={today} />
          </Section>
        </View>
      </View>
    </Screen>
  )
}
