import type { CaseAnswer } from '#contract/case-query'
import type { OperationId, UnitId } from '#domain/ids'
import { ReasonSheet } from './reason-sheet'

interface HoldSheetProps {
  readonly unit: UnitId
  readonly id: OperationId
  readonly hold: NonNullable<CaseAnswer['police']>['hold']
  readonly onClose: () => void
  readonly onDone: () => void
}

/** 依法保留 is placed or lifted with a reason; while it stands nothing of the case is erased (F24). */
export function HoldSheet({ id, hold, ...sheet }: HoldSheetProps) {
  const held = hold !== null && hold !== undefined
  return (
    <ReasonSheet
      {...sheet}
      title={held ? '解除依法保留' : '依法保留'}
      sub={held ? '解除后按保存期限处理' : '保留期间，到期和本人申请都不删除这件任务的任何内容'}
      label="原因"
      word={held ? '解除保留' : '保留'}
      most={200}
      draftOf={(reason) => ({
        type: held ? 'hold.lift' : 'hold.place',
        body: { about: 'case', caseId: id, reason },
      })}
    />
  )
}
