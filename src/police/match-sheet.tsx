import { useState } from 'react'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { CaseAnswer } from '#contract/case-query'
import type { DoorId, OperationId, UnitId } from '#domain/ids'
import { DoorChoices, DoorSearch } from './door-search'
import { SheetFoot } from './sheet-foot'
import { useAct } from './use-act'

interface MatchSheetProps {
  readonly unit: UnitId
  readonly id: OperationId
  readonly police: NonNullable<CaseAnswer['police']>
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The address put right by hand: one of the doors it may mean, or another that is searched for. */
export function MatchSheet({ unit, id, police, onClose, onDone }: MatchSheetProps) {
  const [chosen, setChosen] = useState<DoorId | null>(police.doorId)
  const [address, setAddress] = useState('')
  const acting = useAct(unit, onDone)
  return (
    <Sheet title="核对地址" sub="选定后，系统才知道派谁最近、以前走访过没有" onClose={onClose}>
      <DoorChoices doors={police.candidates} chosen={chosen} onChoose={setChosen} />
      <TextField
        id="match-address"
        label={police.candidates.length === 0 ? '按地址查' : '都不是？按地址查'}
        hint="如 青枫苑 3 幢 1 单元 902"
        value={address}
        most={120}
        onChange={setAddress}
      />
      <DoorSearch unit={unit} address={address} chosen={chosen} onChoose={setChosen} />
      <SheetFoot
        word={chosen === null ? '不在本社区的楼栋里' : '就是这一户'}
        acting={acting}
        onSave={() => acting.act({ type: 'alert.match', body: { caseId: id, doorId: chosen } })}
      />
    </Sheet>
  )
}
