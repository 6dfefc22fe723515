import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { TextArea } from '#components/text-area'
import { LONGEST_FEEDBACK } from '#contract/feedback'
import { feedbackKinds } from '#domain/feedback'
import type { UnitId } from '#domain/ids'
import { overseesUnits, type Role } from '#domain/staff'
import { askToHearTheAnswer } from '#stores/be-told'
import { blankFeedback, type FeedbackDraft, feedbackDraft, tidyWords } from '#stores/feedback-draft'
import { feedbackKindWord } from '#words/feedback'
import { useDeskAct } from '../../components/use-desk-act'

interface FeedbackFormProps {
  readonly unit: UnitId
  readonly role: Role
  readonly onDone: () => void
}

/** A few words, with or without a network; what is written stays until it is sent. */
export function FeedbackForm({ unit, role, onDone }: FeedbackFormProps) {
  const [draft, setDraft] = useState<FeedbackDraft>(() => feedbackDraft.read() ?? blankFeedback)
  const acting = useDeskAct(unit, onDone)
  const change = (part: Partial<FeedbackDraft>): void => {
    const next = { ...draft, ...part }
    setDraft(next)
    feedbackDraft.keep(next)
  }
  const words = tidyWords(draft.words)
  const send = (): void => {
    askToHearTheAnswer()
    acting.act({ type: 'feedback.send', body: { kind: draft.kind, words } }, () => {
      feedbackDraft.keep(null)
      setDraft(blankFeedback)
    })
  }
  return (
    <View>
      <Chips
        id="feedback-kind"
        label="要说的是"
        chips={feedbackKinds.map((kind) => ({ value: kind, word: feedbackKindWord[kind] }))}
        chosen={[draft.kind]}
        onPress={(kind) => change({ kind })}
      />
      <TextArea
        id="feedback-words"
        label={`内容（最多 ${LONGEST_FEEDBACK} 字）`}
        hint="什么事、在哪里、希望怎么办"
        value={draft.words}
        most={LONGEST_FEEDBACK}
        onChange={(text) => change({ words: text })}
      />
      <View className="fdb-note">{readers(role)}请不要写居民的姓名、电话和住址。</View>
      <Alert words={acting.problem} />
      <Press id="feedback-send" className="button" disabled={acting.busy || words === ''} onPress={send}>
        {acting.busy ? '正在提交…' : '提交'}
      </Press>
    </View>
  )
}

/** Said before anybody writes, so that nobody is surprised who reads it. */
function readers(role: Role): string {
  return overseesUnits(role) || role === 'police' || role === 'secretary'
    ? '街道专班看得到，并在这里答复。'
    : '本单位书记和街道专班看得到，街道专班在这里答复。'
}
