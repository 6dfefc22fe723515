/**
 * A value at rest. `$sealed`: a keyed digest of the value at its place, which is what the log's hash counts, so that the chain
 * stays valid when the box is re-encrypted under another key, or emptied because the law asks for it. `key`: the unit's data key
 * that closed the box. `box`: base64url of IV, ciphertext and tag; null once erased.
 *
 * An object, where every wire schema asks for a string or a list: no device can send one.
 */
export interface Sealed {
  readonly $sealed: string
  readonly key: string
  readonly box: string | null
}

export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && '$sealed' in value
}

/** An operation as the log and the table of held ones keep it: the same, with sealed values in the place of some. */
export interface StoredContent {
  readonly [member: string]: unknown
  readonly body: Readonly<Record<string, unknown>>
}
