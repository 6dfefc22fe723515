import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { services } from '#stores/services'
import { Press } from './press'
import { QuietImage } from './quiet-image'

interface PhotoThumbProps {
  /** Where the device keeps it; null: it does not. */
  readonly path: string | null
  readonly label: string
}

/** A photo on this device, small; a tap shows it whole. */
export function PhotoThumb({ path, label }: PhotoThumbProps) {
  const source = usePhotoSource(path)
  if (source === null) {
    return (
      <View className="photo-thumb photo-gone" aria-label={label} role="img">
        照片
      </View>
    )
  }
  return (
    <Press
      className="photo-thumb"
      label={`看大图：${label}`}
      onPress={() => void Taro.previewImage({ urls: [source] })}
    >
      <QuietImage className="photo-image" src={source} />
    </Press>
  )
}

/** What an image can show of a file on this device. Null: not yet, or not there any more. */
export function usePhotoSource(path: string | null): string | null {
  const [shown, setShown] = useState<{ readonly path: string; readonly source: string | null } | null>(null)
  useEffect(() => {
    if (path === null) return
    let current = true
    const tell = (source: string | null) => {
      if (current) setShown({ path, source })
    }
    services()
      .camera.show(path)
      .then(tell, () => tell(null))
    return () => {
      current = false
    }
  }, [path])
  return shown !== null && shown.path === path ? shown.source : null
}
