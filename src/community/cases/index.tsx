import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { CaseCard } from '#components/case-card'
import { Segments } from '#components/choice-chip'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { TabBar } from '#components/tab-bar'
import type { CaseRow } from '#contract/pull'
import { type CaseCounts, caseCounts, countWords, isOpen } from '#stores/case-counts'
import { moment } from '#words/format'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goCase } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'
import { useCasePages } from './use-case-pages'
import './index.css'

export default function CasesPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="见面劝阻" hint="登录后可查看本社区的劝阻任务。" /> : <Cases unit={unit} />
}

const shows = [
  { value: 'open', word: '进行中' },
  { value: 'follow-up', word: '待回访' },
  { value: 'all', word: '全部' },
] as const
type Show = (typeof shows)[number]['value']

/** Does anything wait too long in this community? Masked, and nothing that only the police may know. */
function Cases({ unit }: { readonly unit: OwnUnit }) {
  const now = useNow()
  const [show, setShow] = useState<Show>('open')
  const pages = useCasePages(unit.id)
  useReloadOnShow(pages.reload)
  const { answer } = pages
  return (
    <Screen
      marked
      wide
      title="见面劝阻"
      sub={answer === null ? unit.name : `${unit.name} · 数据截至 ${moment(answer.asOf, now)}`}
      tabs={<TabBar on="cases" />}
    >
      <Answered query={pages} lines={8}>
        {({ cases, more }) => {
          const listed = cases.filter((row) => isShown(row, show))
          return (
            <>
              <CountLine counts={caseCounts(cases, now)} more={more} />
              <View className="css-filter">
                <Segments label="看哪些" choices={shows} value={show} onChoose={setShow} />
              </View>
              {listed.length === 0 && <Nothing show={show} />}
              <View className="css-list">
                {listed.map((row) => (
                  <CaseCard key={row.id} row={row} onPress={() => goCase(row.id)} />
                ))}
              </View>
              {more && (
                <Press id="more-cases" className="button second" disabled={pages.loading} onPress={pages.next}>
                  {pages.loading ? '正在读取…' : '再看更早的'}
                </Press>
              )}
            </>
          )
        }}
      </Answered>
    </Screen>
  )
}

function isShown(row: CaseRow, show: Show): boolean {
  switch (show) {
    case 'open':
      return isOpen(row)
    case 'follow-up':
      return row.state === 'confirmed' && row.due !== null
    case 'all':
      return true
    default:
      return show satisfies never
  }
}

/** `4 进行中 · 1 临期 · 12 已确认 · 3 待回访`; open ones come first, so only the later figures may grow with another page. */
export function CountLine({ counts, more }: { readonly counts: CaseCounts; readonly more: boolean }) {
  return (
    <View id="case-counts" className="css-counts">
      <View className="css-figure">{counts.open}</View>
      {countWords(counts)}
      {more ? '（只算已列出的）' : ''}
    </View>
  )
}

function Nothing({ show }: { readonly show: Show }) {
  return show === 'open' ? (
    <Empty words="没有进行中的劝阻" hint="派出所下发后会出现在这里。" />
  ) : (
    <Empty words={show === 'all' ? '还没有过劝阻任务' : '没有待回访的'} />
  )
}
