/** Text, bytes and hex, without `TextEncoder` and `btoa`, which a mini program lacks. */

export function bytesOfText(text: string): Uint8Array {
  const escaped = encodeURIComponent(text)
  const bytes: number[] = []
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(escaped.charCodeAt(at))
  }
  return new Uint8Array(bytes)
}

/** Throws where the bytes are no UTF-8. */
export function textOfBytes(bytes: Uint8Array): string {
  let escaped = ''
  for (const byte of bytes) escaped += `%${hexOf(byte)}`
  return decodeURIComponent(escaped)
}

export function hexOfBytes(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += hexOf(byte)
  return hex
}

/** Null: it is no hex. */
export function bytesOfHex(hex: string): Uint8Array | null {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) return null
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}
