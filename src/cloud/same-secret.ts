import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether somebody named the secret. Takes as long whatever was guessed, also of another length: the digests are compared, not the texts.
 * The one way to compare a secret here; tokens and codes of people are not compared but found by their hash.
 */
export function sameSecret(given: string | Uint8Array, secret: string | Uint8Array): boolean {
  const digest = (text: string | Uint8Array) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}
