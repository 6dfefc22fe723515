import '@tarojs/components/types/common'

declare module '@tarojs/components/types/common' {
  interface StandardProps {
    /** Web only: puts what is no button by nature into the keyboard's order. */
    tabIndex?: number
  }
}
