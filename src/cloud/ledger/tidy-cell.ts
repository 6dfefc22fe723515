const fullWidth = /[０-９Ａ-Ｚａ-ｚ]/g
const FULL_WIDTH_OFFSET = 0xfee0
// Controls (they are illegal in the xlsx that carries rejects back), zero-width marks and the byte order mark.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g

/**
 * Full-width digits and letters become plain ones, every kind of space one space, ends trimmed.
 *
 * Not `normalize('NFKC')`: that also rewrites punctuation (（住宅）), ① into 1, and compatibility ideographs, which are other
 * characters in people's names.
 */
export function tidyCell(text: string): string {
  return text
    .replace(fullWidth, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .trim()
}
