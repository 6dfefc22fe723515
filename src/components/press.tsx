import { type CommonEvent, View } from '@tarojs/components'
import { type PropsWithChildren, useRef } from 'react'
import { useLongPress } from './long-press'
import { pressDown } from './press-down'
import './press.css'

interface PressProps {
  /** Read aloud in place of the content, where the content is a sign. */
  readonly label?: string
  readonly className?: string
  readonly id?: string
  readonly disabled?: boolean
  /** For a choice among several: whether this one is taken. */
  readonly chosen?: boolean
  /** Opens or shuts what follows. */
  readonly expanded?: boolean
  /** `radio` and `checkbox` read their state aloud; a tab says it is current. */
  readonly role?: 'button' | 'tab' | 'radio' | 'checkbox' | 'switch' | 'link'
  /** False: reached by arrow keys rather than by Tab. */
  readonly tabStop?: boolean
  readonly onPress: () => void
  readonly onLongPress?: () => void
}

/** A finger that stays down is no tap: a browser sends a click all the same when it is lifted. */
const AFTER_LONG_PRESS = 900

/** Anything that can be pressed: by thumb, by keyboard, by a screen reader; never smaller than the target size of the mode. */
export function Press({
  label,
  className = '',
  id,
  disabled = false,
  chosen,
  expanded,
  role = 'button',
  tabStop = true,
  onPress,
  onLongPress,
  children,
}: PropsWithChildren<PressProps>) {
  const longPressedAt = useRef(0)
  const press = (event?: CommonEvent): void => {
    event?.stopPropagation?.()
    if (!disabled && Date.now() - longPressedAt.current > AFTER_LONG_PRESS) onPress()
  }
  const longPress = (): void => {
    longPressedAt.current = Date.now()
    if (!disabled) onLongPress?.()
  }
  return (
    <View
      {...(id === undefined ? {} : { id })}
      className={`press ${className}${disabled ? ' press-off' : ''}`}
      {...pressDown(disabled)}
      role={role}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(disabled ? { 'aria-disabled': true } : {})}
      {...tabStopOf(disabled || !tabStop)}
      {...stateOf(role, chosen)}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
      onClick={press}
      {...useLongPress(onLongPress === undefined ? undefined : longPress)}
      {...keyboard(press)}
    >
      {children}
    </View>
  )
}

function stateOf(role: PressProps['role'], chosen: boolean | undefined): object {
  if (chosen === undefined) return {}
  if (role === 'tab') return { 'aria-selected': chosen }
  return role === 'button' ? { 'aria-pressed': chosen } : { 'aria-checked': chosen }
}

/** What a mini program has no keyboard for is not sent to its pages: each attribute of each press is bytes of every `setData`. */
function tabStopOf(skipped: boolean): object {
  return process.env.TARO_ENV === 'h5' ? { tabIndex: skipped ? -1 : 0 } : {}
}

/** A mini program has no keyboard; a browser's Enter and Space press. */
function keyboard(press: () => void): object {
  if (process.env.TARO_ENV !== 'h5') return {}
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      event.stopPropagation()
      press()
    },
  }
}
