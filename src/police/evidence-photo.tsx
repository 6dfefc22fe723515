import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Press } from '#components/press'
import { QuietImage } from '#components/quiet-image'
import type { AttemptEntry } from '#contract/case-query'
import { openAnswer } from '#contract/media'
import type { OperationId, UnitId } from '#domain/ids'
import { services } from '#stores/services'
import { read } from '#stores/session-store'

interface EvidencePhotoProps {
  readonly unit: UnitId
  readonly caseId: OperationId
  readonly photo: AttemptEntry['photos'][number]
}

/** A photo of a visit by an address that holds for a few minutes; a tap shows it large. */
export function EvidencePhoto({ unit, caseId, photo: { sha256, arrived } }: EvidencePhotoProps) {
  const [url, setUrl] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    if (!arrived) return
    let current = true
    void services()
      .transport.call('media', { action: 'open', unit, caseId, sha256 })
      .then((result) => {
        if (!current) return
        const opened = read(openAnswer, result)
        if (opened.kind === 'value') setUrl(opened.value.url)
        else setMissing(true)
      })
    return () => {
      current = false
    }
  }, [unit, caseId, sha256, arrived])
  if (!arrived) return <View className="pol-photo-word">照片还没送到</View>
  if (missing) return <View className="pol-photo-word">照片暂时取不到</View>
  if (url === null) return <View className="pol-photo-word">正在取…</View>
  return (
    <Press label="看大图" onPress={() => void Taro.previewImage({ current: url, urls: [url] }).catch(() => {})}>
      <QuietImage className="pol-photo" src={url} />
    </Press>
  )
}
