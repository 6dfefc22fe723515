import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { DayPicker } from '#components/day-picker'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import { type Condition, conditions } from '#domain/standing'
import { addDays, dayOf } from '#domain/time'
import { engine } from '#stores/field-store'
import { services } from '#stores/services'
import type { Draft, StandingView } from '#sync/engine-api'
import { standingKindWord } from '#words/activity'
import { conditionWord, periodWords } from '#words/standing'
import { wrongOf } from '../use-save'

interface ItemSheetProps {
  readonly view: StandingView
  readonly onClose: () => void
}

/** What was found there: one tap says it; a new last day, or that it was taken down. */
export function ItemSheet({ view: { row }, onClose }: ItemSheetProps) {
  const today = dayOf(services().now())
  const [note, setNote] = useState('')
  const [to, setTo] = useState(() => addDays(row.to < today ? today : row.to, 30))
  const [problem, setProblem] = useState<string | null>(null)
  const { id: paperId } = row
  const save = (draft: Draft, done: string): void => {
    const wrong = wrongOf(engine().save(draft))
    setProblem(wrong)
    if (wrong !== null) return
    void Taro.showToast({ icon: 'success', title: done })
    onClose()
  }
  const check = (condition: Condition): void => {
    const words = note.trim()
    const body = { paperId, condition, ...(words === '' ? {} : { note: words }) }
    save({ type: 'standing.check', body, after: paperId }, '已记下')
  }
  const renew = (): void => {
    if (to < today) setProblem('新的最后一天已经过去，请改一改。')
    else save({ type: 'standing.renew', body: { paperId, to }, after: paperId }, '已续期')
  }
  const remove = async (): Promise<void> => {
    const { confirm } = await Taro.showModal({
      title: '已经取下了？',
      content: `${row.place} ${standingKindWord[row.kind]}`,
    })
    if (confirm) save({ type: 'standing.remove', body: { paperId }, after: paperId }, '已取下')
  }
  return (
    <Sheet title={`${standingKindWord[row.kind]} · ${row.place}`} sub={periodWords(row, today)} onClose={onClose}>
      {row.words !== null && <View className="standing-words">{row.words}</View>}
      <TextField id="standing-note" label="看到的情况（可不填）" value={note} most={200} onChange={setNote} />
      <Chips
        id="condition"
        label="今天去看，它是"
        even
        chips={conditions.map((value) => ({ value, word: conditionWord[value] }))}
        chosen={[]}
        onPress={check}
      />
      <DayPicker id="renew-to" label="续到" value={to} onChange={setTo} />
      <Alert words={problem} />
      <View className="standing-ways">
        <Press id="renew" className="button small" onPress={renew}>
          续期
        </Press>
        <Press id="remove" className="button danger small" onPress={() => void remove()}>
          已取下
        </Press>
      </View>
    </Sheet>
  )
}
