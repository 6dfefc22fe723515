import { createHash, hash } from 'node:crypto'
import { isSealed } from '#cloud/vault/sealed'

/**
 * JSON with sorted keys and no spaces: one content, one text, whatever wrote it and however jsonb stored it. Of a sealed value its
 * digest counts, not the box, which may be closed anew under another key or emptied.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (isSealed(value)) return `{"$sealed":${JSON.stringify(value.$sealed)}}`
  const members = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(member)}`
  }
  return `{${text}}`
}

/** SHA-256 of the canonical form, in hex. */
export function contentHash(content: unknown): string {
  return sha256(canonical(content))
}

export function sha256(text: string): string {
  return hash === undefined ? createHash('sha256').update(text, 'utf8').digest('hex') : hash('sha256', text, 'hex')
}
