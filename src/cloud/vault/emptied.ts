import { isSealed } from './sealed'

/**
 * A stored value without what its boxes held. Digests stay: they are what the log's hash counts. `boxes`: how many held something.
 */
export function emptied(value: unknown): { readonly value: unknown; readonly boxes: number } {
  if (Array.isArray(value)) {
    const parts = value.map(emptied)
    return { value: parts.map((part) => part.value), boxes: parts.reduce((sum, { boxes }) => sum + boxes, 0) }
  }
  if (typeof value !== 'object' || value === null) return { value, boxes: 0 }
  if (isSealed(value)) return { value: { ...value, box: null }, boxes: value.box === null ? 0 : 1 }
  const members = Object.entries(value).map(([key, member]) => ({ key, ...emptied(member) }))
  return {
    value: Object.fromEntries(members.map((member) => [member.key, member.value])),
    boxes: members.reduce((sum, { boxes }) => sum + boxes, 0),
  }
}
