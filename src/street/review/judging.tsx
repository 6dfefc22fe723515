import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { ReviewAnswer } from '#contract/review'
import { useDeskAct } from '../../components/use-desk-act'

interface JudgingProps {
  readonly review: ReviewAnswer
  readonly onDone: () => void
}

/** What the street can do now: nothing before there is an answer, nothing after it was closed. */
export function Judging({ review: { id, unit, state, returned }, onDone }: JudgingProps) {
  const [asked, setAsked] = useState<'close' | 'return' | null>(null)
  const [reason, setReason] = useState('')
  const acting = useDeskAct(unit.id, onDone)
  const close = (): void => setAsked(null)
  if (state === 'open')
    return <View className="rvw-note">{returned ? '已退回，等单位重新答复。' : '等单位答复后再审。'}</View>
  if (state === 'closed') return null
  return (
    <>
      <View className="rvw-acts">
        <Press id="ask-close" className="button" onPress={() => setAsked('close')}>
          办结
        </Press>
        <Press id="ask-return" className="button second" onPress={() => setAsked('return')}>
          退回
        </Press>
      </View>
      {asked === 'close' && (
        <Sheet title="办结这起倒查" sub="办结后单位不能再改答复，街道也不能再退回" onClose={close}>
          <Alert words={acting.problem} />
          <Press
            id="confirm-close"
            className="button"
            disabled={acting.busy}
            onPress={() => acting.act({ type: 'review.close', body: { paperId: id } }, close)}
          >
            确认办结
          </Press>
        </Sheet>
      )}
      {asked === 'return' && (
        <Sheet title="退回答复" sub="单位会收到提醒和原因，三天内重新答复" onClose={close}>
          <TextField id="return-reason" label="哪里要改" value={reason} most={200} onChange={setReason} />
          <Alert words={acting.problem} />
          <Press
            id="confirm-return"
            className="button rvw-send"
            disabled={acting.busy || reason.trim() === ''}
            onPress={() =>
              acting.act({ type: 'review.return', body: { paperId: id, reason: reason.trim() } }, () => {
                setReason('')
                close()
              })
            }
          >
            退回
          </Press>
        </Sheet>
      )}
    </>
  )
}
