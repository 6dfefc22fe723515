import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { crc32 } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'
import { zipChunks } from '#cloud/export/zip-chunks'
import { joined } from '../../support/chunks'

const at = Date.parse('2021-04-14T23:30:59+08:00')

async function* inThree() {
  yield '走访'
  yield ''
  yield '一户'.repeat(100_000)
}

/** What the directory at the end says of each file. */
function directoryOf(archive: Buffer) {
  const found: { path: string; time: number; crc: number; packed: number; size: number; offset: number }[] = []
  let from = archive.readUInt32LE(archive.length - 22 + 16)
  for (let files = archive.readUInt16LE(archive.length - 22 + 10); files > 0; files -= 1) {
    expect(archive.toString('latin1', from, from + 4)).toBe('PK\x01\x02')
    const [time, crc, packed, size] = [12, 16, 20, 24].map((field) => archive.readUInt32LE(from + field))
    const end = from + 46 + archive.readUInt16LE(from + 28)
    const path = archive.toString('latin1', from + 46, end)
    const offset = archive.readUInt32LE(from + 42)
    found.push({ path, time: time ?? 0, crc: crc ?? 0, packed: packed ?? 0, size: size ?? 0, offset })
    from = end
  }
  expect(from).toBe(archive.length - 22)
  return found
}

test('an archive holds what was given, with sums by which a damaged copy is noticed', async () => {
  const archive = Buffer.from(
    await joined(
      zipChunks(
        [
          { path: 'a.xml', text: '<a/>' },
          { path: 'b/long.xml', text: inThree() },
          { path: 'none', text: '' },
        ],
        at,
      ),
    ),
  )
  const files = Object.entries(unzipSync(archive))
  expect(files.map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([
    ['a.xml', '<a/>'],
    ['b/long.xml', `走访${'一户'.repeat(100_000)}`],
    ['none', ''],
  ])
  for (const [index, { path, crc, packed, size, offset }] of directoryOf(archive).entries()) {
    const bytes = files[index]?.[1] ?? new Uint8Array()
    expect([path, crc, size]).toEqual([files[index]?.[0], crc32(bytes), bytes.length])
    // Behind the file the same once more, for whoever reads without the directory.
    const end = offset + 30 + path.length + packed
    expect(archive.toString('latin1', offset, offset + 4)).toBe('PK\x03\x04')
    expect([0, 4, 8, 12].map((field) => archive.readUInt32LE(end + field))).toEqual([0x08074b50, crc, packed, size])
  }
})

test('its times are Shanghai’s, on whichever machine', async () => {
  const archive = Buffer.from(await joined(zipChunks([{ path: 'a', text: '' }], at)))
  const [entry] = directoryOf(archive)
  const { time = 0 } = entry ?? {}
  const fields = [(time >>> 25) + 1980, (time >>> 21) & 15, (time >>> 16) & 31, (time >>> 11) & 31, (time >>> 5) & 63]
  expect([...fields, (time & 31) * 2]).toEqual([2021, 4, 14, 23, 30, 58])
})

test('whoever stops reading stops the making, too', async () => {
  const ended = new PassThrough()
  async function* endless() {
    try {
      for (;;) yield `${Math.random()}`.repeat(1_000)
    } finally {
      ended.end()
    }
  }
  const heard = once(ended, 'finish')
  for await (const chunk of zipChunks([{ path: 'a', text: endless() }], at)) if (chunk.length > 1_000) break
  await heard
})
