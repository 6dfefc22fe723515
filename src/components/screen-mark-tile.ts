/** The ink of `tokens.css`, which an image can't read; a test holds the two together, and to 4.5:1 of what lies under a stroke. */
export const MARK_INK = { light: '#14213d', dark: '#ece8df' } as const
export const MARK_OPACITY = 0.08

const SIZE = 15
const HEIGHT = 150

/** An image that repeats: one node however large the page, drawn alike by WeChat and browsers. */
export function screenMark(words: string, dark: boolean): string {
  // Chinese letters are as wide as high, the others about half.
  const length = [...words].reduce((sum, letter) => sum + (letter > '\u2e80' ? SIZE : SIZE * 0.6), 0)
  const width = Math.ceil(length + 70)
  const ink = dark ? MARK_INK.dark : MARK_INK.light
  const text = `<text x="${width / 2}" y="${HEIGHT / 2}" text-anchor="middle" font-size="${SIZE}" font-family="sans-serif" fill="${ink}" fill-opacity="${MARK_OPACITY}" transform="rotate(-22 ${width / 2} ${HEIGHT / 2})">${escaped(words)}</text>`
  const image = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}">${text}</svg>`
  return `url("data:image/svg+xml,${encodeURIComponent(image)}")`
}

function escaped(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
