/** Length in UTF-8, without `TextEncoder`, which old phones lack. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // A surrogate is half of a character of four bytes.
    if (code >= 0xd800 && code <= 0xdfff) bytes += 1
    else if (code > 0x7ff) bytes += 2
    else if (code > 0x7f) bytes += 1
  }
  return bytes
}
