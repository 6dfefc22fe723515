import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { DayPicker } from '#components/day-picker'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextArea } from '#components/text-area'
import type { ReviewAnswer } from '#contract/review'
import { gapOfRecords, reviewGaps } from '#domain/case-review'
import type { UnitId } from '#domain/ids'
import { dayOf } from '#domain/time'
import { filledReview, keepReviewDraft, keptReviewDraft, type ReviewDraft, reviewDraftOf } from '#stores/review-draft'
import { reviewGapWord } from '#words/review'
import { useDeskAct } from '../../components/use-desk-act'

interface AnswerSheetProps {
  readonly unit: UnitId
  readonly review: ReviewAnswer
  readonly now: number
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Only what no record can know; what is written stays on the device until it is handed in. */
export function AnswerSheet({ unit, review, now, onClose, onDone }: AnswerSheetProps) {
  const today = dayOf(now)
  const [draft, setDraft] = useState<ReviewDraft>(
    () => keptReviewDraft(unit, review.id) ?? reviewDraftOf(review, today),
  )
  const [wrong, setWrong] = useState<string | null>(null)
  const acting = useDeskAct(unit, onDone)
  const change = (part: Partial<ReviewDraft>): void => {
    const next = { ...draft, ...part }
    setDraft(next)
    keepReviewDraft(unit, review.id, next)
  }
  const send = (): void => {
    const filled = filledReview(draft, review, today)
    setWrong(filled.kind === 'wrong' ? filled.words : null)
    if (filled.kind === 'filled') acting.act(filled.draft, () => keepReviewDraft(unit, review.id, null))
  }
  const suggested = gapOfRecords(review.gaps)
  return (
    <Sheet title="答复倒查" sub="走访、宣传和预警已自动列出，只填记录里没有的" onClose={onClose}>
      {review.asksReach && (
        <Chips
          id="reached"
          label="记录之外，案发前当面或电话提醒过吗"
          chips={[
            { value: 'no', word: '没有' },
            { value: 'yes', word: '提醒过' },
          ]}
          chosen={draft.reached === null ? [] : [draft.reached]}
          onPress={(reached) => change({ reached: reached === 'yes' ? 'yes' : 'no' })}
        />
      )}
      {review.asksReach && draft.reached === 'yes' && (
        <DayPicker
          id="reached-on"
          label="最近一次是哪天"
          value={draft.reachedOn}
          onChange={(reachedOn) => change({ reachedOn })}
        />
      )}
      <Chips
        id="gap"
        label={suggested !== null && draft.gap === suggested ? '问题出在哪里（已按记录选好，可以改）' : '问题出在哪里'}
        chips={reviewGaps.map((value) => ({ value, word: reviewGapWord[value] }))}
        chosen={draft.gap === null ? [] : [draft.gap]}
        onPress={(gap) => change({ gap })}
      />
      <TextArea
        id="measure"
        label="采取了什么措施"
        hint="例如：当晚上门安抚，讲清投资理财骗局；同楼栋逐户再走一遍"
        value={draft.measure}
        most={400}
        onChange={(measure) => change({ measure })}
      />
      <Chips
        id="mended"
        label="整改"
        chips={[
          { value: 'due', word: '限期整改' },
          { value: 'done', word: '已经整改' },
        ]}
        chosen={[draft.mended]}
        onPress={(mended) => change({ mended: mended === 'done' ? 'done' : 'due' })}
      />
      {draft.mended === 'due' ? (
        <DayPicker id="due-by" label="哪天以前" value={draft.dueBy} onChange={(dueBy) => change({ dueBy })} />
      ) : (
        <DayPicker id="done-on" label="哪天整改好的" value={draft.doneOn} onChange={(doneOn) => change({ doneOn })} />
      )}
      <Alert words={wrong ?? acting.problem} />
      <Press id="send-review" className="button rvw-send" disabled={acting.busy} onPress={send}>
        交给街道审
      </Press>
    </Sheet>
  )
}
