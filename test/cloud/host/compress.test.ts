import { gunzipSync } from 'node:zlib'
import { compress, LEAST_COMPRESSED_BYTES, readsGzip } from '#cloud/host/compress'

test.each([
  ['gzip', true],
  ['gzip, deflate, br', true],
  ['br;q=1.0, GZIP;q=0.2', true],
  ['x-gzip', true],
  ['*', true],
  ['*;q=0', false],
  ['gzip;q=0, *', false],
  ['gzip; q=0.000', false],
  ['br, identity', false],
  ['gzip;q=much', false],
  ['', false],
  [undefined, false],
])('a caller that sends accept-encoding %p reads gzip: %p', (header, reads) => {
  expect(readsGzip(header)).toBe(reads)
})

test('a long answer comes zipped and is the same text, also of 中文', async () => {
  const text = '青枫苑 3幢'.repeat(200)
  const { bytes, headers } = await compress(text, { 'accept-encoding': 'gzip' })
  expect(headers).toEqual({ vary: 'accept-encoding', 'content-encoding': 'gzip' })
  expect(bytes.length).toBeLessThan(Buffer.byteLength(text) / 10)
  expect(gunzipSync(bytes).toString()).toBe(text)
})

test('one that is short, or for a caller that does not read it, comes as it is', async () => {
  const short = 'x'.repeat(LEAST_COMPRESSED_BYTES - 1)
  expect(await compress(short, { 'accept-encoding': 'gzip' })).toEqual({ bytes: Buffer.from(short), headers: {} })
  const long = `${short}x`
  expect(await compress(long, {})).toEqual({ bytes: Buffer.from(long), headers: { vary: 'accept-encoding' } })
})
