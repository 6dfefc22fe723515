import { useDidShow } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { syncNow } from '#stores/field-store'
import { askForRecordKey } from '#stores/open-engines'
import { compose } from './compose'

compose()

export default function App({ children }: PropsWithChildren) {
  useDidShow(() => {
    void askForRecordKey()
    void syncNow()
  })
  return children
}
