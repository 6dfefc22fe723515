import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { sm4 } from 'sm-crypto-v2'
import { type Cipher, type CipherId, cipherIdOf, cipherIds, cipherOf } from '#cloud/vault/cipher'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const key = random.bytes(32)
const plain = Buffer.from('欧阳秀英 19987654321')

describe.each(cipherIds)('%s', (id) => {
  let cipher: Cipher
  beforeAll(async () => {
    cipher = await cipherOf(id)
  })

  test('opens what it closed, of any length, and says in the box which cipher it was', () => {
    for (const length of [0, 1, 15, 16, 17, 31, 32, 300]) {
      const bytes = Buffer.from(random.bytes(length))
      const box = cipher.close(key, 'u1 o1.name', bytes, random)
      expect(cipherIdOf(box)).toBe(id)
      expect(cipher.open(key, 'u1 o1.name', box).equals(bytes)).toBe(true)
    }
  })

  test('does not open when any byte of the box was changed, when it was cut, at another place, or with another key', () => {
    const box = cipher.close(key, 'u1 o1.name', plain, random)
    const [head = '', text = ''] = box.split('.')
    const bytes = Buffer.from(text, 'base64url')
    for (let index = 0; index < bytes.length; index += 1) {
      const other = Buffer.from(bytes)
      other[index] = (other[index] ?? 0) ^ 1
      expect(() => cipher.open(key, 'u1 o1.name', `${head}.${other.toString('base64url')}`)).toThrow()
    }
    for (let length = 0; length < bytes.length; length += 1)
      expect(() =>
        cipher.open(key, 'u1 o1.name', `${head}.${bytes.subarray(0, length).toString('base64url')}`),
      ).toThrow()
    expect(() => cipher.open(key, 'u1 o1.phone', box)).toThrow()
    expect(() => cipher.open(random.bytes(32), 'u1 o1.name', box)).toThrow()
  })

  test('closes the same value differently each time', () => {
    const boxes = Array.from({ length: 50 }, () => cipher.close(key, 'p', plain, random))
    expect(new Set(boxes).size).toBe(50)
  })

  test('does not open a box of the other cipher under the same key', async () => {
    const other: CipherId = id === 'sm4-gcm' ? 'aes-256-gcm' : 'sm4-gcm'
    const box = (await cipherOf(other)).close(key, 'p', plain, random)
    expect(() => cipher.open(key, 'p', box)).toThrow('A box of another cipher')
    expect(() => cipher.open(key, 'p', box.replace(other, id))).toThrow()
  })
})

test('a box from before there were two ciphers is AES-256-GCM, and opens', async () => {
  const iv = random.bytes(12)
  const aes = createCipheriv('aes-256-gcm', key, iv)
  aes.setAAD(Buffer.from('u1 o1.name'))
  const box = Buffer.concat([iv, aes.update(plain), aes.final(), aes.getAuthTag()]).toString('base64url')
  expect(cipherIdOf(box)).toBe('aes-256-gcm')
  expect((await cipherOf('aes-256-gcm')).open(key, 'u1 o1.name', box).equals(plain)).toBe(true)
})

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))

test('SM4-GCM is that of RFC 8998, appendix A.1', () => {
  const sealed = sm4.encrypt(
    hex(
      `AAAAAAAAAAAAAAAA BBBBBBBBBBBBBBBB CCCCCCCCCCCCCCCC DDDDDDDDDDDDDDDD
         EEEEEEEEEEEEEEEE FFFFFFFFFFFFFFFF EEEEEEEEEEEEEEEE AAAAAAAAAAAAAAAA`.replaceAll(/\s/g, ''),
    ),
    hex('0123456789ABCDEFFEDCBA9876543210'),
    {
      mode: 'gcm',
      iv: hex('00001234567800000000ABCD'),
      associatedData: hex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2'),
      output: 'array',
      outputTag: true,
    },
  )
  const { output, tag = new Uint8Array() } = sealed
  expect(Buffer.from(output).toString('hex').toUpperCase()).toBe(
    '17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D',
  )
  expect(Buffer.from(tag).toString('hex').toUpperCase()).toBe('83DE3541E4C2B58177E065A9BF7B62EC')
})

/** GHASH by its definition (NIST SP 800-38D): bit by bit, slow, and written without a look at the library. */
function ghash(subkey: Buffer, aad: Buffer, text: Buffer): bigint {
  const h = BigInt(`0x${subkey.toString('hex')}`)
  const times = (x: bigint) => {
    let [z, v] = [0n, h]
    for (let bit = 127n; bit >= 0n; bit -= 1n) {
      if ((x >> bit) & 1n) z ^= v
      v = v & 1n ? (v >> 1n) ^ (0xe1n << 120n) : v >> 1n
    }
    return z
  }
  const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((16 - (bytes.length % 16)) % 16)])
  const lengths = Buffer.alloc(16)
  lengths.writeBigUInt64BE(BigInt(aad.length * 8))
  lengths.writeBigUInt64BE(BigInt(text.length * 8), 8)
  const all = Buffer.concat([padded(aad), padded(text), lengths])
  let y = 0n
  for (let at = 0; at < all.length; at += 16) y = times(y ^ BigInt(`0x${all.subarray(at, at + 16).toString('hex')}`))
  return y
}

test('what it closes is what OpenSSL’s SM4 and GCM’s definition give, for places and values of every length', async () => {
  const cipher = await cipherOf('sm4-gcm')
  const sm4Key = Buffer.from(hkdfSync('sha256', key, '', 'qiaomen sm4-gcm', 16))
  const block = (bytes: Buffer) => {
    const ecb = createCipheriv('sm4-ecb', sm4Key, null).setAutoPadding(false)
    return Buffer.concat([ecb.update(bytes), ecb.final()])
  }
  const counter = (iv: Buffer, count: number) => {
    const bytes = Buffer.alloc(16)
    iv.copy(bytes)
    bytes.writeUInt32BE(count, 12)
    return bytes
  }
  for (let length = 0; length < 50; length += 1) {
    const bytes = Buffer.from(random.bytes(length))
    const place = 'p'.repeat(length % 37)
    const box = Buffer.from(cipher.close(key, place, bytes, random).slice('sm4-gcm.'.length), 'base64url')
    const [iv, text, tag] = [box.subarray(0, 12), box.subarray(12, -16), box.subarray(-16)]
    const ctr = createCipheriv('sm4-ctr', sm4Key, counter(iv, 2))
    expect(text.equals(Buffer.concat([ctr.update(bytes), ctr.final()]))).toBe(true)
    const mask = BigInt(`0x${block(counter(iv, 1)).toString('hex')}`)
    const expected = ghash(block(Buffer.alloc(16)), Buffer.from(place), text) ^ mask
    expect(tag.toString('hex')).toBe(expected.toString(16).padStart(32, '0'))
  }
})
