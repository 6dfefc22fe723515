import { useState } from 'react'
import { Chips } from '#components/chips'
import { Sheet } from '#components/sheet'
import { type PoliceLabel, policeLabels } from '#domain/alert'
import type { OperationId, UnitId } from '#domain/ids'
import { labelWord } from '#words/dissuasion'
import { SheetFoot } from './sheet-foot'
import { useAct } from './use-act'

interface LabelSheetProps {
  readonly unit: UnitId
  readonly id: OperationId
  readonly labels: readonly PoliceLabel[]
  readonly onClose: () => void
  readonly onDone: () => void
}

export const labelChips = policeLabels.map((value) => ({ value, word: labelWord[value] }))

export function toggled<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one]
}

/** S24: known to the police alone; everybody else sees a neutral task. */
export function LabelSheet({ unit, id, labels, onClose, onDone }: LabelSheetProps) {
  const [chosen, setChosen] = useState(labels)
  const acting = useAct(unit, onDone)
  return (
    <Sheet title="标签" sub="只有民警可见；网格员、志愿者和社区都看不到" onClose={onClose}>
      <Chips
        many
        id="label"
        label="人员标签"
        chips={labelChips}
        chosen={chosen}
        onPress={(label) => setChosen(toggled(chosen, label))}
      />
      <SheetFoot
        word={chosen.length === 0 ? '不加标签' : '保存标签'}
        acting={acting}
        onSave={() => acting.act({ type: 'alert.label', body: { caseId: id, labels: [...chosen] } })}
      />
    </Sheet>
  )
}
