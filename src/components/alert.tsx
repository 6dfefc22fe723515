import { View } from '@tarojs/components'
import './alert.css'

/** What went wrong, where the person looks, read aloud at once. Null says nothing. */
export function Alert({ words }: { readonly words: string | null }) {
  // A browser reads aloud only what changes in an element that is there before; WeChat has no such rule, and pays for the element.
  if (words === null && process.env.TARO_ENV !== 'h5') return null
  return (
    <View className={words === null ? 'alert-none' : 'alert'} role="alert">
      {words ?? ''}
    </View>
  )
}
