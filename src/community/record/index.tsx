import { View } from '@tarojs/components'
import { Answered, Empty, SignedOut } from '#components/answered'
import { RecordTimeline } from '#components/record-timeline'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { Mark } from '#components/ways-and-marks'
import type { RecordAnswer } from '#contract/record-query'
import { operationId } from '#contract/scalars'
import { dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { useStreetSettings } from '#stores/street-settings'
import { moment } from '#words/format'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { eventWord, isUndone, marksOf, markWord } from '../records/words'
import { type OwnUnit, useUnit } from '../use-unit'
import { ActivityVersions } from './activity-versions'
import { CountedFor } from './counted-for'
import { factsOf } from './facts'
import './index.css'

export default function RecordPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="记录" /> : <OneRecord unit={unit} />
}

/** The very record behind a figure, with everything that ever stood in it (F04). */
function OneRecord({ unit }: { readonly unit: OwnUnit }) {
  const now = services().now()
  const id = useParam('id', operationId)
  const query = useQuery(id === null ? null : { action: 'record', unit: unit.id, id })
  useReloadOnShow(query.reload)
  const { answer } = query
  if (id === null) {
    return (
      <Screen back title="记录">
        <Empty words="没有指明是哪条记录" hint="请从记录列表或某一天的明细打开。" />
      </Screen>
    )
  }
  return (
    <Screen
      wide
      back
      title={answer?.record.place ?? '记录'}
      sub={
        answer === null
          ? unit.name
          : `${moment(answer.record.at, now)} · ${answer.record.staffName} · 第 ${answer.seq} 号`
      }
    >
      <Answered query={query} lines={8}>
        {(found) => <RecordView answer={found} unit={unit} />}
      </Answered>
    </Screen>
  )
}

function RecordView({ answer, unit }: { readonly answer: RecordAnswer; readonly unit: OwnUnit }) {
  const now = services().now()
  const settings = useStreetSettings()
  const { record, versions, activityVersions } = answer
  const count = versions.length + activityVersions.length
  const undone = isUndone(record)
  return (
    <View className="one-columns">
      <View className="one-facts">
        <View className="one-event" role="heading" aria-level={2}>
          {eventWord(record)}
          {marksOf(record).map((mark) => (
            <Mark key={mark} tone={mark === 'undone' ? 'quiet' : mark === 'over-stock' ? 'urgent' : 'again'}>
              {markWord[mark]}
            </Mark>
          ))}
        </View>
        {factsOf(answer, settings, now).map(({ name, value }) => (
          <View key={name} className="one-fact">
            <View className="one-name">{name}</View>
            <View className="one-value">{value}</View>
          </View>
        ))}
        <CountedFor record={record} unit={unit} day={dayOf(record.at)} />
      </View>
      {count > 0 && (
        <View className="one-versions">
          <Section large title={count === 1 ? '原始记录' : `${count} 个版本`}>
            {versions.length > 0 && <RecordTimeline versions={versions} undone={undone} now={now} />}
            {activityVersions.length > 0 && <ActivityVersions versions={activityVersions} undone={undone} now={now} />}
          </Section>
        </View>
      )}
    </View>
  )
}
