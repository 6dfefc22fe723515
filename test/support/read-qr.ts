import jsQR from 'jsqr'

/** Pixels a module of the picture that is read. */
const FINE = 4

/** Reads the code that is on the page, as a camera would: from where its runs of dark modules lie. Null: nothing can be read. */
export function readQr(code: HTMLElement): string | null {
  const runs = [...code.querySelectorAll<HTMLElement>('.qr-run')].map(({ style }) => ({
    left: Number.parseFloat(style.left),
    top: Number.parseFloat(style.top),
    width: Number.parseFloat(style.width),
    height: Number.parseFloat(style.height),
  }))
  const unit = runs[0]?.height ?? 1
  const side = Math.round(Number.parseFloat(code.style.width) / unit) * FINE
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const { left, top, width, height } of runs)
    for (let y = (top / unit) * FINE; y < ((top + height) / unit) * FINE; y += 1)
      for (let x = (left / unit) * FINE; x < ((left + width) / unit) * FINE; x += 1)
        pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
  return jsQR(pixels, side, side)?.data ?? null
}
