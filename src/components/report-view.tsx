import { Text, View } from '@tarojs/components'
import type { ReportAnswer } from '#contract/report'
import type { OperationId } from '#domain/ids'
import { type Arrival, type SignedNow, signedNow } from '#domain/report'
import { type FigureChange, type FigureLine, figureChanges, figureLines } from '#domain/report-figures'
import { dayOf } from '#domain/time'
import { moment, shortDate } from '#words/format'
import { receiptSign, receiptWord, reportStateWord } from '#words/report'
import { Line } from './line'
import { ReportExport } from './report-export'
import { Section } from './section'
import './report-view.css'

interface ReportViewProps {
  readonly report: ReportAnswer
  readonly now: number
  /** Opens the records behind a figure; absent where the reader may not see them. */
  readonly onFigure?: (line: FigureLine) => void
  /** Opens one of the records that came later. */
  readonly onRecord?: (id: OperationId) => void
}

/** How it stands, what was signed, what has come since, and every figure with its records. */
export function ReportView({ report, now, onFigure, onRecord }: ReportViewProps) {
  const { content, figures } = report
  // What was sent back is not what holds any more: the figures are those of now.
  const signed = report.state === 'returned' ? null : signedNow(content)
  const version = signed?.version
  const shown = version?.figures ?? figures
  return (
    <View>
      <View className="rpv-head">
        <View className="rpv-state">{reportStateWord[report.state]}</View>
        <View className={report.receipt === 'missing' || report.receipt === 'late' ? 'rpv-late' : 'rpv-receipt'}>
          {receiptSign[report.receipt]} {receiptWord[report.receipt]}
        </View>
        <ReportExport report={report} />
      </View>
      <Complete report={report} now={now} />
      {content.returns.map(({ at, by, reason }) => (
        <Line
          key={at}
          lead={shortDate(dayOf(at))}
          title={`${by} 退回：${reason}`}
          urgent={report.state === 'returned'}
        />
      ))}
      {version !== undefined && (
        <Section large title={`第 ${version.version} 版 · 已签发`}>
          <Text className="rpv-text" userSelect>
            {version.narrative}
          </Text>
          <Words title="存在问题" words={version.problems} />
          <Words title="下一步打算" words={version.next} />
          <View className="rpv-hash" id="signed-hash">
            {version.signedBy.name} {moment(version.signedAt, now)} 签发 · 校验码 {version.hash.toUpperCase()}
          </View>
        </Section>
      )}
      {signed !== null && <Amendments report={report} signed={signed} now={now} onRecord={onRecord} />}
      <Section large title="数字和它的记录">
        <View className="rpv-figures">
          {figureLines(shown).map((line) => (
            <Line
              key={line.id}
              id={`figure-${line.id.replace('.', '-')}`}
              title={line.word}
              end={<Figure value={line.value} unit={line.unit} />}
              {...(onFigure === undefined ? {} : { onPress: () => onFigure(line) })}
            />
          ))}
        </View>
      </Section>
    </View>
  )
}

/** A figure never looks more final than it is (N04). */
function Complete({ report, now }: { readonly report: ReportAnswer; readonly now: number }) {
  const signed = report.state === 'signed' || report.state === 'accepted' ? signedNow(report.content) : null
  const { asOf, waiting } = signed?.version ?? report
  const held = waiting.map(({ name, pending }) => (pending > 0 ? `${name} ${pending} 条` : `${name} 没有消息`))
  return (
    <View className="rpv-complete" id="complete">
      数据截至 {moment(asOf, now)}
      {held.length === 0 ? '，所有手机均已送达' : `，尚未送达：${held.join('、')}`}
    </View>
  )
}

interface AmendmentsProps {
  readonly report: ReportAnswer
  readonly signed: SignedNow
  readonly now: number
  readonly onRecord: ReportViewProps['onRecord']
}

/** What came after the signature stands beside it: the signed version never changes. */
function Amendments({ report, signed, now, onRecord }: AmendmentsProps) {
  const { amendments, version } = signed
  const open = figureChanges(signed.figures, report.figures)
  if (amendments.length === 0 && open.length === 0) return null
  return (
    <Section large title="签发以后的更正">
      {amendments.map(({ at, by, note, hash, figures, records, arrivals }, index) => (
        <View key={hash}>
          <View className="rpv-note">
            {by.name} {moment(at, now)} 签发更正：{note}
          </View>
          <Changes changes={figureChanges(amendments[index - 1]?.figures ?? version.figures, figures)} />
          <Arrivals records={records} arrivals={arrivals} now={now} onRecord={onRecord} />
        </View>
      ))}
      {open.length > 0 && (
        <View id="open-changes">
          <View className="rpv-note">签发后又有记录送达，下列数字有变化，原件不变：</View>
          <Changes changes={open} />
          <Arrivals records={report.records} arrivals={report.arrivals} now={now} onRecord={onRecord} />
        </View>
      )}
    </Section>
  )
}

const arrivalWord: Readonly<Record<Arrival['kind'], string>> = { visit: '走访', 'hand-out': '发放', activity: '活动' }
/** More than these are a number. */
const SHOWN = 10

interface ArrivalsProps {
  readonly records: readonly Arrival[]
  readonly arrivals: number
  readonly now: number
  readonly onRecord: ReportViewProps['onRecord']
}

/** Which records it was that came, or were changed, after the signature (N04). */
function Arrivals({ records, arrivals, now, onRecord }: ArrivalsProps) {
  if (arrivals === 0) return null
  return (
    <>
      <View className="rpv-note">
        签发后送达或改动的记录 {arrivals} 条{arrivals > SHOWN ? `，最近 ${SHOWN} 条：` : '：'}
      </View>
      {records.slice(0, SHOWN).map(({ id, kind, at }) => (
        <Line
          key={id}
          id={`arrival-${id}`}
          title={`${arrivalWord[kind]} ${moment(at, now)}`}
          {...(onRecord === undefined ? {} : { onPress: () => onRecord(id) })}
        />
      ))}
    </>
  )
}

function Changes({ changes }: { readonly changes: readonly FigureChange[] }) {
  return (
    <>
      {changes.map(({ id, word, unit, before, now }) => (
        <Line key={id} title={word} end={<Figure value={`${before} → ${now}`} unit={unit} />} />
      ))}
    </>
  )
}

function Figure({ value, unit }: { readonly value: number | string; readonly unit: string }) {
  return (
    <View>
      <Text className="rpv-value">{value}</Text>
      <Text className="rpv-unit">{unit}</Text>
    </View>
  )
}

function Words({ title, words }: { readonly title: string; readonly words: string }) {
  return words === '' ? null : (
    <Section title={title}>
      <Text className="rpv-text" userSelect>
        {words}
      </Text>
    </Section>
  )
}
