import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered } from '#components/answered'
import { Chips } from '#components/chips'
import { DataTable } from '#components/data-table'
import { Empty } from '#components/empty'
import { ExportButton } from '#components/export-button'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { staffId } from '#contract/scalars'
import type { ServiceAnswer } from '#contract/service'
import { documentDate, minuteText } from '#domain/document/dates'
import type { StaffId } from '#domain/ids'
import { serviceLines, serviceTitle } from '#domain/service-document'
import { hoursText, type ServiceFigures } from '#domain/service-record'
import { addDays, dayOf, type Milliseconds } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { type SignedInStaff, useSession } from '#stores/session-store'
import { useSettings } from '#stores/settings-store'
import { shortDate } from '#words/format'
import { roleWord } from '#words/labels'
import { servingWords } from '#words/service'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import './index.css'

const spans = [
  { value: 'whole', word: '全部', days: null },
  { value: 'month', word: '近 30 天', days: 30 },
  { value: 'week', word: '近 7 天', days: 7 },
] as const
type Span = (typeof spans)[number]['value']

export default function ServicePage() {
  const person = useSession(({ session }) => session?.staff ?? null)
  const whose = useParam('staff', staffId)
  return person === null ? <Screen title="服务记录" back /> : <Service reader={person} of={whose ?? person.id} />
}

/** What somebody did, by day; to be printed, or taken out as a volunteer's certificate. Nothing of a resident is in it. */
function Service({ reader, of }: { readonly reader: SignedInStaff; readonly of: StaffId }) {
  const now = useNow()
  const [span, setSpan] = useState<Span>('whole')
  const back = spans.find(({ value }) => value === span)?.days ?? null
  const today = dayOf(now)
  const days = back === null ? { from: null, to: null } : { from: addDays(today, 1 - back), to: today }
  const query = useQuery({ action: 'service', unit: reader.unitId, staff: of, ...days })
  useReloadOnShow(query.reload)
  const { answer } = query
  const sub =
    answer === null
      ? reader.unitName
      : [answer.unitName, answer.person.name, `${roleWord[answer.person.role]} ${answer.person.number}`].join(' · ')
  return (
    <Screen title="服务记录" sub={sub} back>
      <View className="svc-aside">
        <Chips id="service-span" label="期间" chips={spans} chosen={[span]} onPress={setSpan} />
      </View>
      <Answered query={query} lines={8}>
        {(service) => <Record service={service} now={now} />}
      </Answered>
      {answer !== null && (
        <View className="svc-aside svc-take">
          {process.env.TARO_ENV === 'h5' && (
            <Press id="service-print" className="button second" onPress={() => window.print()}>
              打印本页
            </Press>
          )}
          <ExportButton
            unit={reader.unitId}
            what={{ kind: 'service', staff: of, ...days }}
            words={`导出${serviceTitle(answer.person.role)}`}
          />
          <View className="svc-note">
            {reader.role === 'secretary' && of !== reader.id
              ? '导出的文件落本单位名称和今天的日期，盖章后有效。'
              : '自己导出的不落单位名称；要盖章的证明，请社区书记在“人员与资料”里导出。'}
          </View>
        </View>
      )}
    </Screen>
  )
}

interface RecordProps {
  readonly service: ServiceAnswer
  readonly now: Milliseconds
}

function Record({ service, now }: RecordProps) {
  const { from, to, days, figures, pending, serving, asOf } = service
  const senior = useSettings((settings) => settings.senior)
  return (
    <>
      <View id="service-headline" className="svc-headline" role="heading" aria-level={2}>
        {days.length === 0 ? '这段时间没有服务记录' : `${days.length} 天，累计 ${hoursText(figures.minutes)}`}
      </View>
      <View className="svc-facts">{`${documentDate(from)}—${documentDate(to)} · ${servingWords(serving, dayOf(now))}`}</View>
      {pending > 0 && <View className="svc-held">{`手机上还有 ${pending} 条未送达，送达后会补进来。`}</View>}
      {days.length === 0 ? (
        <Empty title="还没有可以证明的服务">走访、发放资料、参加活动后自动算进来，不用打卡。</Empty>
      ) : (
        <>
          <Section title="合计">
            {serviceLines.map(({ id, word, unit }) => (
              <Line key={id} title={word} end={<View className="svc-figure">{`${figures[id]} ${unit}`}</View>} />
            ))}
          </Section>
          <Section title="每日明细">{senior ? <DayLines service={service} /> : <DayTable service={service} />}</Section>
        </>
      )}
      <View className="svc-note">
        {`由走访、发放和活动记录推算，同时进行的只算一次，每日不足一分钟的舍去；不含住户信息。数据截至 ${minuteText(asOf)}。`}
      </View>
    </>
  )
}

interface DaysProps {
  readonly service: ServiceAnswer
}

function DayTable({ service: { days, figures } }: DaysProps) {
  const lines = [
    ...days.map((day) => ({ ...day, key: day.day, name: shortDate(day.day) })),
    { ...figures, key: 'sum', name: '合计' },
  ]
  return (
    <DataTable
      label="每日明细"
      className="svc-table"
      columns={[
        { key: 'day', title: '日期', cell: ({ name }) => name },
        ...serviceLines.map(({ id, short }) => ({
          key: id,
          title: short,
          end: true,
          cell: (line: ServiceFigures) => line[id],
        })),
      ]}
      rows={lines}
      keyOf={({ key }) => key}
    />
  )
}

/** In large letters eight columns are wider than a phone: a line for each day says what was not nothing. */
function DayLines({ service: { days } }: DaysProps) {
  return days.map((day) => (
    <Line
      key={day.day}
      title={shortDate(day.day)}
      detail={serviceLines
        .filter(({ id }) => id !== 'minutes' && day[id] > 0)
        .map(({ id, short, unit }) => `${short} ${day[id]} ${unit}`)
        .join('，')}
      end={<View className="svc-figure">{`${day.minutes} 分钟`}</View>}
    />
  ))
}
