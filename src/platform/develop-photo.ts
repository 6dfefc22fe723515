import { MOST_PHOTO_BYTES } from '#contract/limits'

/** A picture laid on a canvas. One implementation a platform. */
export interface Negative {
  readonly width: number
  readonly height: number
  /** A canvas of that size with the whole picture on it, in place of the one before. */
  draw(width: number, height: number): Pen
  jpeg(quality: number): Promise<Uint8Array>
}

/** What the watermark needs of a canvas's 2d context; both platforms have it. */
export interface Pen {
  fillStyle: unknown
  font: string
  textBaseline: string
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { readonly width: number }
}

/** A face at the door and the words on a paper are still told at this size. */
const LONGEST = 1280
const sizes = [1, 0.8, 0.6, 0.45] as const
const qualities = [0.82, 0.7, 0.58, 0.46] as const

/** Watermarked, no longer than 1280 px, at most 300 KB, as good as that allows (F10). Null: it can't be made so small. */
export async function developPhoto(negative: Negative, lines: readonly string[]): Promise<Uint8Array | null> {
  const shrunk = Math.min(1, LONGEST / Math.max(negative.width, negative.height))
  for (const size of sizes) {
    const width = Math.max(1, Math.round(negative.width * shrunk * size))
    const height = Math.max(1, Math.round(negative.height * shrunk * size))
    writeLines(negative.draw(width, height), width, height, lines)
    for (const quality of qualities) {
      const bytes = await negative.jpeg(quality)
      if (bytes.length > 0 && bytes.length <= MOST_PHOTO_BYTES) return bytes
    }
  }
  return null
}

/** In the bottom-left corner on a dark band, so that it is read on any picture; a long line makes all of them smaller. */
function writeLines(pen: Pen, width: number, height: number, lines: readonly string[]): void {
  if (lines.length === 0) return
  const wished = Math.max(12, Math.round(Math.max(width, height) / 46))
  const fontOf = (size: number) => `${size}px sans-serif`
  const margin = Math.round(wished * 0.6)
  pen.font = fontOf(wished)
  const widest = Math.max(...lines.map((line) => pen.measureText(line).width))
  const size = Math.min(wished, Math.max(8, Math.floor((wished * (width - 2 * margin)) / Math.max(1, widest))))
  const lineHeight = Math.round(size * 1.4)
  const band = lineHeight * lines.length + margin
  pen.fillStyle = 'rgba(0, 0, 0, 0.55)'
  pen.fillRect(0, height - band, width, band)
  pen.font = fontOf(size)
  pen.fillStyle = '#ffffff'
  pen.textBaseline = 'top'
  for (const [index, line] of lines.entries())
    pen.fillText(line, margin, height - band + margin / 2 + index * lineHeight)
}
