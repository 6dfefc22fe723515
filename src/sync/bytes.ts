/** Most of what is stored is ASCII, and the engine's own search skips it several times as fast as a loop here. */
const beyondAscii = /[\u0080-\uffff]+/g

/** Length in UTF-8, without `TextEncoder`, which old phones lack. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  beyondAscii.lastIndex = 0
  for (let found = beyondAscii.exec(text); found !== null; found = beyondAscii.exec(text)) bytes += more(found[0])
  return bytes
}

/** Bytes beyond one for each half of a surrogate pair, or whole character, none of them ASCII. */
function more(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // A surrogate is half of a character of four bytes.
    bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1
  }
  return bytes
}
