import { useDidShow } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { syncNow } from '#stores/field-store'
import { compose } from './compose'

compose()

export default function App({ children }: PropsWithChildren) {
  useDidShow(() => void syncNow())
  return children
}
