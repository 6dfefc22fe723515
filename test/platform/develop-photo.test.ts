import { MOST_PHOTO_BYTES } from '#contract/limits'
import { developPhoto, type Negative } from '#platform/develop-photo'

interface Sheet {
  readonly size: readonly [number, number]
  readonly lines: { readonly text: string; readonly y: number; readonly font: string }[]
}

/** Counts a JPEG's bytes as so many a pixel at the best quality. */
function negative(width: number, height: number, bytesPerPixel: number) {
  const sheets: Sheet[] = []
  const made: Negative = {
    width,
    height,
    draw(w, h) {
      const sheet: Sheet = { size: [w, h], lines: [] }
      sheets.push(sheet)
      return {
        fillStyle: '',
        font: '',
        textBaseline: '',
        fillRect() {},
        fillText(text, _, y) {
          sheet.lines.push({ text, y, font: this.font })
        },
        measureText(text) {
          return { width: text.length * Number.parseInt(this.font, 10) }
        },
      }
    },
    async jpeg(quality) {
      const [w, h] = sheets.at(-1)?.size ?? [0, 0]
      return new Uint8Array(Math.round(w * h * bytesPerPixel * quality))
    },
  }
  return { made, sheets }
}

test('no side is longer than 1280, and a smaller picture is not blown up', async () => {
  const large = negative(4000, 3000, 0.1)
  await developPhoto(large.made, [])
  expect(large.sheets.map(({ size }) => size)).toEqual([[1280, 960]])
  const small = negative(600, 800, 0.1)
  await developPhoto(small.made, [])
  expect(small.sheets.map(({ size }) => size)).toEqual([[600, 800]])
})

test('however rich the picture, it is at most 300 KB or it is not taken', async () => {
  for (const bytesPerPixel of [0.05, 0.3, 0.5, 0.8, 1.2, 2]) {
    const bytes = await developPhoto(negative(4000, 3000, bytesPerPixel).made, [])
    expect(bytes?.length).toBeGreaterThan(0)
    expect(bytes?.length).toBeLessThanOrEqual(MOST_PHOTO_BYTES)
  }
  expect(await developPhoto(negative(4000, 3000, 100).made, [])).toBeNull()
})

test('quality is given up before size', async () => {
  const rich = negative(1280, 960, 0.4)
  await developPhoto(rich.made, [])
  expect(rich.sheets).toHaveLength(1)
})

test('each line stands on the picture at each size, smaller where it is long', async () => {
  const lines = ['青枫苑社区 QFY001', '03-29 10:00', '苏州工业园区'.repeat(20)]
  const { made, sheets } = negative(720, 1280, 3)
  await developPhoto(made, lines)
  expect(sheets.length).toBeGreaterThan(1)
  for (const { size, lines: written } of sheets) {
    expect(written.map(({ text }) => text)).toEqual(lines)
    for (const { text, y, font } of written) {
      expect(y).toBeLessThan(size[1])
      expect(text.length * Number.parseInt(font, 10)).toBeLessThanOrEqual(Math.max(size[0], 8 * text.length))
    }
  }
})
