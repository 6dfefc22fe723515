/**
 * SHA-256 (FIPS 180-4) in hex. Written out because a mini program has no `crypto.subtle`, and neither has a page that is not served
 * over HTTPS; a photo's 300 KB take a few milliseconds.
 */
export function sha256(bytes: Uint8Array): string {
  const state = new Uint32Array(firstState)
  const block = new Uint32Array(64)
  const message = padded(bytes)
  const words = new DataView(message.buffer)
  for (let at = 0; at < message.length; at += 64) {
    for (let i = 0; i < 16; i++) block[i] = words.getUint32(at + i * 4)
    compress(state, block)
  }
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('')
}

/** A one, zeros, and the length in bits as 64 of them, up to whole blocks of 64 bytes. */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  message.set(bytes)
  message[bytes.length] = 0x80
  const tail = new DataView(message.buffer, message.length - 8)
  tail.setUint32(0, Math.floor(bytes.length / 0x2000_0000))
  tail.setUint32(4, bytes.length << 3)
  return message
}

/** `?? 0` never happens: it is there for the index’s type. */
function compress(state: Uint32Array, w: Uint32Array): void {
  const at = (index: number): number => w[index] ?? 0
  for (let i = 16; i < 64; i++) {
    const before15 = at(i - 15)
    const before2 = at(i - 2)
    const s0 = turned(before15, 7) ^ turned(before15, 18) ^ (before15 >>> 3)
    const s1 = turned(before2, 17) ^ turned(before2, 19) ^ (before2 >>> 10)
    w[i] = at(i - 16) + s0 + at(i - 7) + s1
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[i] ?? 0) + at(i)) | 0
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + word
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes, and of the cube roots of the first 64. */
const primes = firstPrimes(64)
const firstState = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const rounds = primes.map((prime) => fraction(Math.cbrt(prime)))

function firstPrimes(count: number): readonly number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}

/** A double's 52 bits hold the whole part and these 32 bits exactly. */
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 0x1_0000_0000)
}
