import { View } from '@tarojs/components'
import { type PropsWithChildren, useEffect } from 'react'
import './sheet.css'

interface SheetProps {
  readonly title: string
  readonly sub?: string
  readonly onClose: () => void
}

/** Rises from the bottom edge, where the thumb is. A touch outside or Escape closes it; what was entered is the caller's to keep. */
export function Sheet({ title, sub, onClose, children }: PropsWithChildren<SheetProps>) {
  useEscape(onClose)
  return (
    <View className='sheet-shade' onClick={onClose}>
      <View className='sheet' role='dialog' aria-modal aria-label={title} onClick={(event) => event.stopPropagation()}>
        <View className='sheet-grip' aria-hidden />
        <View className='sheet-title'>
          {title}
          {sub !== undefined && <View className='sheet-sub'>{sub}</View>}
        </View>
        {children}
      </View>
    </View>
  )
}

function useEscape(close: () => void): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [close])
}
