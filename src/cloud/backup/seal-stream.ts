import { createCipheriv, createDecipheriv, hkdfSync, scryptSync } from 'node:crypto'
import type { Random } from '#cloud/world'
import { byteReader } from './byte-reader'
import { BackupRefused } from './refused'

/**
 * A stream that only the key opens, and only whole. A header (magic, how the key is made, salt), then frames of up to 64 KiB: length, AES-256-GCM
 * ciphertext, tag. A frame's nonce is its number and whether it is the last, and the header is authenticated with each: frames that
 * were changed, moved, taken out or cut off at the end do not open. The key is the file's own, by HKDF with its salt, so no nonce comes twice.
 */
const MAGIC = 'qiaomen backup 1\n'
const SALT = 32
const TAG = 16
const FRAME = 64 * 1024
const HEADER = MAGIC.length + 1 + SALT
/** How the master key is made of BACKUP_KEY: it is 32 bytes itself, or a passphrase for scrypt. */
const MADE_BY = { bytes: 1, passphrase: 2 } as const
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

export async function* seal(
  plain: AsyncIterable<Uint8Array>,
  secret: string,
  random: Random,
): AsyncGenerator<Uint8Array> {
  const raw = rawKey(secret)
  const salt = random.bytes(SALT)
  const header = Buffer.concat([
    Buffer.from(MAGIC),
    Buffer.from([raw === undefined ? MADE_BY.passphrase : MADE_BY.bytes]),
    salt,
  ])
  yield header
  const key = fileKey(raw ?? stretched(secret, salt), salt)
  let held = Buffer.alloc(0)
  let number = 0
  for await (const chunk of plain) {
    held = Buffer.concat([held, chunk])
    // One is always kept back: the last has to be told apart.
    while (held.length > FRAME) {
      yield frame(key, header, number, false, held.subarray(0, FRAME))
      number += 1
      held = held.subarray(FRAME)
    }
  }
  yield frame(key, header, number, true, held)
}

export async function* unseal(sealed: AsyncIterable<Uint8Array>, secret: string): AsyncGenerator<Uint8Array> {
  const { take, atEnd } = byteReader(sealed)
  const header = await take(HEADER)
  if (header?.subarray(0, MAGIC.length).toString() !== MAGIC) throw new BackupRefused('这个文件不是敲门的备份。')
  const key = keyOf(header, secret)
  let number = 0
  for (;;) {
    const length = (await take(4))?.readUInt32BE()
    if (length === undefined) throw cutOff()
    if (length > FRAME) throw altered(number)
    const box = await take(length + TAG)
    if (box === undefined) throw cutOff()
    const last = await atEnd()
    yield open(key, header, number, last, box)
    if (last) return
    number += 1
  }
}

function keyOf(header: Buffer, secret: string): Buffer {
  const salt = header.subarray(MAGIC.length + 1)
  const raw = rawKey(secret)
  if (header[MAGIC.length] === MADE_BY.passphrase) return fileKey(stretched(secret, salt), salt)
  if (raw === undefined)
    throw new BackupRefused('这份备份是用 32 字节的密钥加密的，BACKUP_KEY 却是口令：请换成那把密钥。')
  return fileKey(raw, salt)
}

/** `openssl rand -base64 32` says 44 characters; whatever else is a passphrase. */
function rawKey(secret: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]{43}=$/.test(secret) ? Buffer.from(secret, 'base64') : undefined
}

function stretched(secret: string, salt: Uint8Array): Buffer {
  return scryptSync(secret.normalize('NFC'), salt, 32, SCRYPT)
}

function fileKey(master: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', master, salt, 'qiaomen backup', 32))
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(number, 4)
  bytes[11] = last ? 1 : 0
  return bytes
}

function frame(key: Buffer, header: Buffer, number: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last)).setAAD(header)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(plain.length)
  return Buffer.concat([length, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function open(key: Buffer, header: Buffer, number: number, last: boolean, box: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last), { authTagLength: TAG }).setAAD(header)
  decipher.setAuthTag(box.subarray(box.length - TAG))
  try {
    return Buffer.concat([decipher.update(box.subarray(0, box.length - TAG)), decipher.final()])
  } catch {
    throw altered(number)
  }
}

function altered(number: number): BackupRefused {
  return new BackupRefused(
    number === 0
      ? '打不开这份备份：BACKUP_KEY 不是当时的那一把，或文件被改动过。'
      : '这份备份不完整，或被改动过：没有恢复任何内容。',
  )
}

function cutOff(): BackupRefused {
  return new BackupRefused('这份备份不完整，后面的部分丢失了：没有恢复任何内容。')
}
