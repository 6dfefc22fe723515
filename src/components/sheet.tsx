import { View } from '@tarojs/components'
import { type PropsWithChildren, useEffect } from 'react'
import { afterPicture } from './after-picture'
import { Press } from './press'
import './sheet.css'

interface SheetProps {
  readonly title: string
  readonly sub?: string
  /** False: it stays there unseen, so that the next time is one class and a few words. Nothing in it can be reached then. */
  readonly open?: boolean
  readonly onClose: () => void
}

/** Rises from the bottom edge, where the thumb is. A touch outside or Escape closes it; what was entered is the caller's to keep. */
export function Sheet({ title, sub, open = true, onClose, children }: PropsWithChildren<SheetProps>) {
  useKeyboard(open, onClose)
  return (
    <View className={open ? 'sheet-over' : 'sheet-over sheet-kept'}>
      {/* Beside the sheet, not around it: on WeChat a tap in the sheet would reach it too. */}
      <View className="sheet-shade" onClick={onClose} />
      <View
        {...(open ? { id: 'sheet' } : {})}
        className="sheet"
        role="dialog"
        aria-modal
        aria-label={title}
        {...focusable}
      >
        <View className="sheet-head">
          <View className="sheet-titles">
            <View className="sheet-title">{title}</View>
            {sub !== undefined && <View className="sheet-sub">{sub}</View>}
          </View>
          <Press className="sheet-close" label="关闭" onPress={onClose}>
            ✕
          </Press>
        </View>
        {children}
      </View>
    </View>
  )
}

/** Where there is a keyboard. */
const focusable = process.env.TARO_ENV === 'h5' ? { tabIndex: -1 } : {}

/** Where focus is on its way back to; a sheet that follows another one takes it over. */
let returning: Element | null = null

/** Focus goes into the sheet and, when it closes, back to where it came from; Tab stays inside; Escape closes. */
function useKeyboard(open: boolean, close: () => void): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !open) return
    const before = returning ?? document.activeElement
    returning = null
    // To move focus the page is laid out, so the picture comes first.
    const stop = afterPicture(() => document.getElementById('sheet')?.focus())
    return () => {
      stop()
      returning = before
      afterPicture(() => {
        const to = returning
        returning = null
        if (to instanceof HTMLElement && to.isConnected) to.focus()
      })
    }
  }, [open])
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !open) return
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close()
      else if (event.key === 'Tab') keepInside(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [open, close])
}

function keepInside(event: KeyboardEvent): void {
  const stops = [...document.querySelectorAll<HTMLElement>('#sheet [tabindex="0"], #sheet input')]
  const [first] = stops
  const last = stops[stops.length - 1]
  if (first === undefined || last === undefined) return
  const at = document.activeElement
  if (event.shiftKey ? at === first || at?.id === 'sheet' : at === last) {
    event.preventDefault()
    const next = event.shiftKey ? last : first
    next.focus()
  }
}
