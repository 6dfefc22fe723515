import { createHash } from 'node:crypto'
import { sha256 } from '#platform/sha256'

const bytes = (length: number) => new Uint8Array(length).map((_, index) => (index * 151 + length) % 256)

test('gives what every other SHA-256 gives, at each length around a block and for a whole photo', () => {
  for (const length of [...Array.from({ length: 131 }, (_, index) => index), 1000, 300 * 1024])
    expect([length, sha256(bytes(length))]).toEqual([length, createHash('sha256').update(bytes(length)).digest('hex')])
})
