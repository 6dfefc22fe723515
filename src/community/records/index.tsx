import { View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import { Empty, Failure, SignedOut, Skeleton } from '#components/answered'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { WindowedList } from '#components/windowed-list'
import { buildingId, localDate, staffId } from '#contract/scalars'
import { activityChannels } from '#domain/activity'
import { outcomes } from '#domain/visit'
import { services } from '#stores/services'
import { useSettings } from '#stores/settings-store'
import { moment, shortDate } from '#words/format'
import { useParam } from '../../components/use-params'
import { type OwnUnit, useUnit } from '../use-unit'
import { ExportSheet } from './export-sheet'
import { RecordFilters } from './record-filters'
import { RecordLine } from './record-line'
import { type RecordFilter, type RecordPages, useRecordPages } from './use-record-pages'
import './index.css'

export default function RecordsPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="记录" /> : <Records unit={unit} />
}

const recordKind = v.picklist(['visit', 'hand-out', 'activity'])

/** Heights of a line, px: two lines of text of the mode. */
const LINE = 72
const SENIOR_LINE = 104

/** Every record behind the figures, newest first. */
function Records({ unit }: { readonly unit: OwnUnit }) {
  const now = services().now()
  const senior = useSettings((settings) => settings.senior)
  const day = useParam('day', localDate)
  const building = useParam('building', buildingId)
  const staff = useParam('staff', staffId)
  const span = { from: useParam('from', localDate), to: useParam('to', localDate) }
  const kind = useParam('kind', recordKind)
  const channel = useParam('channel', v.picklist(activityChannels))
  const outcome = useParam('outcome', v.picklist(outcomes))
  const counted = useParam('counted', v.literal('yes'))
  const late = useParam('late', v.literal('yes'))
  const [filter, setFilter] = useState<RecordFilter>({
    unit: unit.id,
    ...(span.from === null ? {} : { from: span.from }),
    ...(span.to === null ? {} : { to: span.to }),
    ...(kind === null ? {} : { kind }),
    ...(channel === null ? {} : { channel }),
    ...(outcome === null ? {} : { outcome }),
    ...(counted === null ? {} : { counted: true }),
    ...(late === null ? {} : { late: true as const }),
    ...(day === null ? {} : { day }),
    ...(building === null ? {} : { building }),
    ...(staff === null ? {} : { staff }),
  })
  const pages = useRecordPages(filter)
  const [exporting, setExporting] = useState(false)
  return (
    <Screen
      wide
      back
      title="记录"
      sub={subOf(unit, filter, pages, now)}
      aside={
        <Press id="open-export" className="button second small" onPress={() => setExporting(true)}>
          导出
        </Press>
      }
      overlay={exporting && <ExportSheet unit={unit} day={filter.day} onClose={() => setExporting(false)} />}
    >
      <RecordFilters unit={unit} filter={filter} onFilter={setFilter} />
      {pages.asOf === null ? (
        pages.problem === null ? (
          <Skeleton lines={8} />
        ) : (
          <Failure problem={pages.problem} onRetry={pages.reload} />
        )
      ) : pages.records.length === 0 ? (
        <Empty words="没有符合条件的记录" hint="换一个条件，或者等手机送达后再看。" />
      ) : (
        <View className={senior ? 'rec-list rec-senior' : 'rec-list'}>
          <WindowedList
            label="记录"
            items={pages.records}
            keyOf={({ id }) => id}
            rowHeight={senior ? SENIOR_LINE : LINE}
            row={(record) => <RecordLine record={record} now={now} />}
            onEnd={pages.next}
            foot={<Foot pages={pages} />}
          />
        </View>
      )}
    </Screen>
  )
}

function Foot({ pages }: { readonly pages: RecordPages }) {
  if (pages.problem !== null) {
    return (
      <Press className="rec-foot rec-foot-problem" onPress={pages.records.length === 0 ? pages.reload : pages.next}>
        ! {pages.problem.title}，点此重试
      </Press>
    )
  }
  if (pages.more) {
    return (
      <Press className="rec-foot" onPress={pages.next}>
        {pages.loading ? '正在读取…' : '再看更早的'}
      </Press>
    )
  }
  return <View className="rec-foot">共 {pages.records.length} 条</View>
}

function subOf(unit: OwnUnit, filter: RecordFilter, { asOf, records, more }: RecordPages, now: number): string {
  if (asOf === null) return unit.name
  const span =
    filter.from === undefined || filter.to === undefined ? '' : ` · ${shortDate(filter.from)}–${shortDate(filter.to)}`
  return `${unit.name}${span} · 已列 ${records.length} 条${more ? '，向下看更早的' : ''} · 数据截至 ${moment(asOf, now)}`
}
