import { View } from '@tarojs/components'
import { Empty, SignedOut } from '#components/answered'
import { Screen } from '#components/screen'
import { TabBar } from '#components/tab-bar'
import { useCases, useSyncStatus } from '#stores/field-store'
import { useNow } from '../../components/use-now'
import { CaseList } from '../case-list'
import { Desk } from '../desk'
import { freshWords } from '../sync-sub'
import { type Officer, useOfficer } from '../use-officer'
import { useWatch } from '../use-watch'
import './index.css'

export default function ConfirmPage() {
  const officer = useOfficer()
  return officer === null ? (
    <SignedOut title="待确认" hint="民警登录后查看本所的预警。" />
  ) : (
    <Confirm officer={officer} />
  )
}

/** Meetings that wait for an officer who logged none of their visits, with the evidence beside them (S29). */
function Confirm({ officer }: { readonly officer: Officer }) {
  useWatch('待确认')
  const now = useNow()
  const status = useSyncStatus()
  const waiting = useCases().filter(({ row }) => row.state === 'submitted')
  const own = waiting.filter(({ row }) => row.submitters.includes(officer.id))
  // One's own come last: nothing can be done about them here.
  const listed = [...waiting.filter((one) => !own.includes(one)), ...own]
  return (
    <Screen
      marked
      wide
      title="待确认"
      sub={`${officer.station} · ${freshWords(status, now)}`}
      tabs={<TabBar on="confirm" />}
    >
      {listed.length === 0 ? (
        <Empty words="没有等待确认的劝阻" hint="网格员提交上门结果后会出现在这里。" />
      ) : (
        <>
          <View id="headline" className="cnf-headline" role="heading" aria-level={2}>
            {headlineOf(listed.length, own.length)}
          </View>
          <Desk officer={officer} cases={listed} list={(of) => <CaseList cases={listed} {...of} />} />
        </>
      )}
    </Screen>
  )
}

function headlineOf(all: number, own: number): string {
  if (own === 0) return `${all} 件等您确认`
  return own === all ? `${own} 件是您自己提交的，等另一位民警` : `${all - own} 件等您确认，${own} 件等另一位民警`
}
