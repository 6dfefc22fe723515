import { randomBytes } from 'node:crypto'
import { BackupRefused } from '#cloud/backup/refused'
import { seal, unseal } from '#cloud/backup/seal-stream'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const KEY = randomBytes(32).toString('base64')

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer[]> {
  const found: Buffer[] = []
  for await (const piece of stream) found.push(Buffer.from(piece))
  return found
}

const sealed = (plain: Uint8Array, key = KEY) => all(seal(pieces(plain, 10_000), key, random))
const opened = async (file: Uint8Array, key = KEY) => Buffer.concat(await all(unseal(pieces(file, 7_777), key)))

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('%i bytes come back as they were', async (count) => {
  const plain = randomBytes(count)
  expect((await opened(Buffer.concat(await sealed(plain)))).equals(plain)).toBe(true)
})

test('a passphrase opens what it sealed, and no other does', async () => {
  const file = Buffer.concat(await sealed(Buffer.from('青枫苑'), '一口气敲开两千扇门，不漏一户人家'))
  expect((await opened(file, '一口气敲开两千扇门，不漏一户人家')).toString()).toBe('青枫苑')
  await expect(opened(file, '一口气敲开两千扇门，只漏一户人家')).rejects.toThrow(BackupRefused)
  await expect(opened(file, randomBytes(32).toString('base64'))).rejects.toThrow('BACKUP_KEY 不是当时的那一把')
})

test('what was cut, swapped, left out, added or changed by a bit does not open', async () => {
  const [header, one, two, three, last] = await sealed(randomBytes(230_000))
  if (!header || !one || !two || !three || !last) throw new Error('Five pieces were expected')
  const refused = async (...parts: Uint8Array[]) => expect(opened(Buffer.concat(parts))).rejects.toThrow(BackupRefused)
  await refused()
  await refused(header)
  await refused(header, one)
  await refused(header, one, two, three)
  await refused(header, one, two, three, last.subarray(0, -1))
  await refused(header, two, one, three, last)
  await refused(header, one, three, last)
  await refused(header, one, two, three, last, Buffer.from([0]))
  await refused(header, one, two, three, last, last)
  const [other] = await sealed(randomBytes(10))
  await refused(other ?? header, one, two, three, last)
  for (const at of [0, 20, header.length + 2, header.length + 70_000, header.length + 200_000]) {
    const file = Buffer.concat([header, one, two, three, last])
    file[at] = (file[at] ?? 0) ^ 1
    await refused(file)
  }
})
