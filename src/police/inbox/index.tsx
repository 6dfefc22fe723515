import { View } from '@tarojs/components'
import { useState } from 'react'
import { Empty, SignedOut } from '#components/answered'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { TabBar } from '#components/tab-bar'
import { isOpen } from '#stores/case-counts'
import { type CaseOfUnit, useCases, useSyncStatus } from '#stores/field-store'
import { useStation } from '#stores/station-store'
import { useNow } from '../../components/use-now'
import type { Sound } from '../beep'
import { CaseList } from '../case-list'
import { Desk, type ListOfCases } from '../desk'
import { goCrime, goEnter, goImport } from '../go'
import { freshWords } from '../sync-sub'
import { type Officer, useOfficer } from '../use-officer'
import { useWatch } from '../use-watch'
import { Filters } from './filters'
import { filtered, grouped, inboxHeadline, noFilter } from './groups'
import './index.css'

export default function InboxPage() {
  const officer = useOfficer()
  return officer === null ? <SignedOut title="预警" hint="民警登录后查看本所的预警。" /> : <Inbox officer={officer} />
}

/** How many of the ended ones are listed at first. */
const ENDED = 30

/** What has to be done now, over every community that the station serves (S25, S27, S28). */
function Inbox({ officer }: { readonly officer: Officer }) {
  const sound = useWatch('预警')
  const now = useNow()
  const status = useSyncStatus()
  const all = useCases()
  const [filter, setFilter] = useState(noFilter)
  const [ended, setEnded] = useState(0)
  const shown = filtered(all, filter, officer.id)
  const groups = grouped(shown, now)
  const over = shown.filter(({ row }) => !isOpen(row))
  const listed = [...groups.flatMap((group) => group.cases), ...over.slice(0, ended)]
  return (
    <Screen
      marked
      wide
      title="预警"
      sub={`${officer.station} · ${freshWords(status, now)}`}
      aside={<SoundSwitch sound={sound} />}
      tabs={<TabBar on="inbox" />}
    >
      <Desk
        officer={officer}
        cases={listed}
        list={(of) => (
          <>
            <View id="headline" className="inb-headline" role="heading" aria-level={2}>
              {inboxHeadline(shown, now)}
            </View>
            <View className="inb-ways">
              <Press id="enter" className="button" onPress={goEnter}>
                录入预警
              </Press>
              <Press id="import" className="button second" onPress={goImport}>
                从表格导入
              </Press>
              <Press id="crimes" className="button second" onPress={goCrime}>
                新发案件
              </Press>
            </View>
            <Filters officer={officer} filter={filter} onFilter={setFilter} />
            {groups.length === 0 && <Nothing filtered={filter !== noFilter && all.length > 0} />}
            {groups.map((group) => (
              <View key={group.key} id={`group-${group.key}`} className={group.urgent ? 'inb-urgent' : ''}>
                <Section title={`${group.urgent ? '! ' : ''}${group.title} ${group.cases.length}`}>
                  <CaseList cases={group.cases} {...of} />
                </Section>
              </View>
            ))}
            <Ended cases={over} most={ended} of={of} onMore={() => setEnded(ended + ENDED)} />
          </>
        )}
      />
    </Screen>
  )
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  return filtered ? (
    <Empty words="没有符合条件的预警" hint="换一个条件再看。" />
  ) : (
    <Empty words="现在没有在办的预警" hint="新预警到了会出现在这里，并响一声。" />
  )
}

interface EndedProps {
  readonly cases: readonly CaseOfUnit[]
  readonly most: number
  readonly of: ListOfCases
  readonly onMore: () => void
}

/** Confirmed and closed ones, when asked for. */
function Ended({ cases, most, of, onMore }: EndedProps) {
  if (cases.length === 0) return null
  return (
    <Section title={`已确认与已结案 ${cases.length}`}>
      <CaseList cases={cases.slice(0, most)} {...of} />
      {cases.length > most && (
        <Press id="show-ended" className="inb-more" onPress={onMore}>
          {most === 0 ? '展开' : '再看更早的'} ›
        </Press>
      )}
    </Section>
  )
}

/** A mute switch; where the browser keeps it silent until a touch, it says so. */
function SoundSwitch({ sound }: { readonly sound: Sound }) {
  const { muted, mute } = useStation()
  if (sound === 'none') return null
  return (
    <View className="inb-sound">
      <Press
        id="mute"
        role="switch"
        chosen={!muted}
        label="新预警响一声"
        className="inb-mute"
        onPress={() => mute(!muted)}
      >
        {muted ? '✕ 已静音' : '♪ 有声'}
      </Press>
      {!muted && sound === 'blocked' && <View className="inb-blocked">点一下页面后才会响</View>}
    </View>
  )
}
