import type { Operation, OperationType } from '#contract/operation'
import { isSealed, type Sealed, type StoredContent } from './sealed'
import type { UnitVault } from './unit-vault'

/** What of an operation says something about a resident, or is free words that may. */
const sealedFields: Readonly<Partial<Record<OperationType, readonly string[]>>> = {
  'alert.enter': ['name', 'phone', 'address', 'clue'],
  'alert.correct': ['name', 'phone', 'address', 'reason'],
  'alert.label': ['labels'],
  'dissuasion.call': ['note'],
  'dissuasion.dispatch': ['note'],
  'dissuasion.transfer': ['reason'],
  'dissuasion.attempt': ['note'],
  'dissuasion.confirm': ['note'],
  'dissuasion.return': ['reason'],
  'dissuasion.follow-up': ['note'],
  'dissuasion.close': ['note'],
  'dissuasion.reopen': ['reason'],
  'dissuasion.conclude': ['conclusion'],
  'resident.reveal': ['note'],
  'feedback.send': ['words'],
  'feedback.answer': ['words'],
  'crime.enter': ['address', 'phone'],
  'crime.correct': ['address', 'phone', 'reason'],
  'review.answer': ['measure'],
  'review.return': ['reason'],
  'hold.place': ['reason'],
  'hold.lift': ['reason'],
}

/** Whether it can be stored at all without a vault. */
export function needsVault({ type }: Pick<Operation, 'type'>): boolean {
  return sealedFields[type] !== undefined
}

export function sealContent(operation: Operation, vault: UnitVault | null): StoredContent {
  const fields = sealedFields[operation.type]
  const body: Record<string, unknown> = { ...operation.body }
  if (fields === undefined) return { ...operation, body }
  if (vault === null) throw new Error(`${operation.type} can't be stored without keys`)
  for (const field of fields) {
    const value = body[field]
    if (value !== undefined) body[field] = vault.seal(placeOf(operation.id, field), value)
  }
  return { ...operation, body }
}

/** What `sealContent` closed, opened again; anything else is given back as it is. An erased value is left out. */
export function openContent(content: unknown, vault: UnitVault | null): unknown {
  if (!isContent(content)) return content
  const sealed = Object.entries(content.body).filter((member): member is [string, Sealed] => isSealed(member[1]))
  if (sealed.length === 0) return content
  if (vault === null) throw new Error('A sealed content needs the keys it was sealed with')
  const opened = sealed.flatMap(([field, value]) => {
    const plain = vault.unseal(placeOf(content.id, field), value)
    return plain === null ? [] : [[field, plain] as const]
  })
  const rest = Object.entries(content.body).filter(([, value]) => !isSealed(value))
  return { ...content, body: Object.fromEntries([...rest, ...opened]) }
}

export function holdsSealed(content: unknown): boolean {
  return isContent(content) && Object.values(content.body).some(isSealed)
}

export function placeOf(operationId: string, field: string): string {
  return `${operationId}.${field}`
}

function isContent(content: unknown): content is { readonly id: string; readonly body: Record<string, unknown> } {
  return (
    typeof content === 'object' &&
    content !== null &&
    'id' in content &&
    typeof content.id === 'string' &&
    'body' in content &&
    typeof content.body === 'object' &&
    content.body !== null
  )
}
