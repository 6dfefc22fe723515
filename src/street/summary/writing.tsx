import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Section } from '#components/section'
import { Sheet } from '#components/sheet'
import { TextArea } from '#components/text-area'
import type { SummaryAnswer } from '#contract/summary'
import { keepSummaryDraft, type SummaryDraft, summaryDraft } from '#stores/summary-draft'
import { summaryKindWord } from '#words/summary'
import { useDeskAct } from '../../components/use-desk-act'
import type { OwnStreet } from '../use-street'

interface WritingProps {
  readonly street: OwnStreet
  readonly summary: SummaryAnswer
  readonly onDone: () => void
}

/** The street's own words; every letter is kept on the device until they are saved. */
export function Writing({ street, summary, onDone }: WritingProps) {
  const { id, content, composed } = summary
  const [words, setWords] = useState<SummaryDraft>(() => summaryDraft(id) ?? wordsOf(summary))
  const [kept, setKept] = useState(true)
  const [issuing, setIssuing] = useState(false)
  const acting = useDeskAct(street.id, onDone)
  // What was refused was refused for what somebody else did meanwhile: that has to be seen.
  useEffect(() => {
    if (acting.problem !== null) onDone()
  }, [acting.problem, onDone])
  const change = (part: Partial<SummaryDraft>): void => {
    const next = { ...words, ...part }
    setWords(next)
    setKept(keepSummaryDraft(id, next))
  }
  const saved = same(words, wordsOf(summary))
  // Somebody else saved since these words were begun: they are not written over, and these are not lost.
  const overtaken = !saved && words.base < content.edits
  const save = (): void =>
    acting.act({ type: 'summary.edit', body: { paperId: id, ...trimmed(words, composed) } }, () => {
      keepSummaryDraft(id, null)
      setWords({ ...words, ...trimmed(words, composed), base: words.base + 1 })
    })
  const takeTheirs = (): void => {
    keepSummaryDraft(id, null)
    setWords(wordsOf(summary))
  }
  const issue = (): void =>
    acting.act({ type: 'summary.issue', body: { paperId: id, seen: summary.seen } }, () => setIssuing(false))
  return (
    <Section large title="已自动汇总，请核对">
      <TextArea
        id="narrative"
        label="工作开展情况（按各单位签发的数字写成，可以改）"
        most={6000}
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
      {!kept && <Alert words="本机存储已满，这些文字只在屏幕上，请先保存" />}
      {overtaken && (
        <>
          <Alert words="别人刚保存过这份稿子。您写的还在本机，请核对后决定用哪一份。" />
          <View className="smy-acts">
            <Press id="take-theirs" className="button second small" onPress={takeTheirs}>
              用已保存的
            </Press>
            <Press id="keep-mine" className="button second small" onPress={() => change({ base: content.edits })}>
              用我写的
            </Press>
          </View>
        </>
      )}
      {!issuing && <Alert words={acting.problem} />}
      <View className="smy-acts">
        {saved ? (
          <Press id="issue" className="button" disabled={acting.busy} onPress={() => setIssuing(true)}>
            签发
          </Press>
        ) : (
          <Press id="save" className="button" disabled={acting.busy || overtaken} onPress={save}>
            {acting.busy ? '正在保存…' : '保存，然后再签发'}
          </Press>
        )}
      </View>
      {issuing && (
        <Sheet
          title={`签发${summaryKindWord[content.kind]}`}
          sub="签发后数字和文字不再变动，以后的变化另拟一版"
          onClose={() => setIssuing(false)}
        >
          <View className="smy-quiet">{wantedWords(summary)}</View>
          <Alert words={acting.problem} />
          <Press id="confirm-issue" className="button" disabled={acting.busy} onPress={issue}>
            {acting.busy ? '正在签发…' : '确认签发'}
          </Press>
        </Sheet>
      )}
    </Section>
  )
}

function wantedWords({ sources }: SummaryAnswer): string {
  const wanted = sources.filter(({ report }) => report === null)
  return wanted.length === 0
    ? '所有单位都已报送。'
    : `还有 ${wanted.length} 个单位没有计入：${wanted.map(({ unit }) => unit.name).join('、')}。`
}

function wordsOf({ content: { edits, narrative, problems, next } }: SummaryAnswer): SummaryDraft {
  return { base: edits, narrative, problems, next }
}

/** What nobody changed stays composed, so that it follows the figures. */
function trimmed({ base, narrative, problems, next }: SummaryDraft, composed: string): SummaryDraft {
  const own = narrative?.trim() ?? ''
  return { base, narrative: own === '' || own === composed ? null : own, problems: problems.trim(), next: next.trim() }
}

function same(a: SummaryDraft, b: SummaryDraft): boolean {
  return a.narrative === b.narrative && a.problems === b.problems && a.next === b.next
}
