import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import { VisitForm } from '#components/visit-form'
import type { OperationOf } from '#contract/operation'
import type { VisitContent } from '#domain/visit'
import { engine } from '#stores/field-store'
import { services } from '#stores/services'
import { tidy } from '#stores/visit-store'

interface MendVisitProps {
  readonly operation: OperationOf<'visit.log'> | OperationOf<'visit.amend'>
  readonly title: string
  readonly onClose: () => void
}

/** A visit that was sent back, in the form it was made with. */
export function MendVisit({ operation, title, onClose }: MendVisitProps) {
  const [content, setContent] = useState<VisitContent>(operation.body)
  const [reason, setReason] = useState(operation.type === 'visit.amend' ? operation.body.reason : '')
  const [problem, setProblem] = useState<string | null>(null)
  const save = (): void => {
    const body =
      operation.type === 'visit.log'
        ? {
            doorId: operation.body.doorId,
            startedAt: operation.body.startedAt,
            ...tidy(content),
            ...(operation.body.location === undefined ? {} : { location: operation.body.location }),
          }
        : { visitId: operation.body.visitId, reason, ...tidy(content) }
    const result = engine().edit(operation.id, body)
    if (result.kind === 'saved') onClose()
    else setProblem(result.problem.title)
  }
  return (
    <Sheet title={title} sub="改好后自动再发" onClose={onClose}>
      <VisitForm content={content} now={services().now()} onChange={setContent} />
      {operation.type === 'visit.amend' && (
        <TextField label="更正原因" value={reason} most={200} onChange={setReason} />
      )}
      <Alert words={problem} />
      <View className="mend-save">
        <Press className="button" onPress={save}>
          保存并重发
        </Press>
      </View>
    </Sheet>
  )
}
