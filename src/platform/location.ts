import Taro from '@tarojs/taro'
import type { Location } from '#contract/location'

/**
 * One fix in the foreground, or nothing: refused, too slow (5 s) or not available are all the same to the one who saves (F11).
 */
export async function oneFix(): Promise<Location | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 5000))
  const fix = Taro.getLocation({ type: 'gcj02' })
    .then(({ latitude, longitude, accuracy }) => ({ latitude, longitude, accuracy: Math.max(0, accuracy ?? 0) }))
    .catch(() => null)
  return Promise.race([fix, late])
}
