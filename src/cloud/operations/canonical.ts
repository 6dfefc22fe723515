import { createHash } from 'node:crypto'
import { isSealed } from '#cloud/vault/sealed'

/**
 * JSON with sorted keys and no spaces: one content, one text, whatever wrote it and however jsonb stored it. Of a sealed value its
 * digest counts, not the box, which may be closed anew under another key or emptied.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (isSealed(value)) return `{"$sealed":${JSON.stringify(value.$sealed)}}`
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
  return `{${members.join(',')}}`
}

/** SHA-256 of the canonical form, in hex. */
export function contentHash(content: unknown): string {
  return sha256(canonical(content))
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
