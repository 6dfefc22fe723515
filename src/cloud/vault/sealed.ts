import * as v from 'valibot'

/**
 * A value at rest. `$sealed`: a keyed digest of the value at its place, which is what the log's hash counts, so that the chain
 * stays valid when the box is re-encrypted under another key, or emptied because the law asks for it. `key`: the unit's data key
 * that closed the box. `box`: IV, ciphertext and tag (`cipher.ts`); null once erased.
 *
 * An object, where every wire schema asks for a string or a list: no device can send one.
 */
export const sealedValue = v.object({ $sealed: v.string(), key: v.string(), box: v.nullable(v.string()) })
export type Sealed = Readonly<v.InferOutput<typeof sealedValue>>

export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && '$sealed' in value
}

/** An operation as the log and the table of held ones keep it: the same, with sealed values in the place of some. */
export interface StoredContent {
  readonly [member: string]: unknown
  readonly body: Readonly<Record<string, unknown>>
}
