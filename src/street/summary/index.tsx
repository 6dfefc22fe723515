import { Text, View } from '@tarojs/components'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { operationId } from '#contract/scalars'
import type { SummaryAnswer } from '#contract/summary'
import { figureLines } from '#domain/report-figures'
import type { SummarySource } from '#domain/summary'
import { useQuery } from '#stores/query-store'
import { moment, shortDate } from '#words/format'
import { receiptSign, receiptWord } from '#words/report'
import { sourceNewsWord, summaryStateWord, summaryTitle } from '#words/summary'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'
import { SummaryExport } from './summary-export'
import { Writing } from './writing'
import './index.css'

export default function SummaryPage() {
  const street = useStreet()
  return street === null || street.role === 'leader' ? (
    <SignedOut title="汇总和专报" hint="街道专班、督导组登录后可查看。" />
  ) : (
    <OneSummary street={street} />
  )
}

/** Made of what the units signed: read it, put it in your own words, issue it. Issued it stays as it is (S36). */
function OneSummary({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const id = useParam('id', operationId)
  const query = useQuery<'summary'>(id === null ? null : { action: 'summary', unit: street.id, id })
  useReloadOnShow(query.reload)
  const { answer } = query
  if (id === null)
    return (
      <Screen back title="汇总和专报">
        <Empty words="没有指明是哪一份" hint="请从汇总和专报的列表打开。" />
      </Screen>
    )
  return (
    <Screen
      wide
      back
      title={answer === null ? '汇总和专报' : summaryTitle(answer.content)}
      sub={
        answer === null
          ? street.name
          : `${street.name} · ${shortDate(answer.content.from)}–${shortDate(answer.content.to)}`
      }
    >
      <Answered query={query} lines={10}>
        {(summary) => (
          <>
            <View className="smy-head">
              <View className="smy-state" id="summary-state">
                {summaryStateWord[summary.state]}
              </View>
              <SummaryExport summary={summary} />
            </View>
            {summary.content.issued === null ? (
              <Draft street={street} summary={summary} now={now} onDone={query.reload} />
            ) : (
              <Issued summary={summary} issued={summary.content.issued} now={now} />
            )}
          </>
        )}
      </Answered>
    </Screen>
  )
}

interface DraftProps {
  readonly street: OwnStreet
  readonly summary: SummaryAnswer
  readonly now: number
  readonly onDone: () => void
}

function Draft({ street, summary, now, onDone }: DraftProps) {
  const { content, composed, sources, figures, asOf } = summary
  return (
    <>
      <View className="smy-quiet">数据截至 {moment(asOf, now)}，签发前随各单位报送更新</View>
      {street.role === 'street' ? (
        <Writing key={summary.id} street={street} summary={summary} onDone={onDone} />
      ) : (
        <Words title="工作开展情况" words={content.narrative ?? composed} />
      )}
      <Sources sources={sources} />
      <Figures figures={figures} />
    </>
  )
}

interface IssuedProps {
  readonly summary: SummaryAnswer
  readonly issued: NonNullable<SummaryAnswer['content']['issued']>
  readonly now: number
}

function Issued({ summary, issued, now }: IssuedProps) {
  return (
    <>
      <View className="smy-hash" id="issued-hash">
        {issued.issuedBy.name} {moment(issued.issuedAt, now)} 签发 · 校验码 {issued.hash.toUpperCase()}
      </View>
      {summary.changes.length > 0 && (
        <Section large title="签发以后的变化">
          <View className="smy-quiet" id="changes">
            签发的版本不变；要用新的数字，请另拟一版。
          </View>
          {summary.changes.map(({ unit, news }) => (
            <Line key={unit.id} title={unit.name} end={sourceNewsWord[news]} />
          ))}
        </Section>
      )}
      <Words title="工作开展情况" words={issued.narrative} />
      <Words title="存在问题" words={issued.problems} />
      <Words title="下一步打算" words={issued.next} />
      <Sources sources={issued.sources} />
      <Figures figures={issued.figures} />
    </>
  )
}

function Words({ title, words }: { readonly title: string; readonly words: string }) {
  return words === '' ? null : (
    <Section large title={title}>
      <Text className="smy-text" userSelect>
        {words}
      </Text>
    </Section>
  )
}

/** In the order of the list, which is nobody's rank; what is still wanted stands out by its sign and word. */
function Sources({ sources }: { readonly sources: readonly SummarySource[] }) {
  return (
    <Section large title={`各单位 ${sources.length} 个`}>
      <View className="smy-figures">
        {sources.map(({ unit, receipt, report }) => (
          <Line
            key={unit.id}
            title={unit.name}
            detail={
              report === null
                ? '没有计入'
                : `第 ${report.version} 版${report.amendments === 0 ? '' : `，更正 ${report.amendments} 次`}`
            }
            urgent={receipt === 'missing'}
            end={`${receiptSign[receipt]} ${receiptWord[receipt]}`}
          />
        ))}
      </View>
    </Section>
  )
}

function Figures({ figures }: { readonly figures: SummaryAnswer['figures'] }) {
  return (
    <Section large title="已报送单位合计">
      <View className="smy-figures">
        {figureLines(figures).map(({ id, word, value, unit }) => (
          <Line
            key={id}
            title={word}
            end={
              <View>
                <Text className="smy-value">{value}</Text>
                <Text className="smy-unit">{unit}</Text>
              </View>
            }
          />
        ))}
      </View>
    </Section>
  )
}
