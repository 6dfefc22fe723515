import { View } from '@tarojs/components'
import { useSession } from '#stores/session-store'
import { useDark } from '#stores/settings-store'
import { screenMark } from './screen-mark-tile'
import './screen-mark.css'

/**
 * Whose screen it is, all over it, where residents' data is shown: whoever photographs it photographs that too. Above everything and
 * touched by nothing; a reader of screens passes it over, for whoever listens knows who he is.
 */
export function ScreenMark() {
  const staff = useSession(({ session }) => session?.staff ?? null)
  const dark = useDark()
  if (staff === null) return null
  const words = `${staff.unitName} ${staff.number}`
  return (
    <View className="screen-mark" aria-hidden data-words={words} style={{ backgroundImage: screenMark(words, dark) }} />
  )
}
