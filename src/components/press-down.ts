/** How a mini program's view shows that a finger is on it; in a browser one listener shows it (`platform/show-presses.ts`). */
export function pressDown(disabled: boolean): object {
  return process.env.TARO_ENV === 'h5' ? {} : { hoverClass: disabled ? 'none' : 'press-down', hoverStayTime: 60 }
}
