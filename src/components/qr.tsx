import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { encode } from 'uqr'
import './qr.css'

interface QrProps {
  readonly id?: string
  /** What a reader of the code gets. */
  readonly text: string
  /** What it is for, to a screen reader. */
  readonly label: string
  /** At most so wide, in px; a module is a whole number of them, so that no seam misleads a camera. */
  readonly size?: number
}

/** Four modules of white all around: the standard's quiet zone (ISO/IEC 18004). */
const QUIET = 4

/**
 * A QR code of plain views, a run of dark modules each: drawn alike on the web and on WeChat, whose images and canvases differ.
 * Always dark on white, for a code in the colours of the dark mode is not read by every camera.
 */
export function Qr({ id, text, label, size = 264 }: QrProps) {
  const { runs, modules } = useMemo(() => drawn(text), [text])
  const unit = Math.max(2, Math.floor(size / modules))
  const px = (count: number) => `${count * unit}px`
  return (
    <View
      className="qr"
      role="img"
      aria-label={label}
      style={{ width: px(modules), height: px(modules) }}
      {...(id === undefined ? {} : { id })}
    >
      {runs.map(({ x, y, length }) => (
        <View
          key={`${x}-${y}`}
          className="qr-run"
          style={{ left: px(x), top: px(y), width: px(length), height: px(1) }}
        />
      ))}
    </View>
  )
}

interface Run {
  readonly x: number
  readonly y: number
  readonly length: number
}

function drawn(text: string): { readonly runs: readonly Run[]; readonly modules: number } {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  return { runs: data.flatMap(runsOf), modules: size }
}

function runsOf(row: readonly boolean[], y: number): readonly Run[] {
  const runs: Run[] = []
  row.forEach((dark, x) => {
    if (!dark) return
    const last = runs[runs.length - 1]
    if (last !== undefined && last.x + last.length === x) runs[runs.length - 1] = { ...last, length: last.length + 1 }
    else runs.push({ x, y, length: 1 })
  })
  return runs
}
