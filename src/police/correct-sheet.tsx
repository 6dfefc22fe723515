import { useState } from 'react'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { OperationId, UnitId } from '#domain/ids'
import { SheetFoot } from './sheet-foot'
import { useAct } from './use-act'

interface CorrectSheetProps {
  readonly unit: UnitId
  readonly id: OperationId
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A resident's wrong name, phone or address put right; what is left empty stays as it is. */
export function CorrectSheet({ unit, id, onClose, onDone }: CorrectSheetProps) {
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [address, setAddress] = useState('')
  const [reason, setReason] = useState('')
  const acting = useAct(unit, onDone)
  const given = {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(address.trim() === '' ? {} : { address: address.trim() }),
  }
  return (
    <Sheet title="更正住户信息" sub="只写要改的；原来写的留在日志里，加密保存" onClose={onClose}>
      <TextField id="correct-name" label="姓名" value={name} most={40} onChange={setName} />
      <TextField id="correct-phone" label="电话" value={phone} most={20} onChange={setPhone} />
      <TextField id="correct-address" label="地址" value={address} most={120} onChange={setAddress} />
      <TextField id="correct-reason" label="原因" value={reason} most={200} onChange={setReason} />
      <SheetFoot
        word="更正"
        acting={acting}
        disabled={Object.keys(given).length === 0 || reason.trim() === ''}
        onSave={() => acting.act({ type: 'alert.correct', body: { caseId: id, reason: reason.trim(), ...given } })}
      />
    </Sheet>
  )
}
