import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { Role } from '#domain/staff'
import { casesNeeding } from '#stores/case-store'
import { type CaseOfUnit, useCases, useSyncStatus } from '#stores/field-store'
import { useSession } from '#stores/session-store'
import { Press } from './press'
import './tab-bar.css'

export type Tab =
  | 'today'
  | 'doors'
  | 'tasks'
  | 'me'
  | 'day'
  | 'calendar'
  | 'coverage'
  | 'cases'
  | 'inbox'
  | 'confirm'
  | 'follow-ups'
  | 'street'

const tabs: Readonly<Record<Tab, { readonly word: string; readonly sign: string; readonly url: string }>> = {
  today: { word: '今日', sign: '◔', url: '/pages/today/index' },
  doors: { word: '走访', sign: '▦', url: '/pages/doors/index' },
  tasks: { word: '任务', sign: '◷', url: '/pages/tasks/index' },
  me: { word: '我的', sign: '◯', url: '/pages/me/index' },
  day: { word: '今日', sign: '◔', url: '/community/day/index' },
  calendar: { word: '百日', sign: '▤', url: '/community/calendar/index' },
  coverage: { word: '覆盖', sign: '▦', url: '/community/coverage/index' },
  cases: { word: '任务', sign: '◷', url: '/community/cases/index' },
  inbox: { word: '预警', sign: '◈', url: '/police/inbox/index' },
  confirm: { word: '待确认', sign: '☑', url: '/police/confirm/index' },
  street: { word: '街道', sign: '▤', url: '/street/home/index' },
  'follow-ups': { word: '回访', sign: '▤', url: '/police/follow-ups/index' },
}

/** What a role sees below; the first is where it lands after signing in. */
export function tabsOf(role: Role): readonly Tab[] {
  switch (role) {
    case 'grid':
    case 'volunteer':
      return ['today', 'doors', 'tasks', 'me']
    case 'secretary':
      return ['day', 'calendar', 'coverage', 'cases', 'me']
    case 'police':
      return ['inbox', 'confirm', 'follow-ups', 'me']
    case 'street':
    case 'inspector':
    case 'leader':
      return ['street', 'me']
    default:
      return role satisfies never
  }
}

export function homeOf(role: Role): string {
  const [first = 'me'] = tabsOf(role)
  return tabs[first].url
}

/** Own tabs rather than the platform's: they differ by role, and a mini program's are fixed at build time. */
export function TabBar({ on }: { readonly on: Tab }) {
  const staff = useSession(({ session }) => session?.staff ?? null)
  const { quarantined } = useSyncStatus()
  const cases = useCases()
  if (staff === null) return null
  const needing = casesNeeding(staff.role, cases, staff.id)
  return (
    <View className="tab-bar" role="tablist" aria-label="主菜单">
      {tabsOf(staff.role).map((tab) => (
        <Press
          key={tab}
          id={`tab-${tab}`}
          role="tab"
          chosen={tab === on}
          className={`tab${tab === on ? ' tab-on' : ''}`}
          onPress={() => {
            if (tab !== on) void Taro.redirectTo({ url: tabs[tab].url })
          }}
        >
          <View className="tab-sign" aria-hidden>
            {tabs[tab].sign}
          </View>
          <View>{tabs[tab].word}</View>
          <Badge
            count={tab === 'me' ? quarantined : needing.filter((each) => tabOfCase(each) === tab).length}
            word={tab === 'me' ? '条被退回' : '件待办'}
          />
        </Press>
      ))}
    </View>
  )
}

/** Where a case that waits for this person is found. */
function tabOfCase({ row }: CaseOfUnit): Tab {
  if (row.part !== 'officer') return 'tasks'
  if (row.state === 'submitted') return 'confirm'
  return row.state === 'confirmed' ? 'follow-ups' : 'inbox'
}

function Badge({ count, word }: { readonly count: number; readonly word: string }) {
  if (count === 0) return null
  return (
    <View className="tab-badge" role="img" aria-label={`${count} ${word}`}>
      {count}
    </View>
  )
}
