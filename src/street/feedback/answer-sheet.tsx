import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import type { ListedFeedback } from '#components/feedback-card'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextArea } from '#components/text-area'
import { LONGEST_FEEDBACK } from '#contract/feedback'
import { answerDraft, tidyWords } from '#stores/feedback-draft'
import { roleWord } from '#words/labels'
import { useDeskAct } from '../../components/use-desk-act'

interface AnswerSheetProps {
  readonly feedback: ListedFeedback
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Answered once, so whoever answers sees again what was asked; what is written stays when the sheet is closed. */
export function AnswerSheet({ feedback: { id, unit, by, words }, onClose, onDone }: AnswerSheetProps) {
  const kept = answerDraft(id)
  const [answer, setAnswer] = useState(() => kept.read() ?? '')
  const acting = useDeskAct(unit.id, onDone)
  const said = tidyWords(answer)
  return (
    <Sheet title={`答复${by.name}（${roleWord[by.role]}）`} sub={words ?? ''} onClose={onClose}>
      <TextArea
        id="answer-words"
        label="答复，本人会收到提醒；答复后不能再改"
        hint="怎么办、谁办、什么时候办好"
        value={answer}
        most={LONGEST_FEEDBACK}
        onChange={(text) => {
          setAnswer(text)
          kept.keep(text)
        }}
      />
      <Alert words={acting.problem} />
      <View className="sfb-acts">
        <Press
          id="send-answer"
          className="button"
          disabled={acting.busy || said === ''}
          onPress={() =>
            acting.act({ type: 'feedback.answer', body: { paperId: id, words: said } }, () => kept.keep(null))
          }
        >
          {acting.busy ? '正在答复…' : '答复'}
        </Press>
      </View>
    </Sheet>
  )
}
