import { scrypt } from 'node:crypto'

/** One for all codes: a code has to be found by what it hashes to. */
const SALT = 'qiaomen invitation'

/** Dear on purpose (some 50 ms, 16 MB): whoever has a copy of the table can't try the 3 × 10¹¹ codes before they expire. */
export function codeHash(code: string): Promise<string> {
  return new Promise((resolve, reject) =>
    scrypt(code, SALT, 32, (error, key) => (error === null ? resolve(key.toString('hex')) : reject(error))),
  )
}
