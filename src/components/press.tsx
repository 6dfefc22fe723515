import { type CommonEvent, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './press.css'

interface PressProps {
  /** Read aloud in place of the content, where the content is a sign. */
  readonly label?: string
  readonly className?: string
  readonly id?: string
  readonly disabled?: boolean
  /** For a choice among several: whether this one is taken. */
  readonly chosen?: boolean
  /** `radio` and `checkbox` read their state aloud; a tab says it is current. */
  readonly role?: 'button' | 'tab' | 'radio' | 'checkbox' | 'switch' | 'link'
  readonly onPress: () => void
  readonly onLongPress?: () => void
}

/** Anything that can be pressed: by thumb, by keyboard, by a screen reader; never smaller than the target size of the mode. */
export function Press({ label, className = '', id, disabled = false, chosen, role = 'button', onPress, onLongPress, children }: PropsWithChildren<PressProps>) {
  const state =
    chosen === undefined ? {} : role === 'tab' ? { 'aria-selected': chosen } : role === 'button' ? { 'aria-pressed': chosen } : { 'aria-checked': chosen }
  const press = (event?: CommonEvent): void => {
    event?.stopPropagation?.()
    if (!disabled) onPress()
  }
  return (
    <View
      {...(id === undefined ? {} : { id })}
      className={`press ${className}${disabled ? ' press-off' : ''}`}
      hoverClass={disabled ? 'none' : 'press-down'}
      hoverStayTime={60}
      role={role}
      aria-label={label}
      aria-disabled={disabled || undefined}
      tabIndex={disabled ? -1 : 0}
      {...state}
      onClick={press}
      {...(onLongPress === undefined ? {} : { onLongPress: () => !disabled && onLongPress() })}
      {...keyboard(press)}
    >
      {children}
    </View>
  )
}

/** A mini program has no keyboard; a browser's Enter and Space press. */
function keyboard(press: () => void): object {
  if (process.env.TARO_ENV !== 'h5') return {}
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      press()
    },
  }
}
