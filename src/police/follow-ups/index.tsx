import { View } from '@tarojs/components'
import { useState } from 'react'
import { Empty, SignedOut } from '#components/answered'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { TabBar } from '#components/tab-bar'
import { dayOf, type LocalDate } from '#domain/time'
import { useCases, useSyncStatus } from '#stores/field-store'
import { useNow } from '../../components/use-now'
import { useWide } from '../../components/use-wide'
import { CaseList } from '../case-list'
import { Desk } from '../desk'
import { freshWords } from '../sync-sub'
import { type Officer, useOfficer } from '../use-officer'
import { useWatch } from '../use-watch'
import { type FollowUpGroup, followUpGroups, weeksAhead } from './groups'
import { Weeks } from './weeks'
import './index.css'

export default function FollowUpsPage() {
  const officer = useOfficer()
  return officer === null ? (
    <SignedOut title="回访" hint="民警登录后查看本所的预警。" />
  ) : (
    <FollowUps officer={officer} />
  )
}

/** Who has to be asked again, and when (S30). */
function FollowUps({ officer }: { readonly officer: Officer }) {
  useWatch('回访')
  const now = useNow()
  const wide = useWide()
  const status = useSyncStatus()
  const cases = useCases()
  const [day, setDay] = useState<LocalDate | null>(null)
  const ofDay = cases.filter(({ row }) => day === null || (row.due !== null && dayOf(row.due.at) === day))
  // A day whose last follow-up was made shows all of them again.
  const groups = followUpGroups(day !== null && ofDay.some(({ row }) => row.state === 'confirmed') ? ofDay : cases, now)
  const listed = groups.flatMap((group) => group.cases)
  return (
    <Screen
      marked
      wide
      title="回访"
      sub={`${officer.station} · ${freshWords(status, now)}`}
      tabs={<TabBar on="follow-ups" />}
    >
      {listed.length === 0 ? (
        <Empty words="没有待回访的人" hint="确认一次劝阻时约定回访，就会排在这里。" />
      ) : (
        <>
          <View id="headline" className="fup-headline" role="heading" aria-level={2}>
            {headlineOf(followUpGroups(cases, now))}
          </View>
          <Desk
            officer={officer}
            cases={listed}
            list={(of) => (
              <>
                {wide && (
                  <Weeks weeks={weeksAhead(cases, dayOf(now))} today={dayOf(now)} chosen={day} onPick={setDay} />
                )}
                {groups.map((group) => (
                  <View
                    key={group.key}
                    id={`group-${group.key}`}
                    className={group.key === 'overdue' ? 'fup-overdue' : ''}
                  >
                    <Section title={`${group.key === 'overdue' ? '! ' : ''}${group.title} ${group.cases.length}`}>
                      <CaseList cases={group.cases} {...of} />
                    </Section>
                  </View>
                ))}
              </>
            )}
          />
        </>
      )}
    </Screen>
  )
}

function headlineOf(groups: readonly FollowUpGroup[]): string {
  const count = (key: FollowUpGroup['key']): number => groups.find((group) => group.key === key)?.cases.length ?? 0
  const overdue = count('overdue')
  const today = count('today')
  const parts = [...(overdue > 0 ? [`${overdue} 件逾期`] : []), ...(today > 0 ? [`今天 ${today} 件`] : [])]
  return parts.length === 0 ? '今天没有要回访的' : parts.join('，')
}
