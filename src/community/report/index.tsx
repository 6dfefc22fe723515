import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Press } from '#components/press'
import { ReportView } from '#components/report-view'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { TextArea } from '#components/text-area'
import type { ReportAnswer } from '#contract/report'
import { operationId } from '#contract/scalars'
import { signedNow } from '#domain/report'
import { figureChanges } from '#domain/report-figures'
import { useQuery } from '#stores/query-store'
import { keepReportDraft, type ReportDraft, reportDraft } from '#stores/report-draft'
import { shortDate } from '#words/format'
import { reportTitle } from '#words/report'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goRecord } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'
import { goFigure } from './go-figure'
import { AmendSheet, SignSheet } from './sheets'
import './index.css'

export default function ReportPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="半月报" hint="登录后可查看本单位的半月报。" /> : <OneReport unit={unit} />
}

/** It wrote itself; read it, put it in your own words where you like, sign it (S11, N04). */
function OneReport({ unit }: { readonly unit: OwnUnit }) {
  const now = useNow()
  const id = useParam('id', operationId)
  const query = useQuery<'report'>(id === null ? null : { action: 'report', unit: unit.id, id })
  useReloadOnShow(query.reload)
  const { answer } = query
  if (id === null)
    return (
      <Screen back title="半月报">
        <Empty words="没有指明是哪份半月报" hint="请从半月报列表打开。" />
      </Screen>
    )
  return (
    <Screen
      wide
      back
      title={answer === null ? '半月报' : reportTitle(answer.content.due)}
      sub={
        answer === null ? unit.name : `${unit.name} · ${shortDate(answer.content.from)}–${shortDate(answer.content.to)}`
      }
    >
      <Answered query={query} lines={10}>
        {(report) => (
          <>
            <Writing key={`${report.id} ${report.state}`} unit={unit} report={report} onDone={query.reload} />
            <ReportView
              report={report}
              now={now}
              onFigure={({ source }) => goFigure(source, report.content)}
              onRecord={goRecord}
            />
          </>
        )}
      </Answered>
    </Screen>
  )
}

interface WritingProps {
  readonly unit: OwnUnit
  readonly report: ReportAnswer
  readonly onDone: () => void
}

function Writing({ unit, report, onDone }: WritingProps) {
  const [sheet, setSheet] = useState<'sign' | 'amend' | null>(null)
  const close = (): void => setSheet(null)
  const done = (): void => {
    close()
    onDone()
  }
  const writable = report.state === 'draft' || report.state === 'returned'
  return (
    <>
      {writable ? (
        <Draft unit={unit} report={report} onSign={() => setSheet('sign')} />
      ) : (
        isAmendable(report) && (
          <View className="rep-acts">
            <Press id="open-amend" className="button second" onPress={() => setSheet('amend')}>
              签发更正
            </Press>
          </View>
        )
      )}
      {sheet === 'sign' && <SignSheet unit={unit.id} report={report} onClose={close} onDone={done} />}
      {sheet === 'amend' && <AmendSheet unit={unit.id} report={report} onClose={close} onDone={done} />}
    </>
  )
}

function isAmendable({ content, figures }: ReportAnswer): boolean {
  const signed = signedNow(content)
  return signed !== null && figureChanges(signed.figures, figures).length > 0
}

/** The unit's own words; every letter is kept on the device until they are saved. */
function Draft({
  unit,
  report,
  onSign,
}: {
  readonly unit: OwnUnit
  readonly report: ReportAnswer
  readonly onSign: () => void
}) {
  const { id, content, composed } = report
  const [words, setWords] = useState<ReportDraft>(() => reportDraft(unit.id, id) ?? wordsOf(report))
  const acting = useDeskAct(unit.id, () => {})
  const change = (part: Partial<ReportDraft>): void => {
    const next = { ...words, ...part }
    setWords(next)
    keepReportDraft(unit.id, id, next)
  }
  const saved = same(words, wordsOf(report))
  const save = (then: () => void): void =>
    acting.act({ type: 'report.edit', body: { paperId: id, ...trimmed(words, composed) } }, () => {
      keepReportDraft(unit.id, id, null)
      then()
    })
  return (
    <Section large title={content.versions.length === 0 ? '已自动拟好，请核对' : '修改后重新签发'}>
      <TextArea
        id="narrative"
        label="工作开展情况（按记录自动写成，可以改）"
        most={4000}
        value={words.narrative ?? composed}
        onChange={(narrative) => change({ narrative })}
      />
      {words.narrative !== null && words.narrative !== composed && (
        <Press id="recompose" className="link" onPress={() => change({ narrative: null })}>
          用自动写成的文字
        </Press>
      )}
      <TextArea
        id="problems"
        label="存在问题（可不填）"
        most={2000}
        value={words.problems}
        onChange={(problems) => change({ problems })}
      />
      <TextArea
        id="next"
        label="下一步打算（可不填）"
        most={2000}
        value={words.next}
        onChange={(next) => change({ next })}
      />
      <Alert words={acting.problem} />
      <View className="rep-acts">
        <Press id="sign" className="button" disabled={acting.busy} onPress={() => (saved ? onSign() : save(onSign))}>
          {acting.busy ? '正在保存…' : '签发'}
        </Press>
        {!saved && (
          <Press id="save" className="button second" disabled={acting.busy} onPress={() => save(() => {})}>
            先保存，稍后再签
          </Press>
        )}
      </View>
    </Section>
  )
}

function wordsOf({ content: { narrative, problems, next } }: ReportAnswer): ReportDraft {
  return { narrative, problems, next }
}

/** What nobody changed stays composed, so that it follows the figures. */
function trimmed({ narrative, problems, next }: ReportDraft, composed: string): ReportDraft {
  const own = narrative?.trim() ?? ''
  return { narrative: own === '' || own === composed ? null : own, problems: problems.trim(), next: next.trim() }
}

function same(a: ReportDraft, b: ReportDraft): boolean {
  return a.narrative === b.narrative && a.problems === b.problems && a.next === b.next
}
