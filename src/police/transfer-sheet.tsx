import { useState } from 'react'
import { Answered } from '#components/answered'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { StaffId } from '#domain/ids'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import type { CaseSheetProps } from './case-sheets'
import { choosable, isOfTeam } from './duty-words'
import { PeopleList } from './people-list'
import { SheetFoot } from './sheet-foot'
import { useAct } from './use-act'

/** S28: to another grid worker; the time to accept begins anew. */
export function TransferSheet({ unit, row, onClose, onDone }: CaseSheetProps) {
  const [to, setTo] = useState<StaffId | null>(null)
  const [reason, setReason] = useState('')
  const duty = useQuery({ action: 'duty', unit, id: row.id })
  const acting = useAct(unit, onDone)
  const now = services().now()
  return (
    <Sheet title="转派给另一位网格员" sub="转出的人手机上不再显示住户；接单时限重新计" onClose={onClose}>
      <Answered query={duty} lines={4}>
        {({ people }) => (
          <PeopleList
            id="transfer"
            label="转给谁"
            people={people
              .filter((person) => person.role === 'grid' && !isOfTeam(row, person.id))
              .map((person) => choosable(person, now))}
            chosen={to === null ? [] : [to]}
            empty="没有别的在岗网格员"
            onPress={setTo}
          />
        )}
      </Answered>
      <TextField id="transfer-reason" label="原因" value={reason} most={200} onChange={setReason} />
      <SheetFoot
        word="转派"
        acting={acting}
        disabled={to === null || reason.trim() === ''}
        onSave={() => {
          if (to === null) return
          acting.act({ type: 'dissuasion.transfer', body: { caseId: row.id, to, reason: reason.trim() } })
        }}
      />
    </Sheet>
  )
}
