import { View } from '@tarojs/components'
import './alert.css'

/** What went wrong, where the person looks, read aloud at once. Null says nothing. */
export function Alert({ words }: { readonly words: string | null }) {
  return (
    <View className={words === null ? 'alert-none' : 'alert'} role="alert">
      {words ?? ''}
    </View>
  )
}
