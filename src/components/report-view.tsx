import { Text, View } from '@tarojs/components'
import type { ReportAnswer } from '#contract/report'
import { last } from '#domain/last'
import {
  type FigureChange,
  type FigureLine,
  figureChanges,
  figureLines,
  type ReportFigures,
} from '#domain/report-figures'
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
}

/** How it stands, what was signed, what has come since, and every figure with its records. */
export function ReportView({ report, now, onFigure }: ReportViewProps) {
  const { content, figures } = report
  const signed = last(content.versions)
  const shown = signed === undefined || report.state === 'returned' ? figures : signed.figures
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
      {signed !== undefined && report.state !== 'returned' && (
        <Section large title={`第 ${signed.version} 版 · 已签发`}>
          <Text className="rpv-text" userSelect>
            {signed.narrative}
          </Text>
          <Words title="存在问题" words={signed.problems} />
          <Words title="下一步打算" words={signed.next} />
          <View className="rpv-hash" id="signed-hash">
            {signed.signedBy.name} {moment(signed.signedAt, now)} 签发 · 校验码 {signed.hash.toUpperCase()}
          </View>
        </Section>
      )}
      {signed !== undefined && report.state !== 'returned' && (
        <Amendments report={report} signed={signed.figures} now={now} />
      )}
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
  const signed = report.state === 'signed' || report.state === 'accepted' ? last(report.content.versions) : undefined
  const { asOf, waiting } = signed ?? report
  const held = waiting.map(({ name, pending }) => (pending > 0 ? `${name} ${pending} 条` : `${name} 没有消息`))
  return (
    <View className="rpv-complete" id="complete">
      数据截至 {moment(asOf, now)}
      {held.length === 0 ? '，所有手机均已送达' : `，尚未送达：${held.join('、')}`}
    </View>
  )
}

/** What came after the signature stands beside it: the signed version never changes. */
function Amendments({
  report,
  signed,
  now,
}: {
  readonly report: ReportAnswer
  readonly signed: ReportFigures
  readonly now: number
}) {
  const { amendments } = report.content
  const told = last(amendments)?.figures ?? signed
  const open = figureChanges(told, report.figures)
  if (amendments.length === 0 && open.length === 0) return null
  return (
    <Section large title="签发以后的更正">
      {amendments.map(({ at, by, note, hash, figures }, index) => (
        <View key={hash}>
          <View className="rpv-note">
            {by.name} {moment(at, now)} 签发更正：{note}
          </View>
          <Changes changes={figureChanges(amendments[index - 1]?.figures ?? signed, figures)} />
        </View>
      ))}
      {open.length > 0 && (
        <View id="open-changes">
          <View className="rpv-note">签发后又有记录送达，下列数字有变化，原件不变：</View>
          <Changes changes={open} />
        </View>
      )}
    </Section>
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
