import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useLocked, useSyncStatus } from '#stores/field-store'
import { syncLine } from '#words/sync-line'
import { Press } from './press'
import { useNow } from './use-now'
import './sync-line.css'

/** What is true of the way to the cloud, in one line; leads to the records themselves. */
export function SyncLine() {
  const status = useSyncStatus()
  const { tone, words } = syncLine({ ...status, locked: useLocked() }, useNow())
  return (
    <Press
      id="sync-line"
      className={`sync-line sync-${tone}`}
      onPress={() => Taro.navigateTo({ url: '/pages/outbox/index' })}
    >
      <View className="sync-dot" aria-hidden />
      <View className="sync-words">{words}</View>
    </Press>
  )
}
