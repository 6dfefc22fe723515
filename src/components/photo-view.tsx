import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useCallback, useEffect, useState } from 'react'
import type { OperationId, UnitId } from '#domain/ids'
import { usePhotos } from '#stores/field-store'
import { openPhoto } from '#stores/photo-store'
import { usePhotoSource } from './photo-thumb'
import { Press } from './press'
import { QuietImage } from './quiet-image'
import './photo-strip.css'

interface PhotoViewProps {
  readonly unit: UnitId
  readonly caseId: OperationId
  readonly sha256: string
}

type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'problem'; readonly words: string }

/** A photo of a case: one's own from the device while it is there, any other from where the cloud says. */
export function PhotoView({ unit, caseId, sha256 }: PhotoViewProps) {
  const own = usePhotos(unit).find((photo) => photo.caseId === caseId && photo.sha256 === sha256) ?? null
  const local = usePhotoSource(own?.path ?? null)
  const inCloud = own === null || own.status.kind === 'delivered'
  const { shown, ask, failed } = useAddress(unit, caseId, sha256, inCloud)
  if (local !== null) return <Whole source={local} onError={() => {}} />
  switch (shown.kind) {
    case 'source':
      return <Whole source={shown.source} onError={failed} />
    case 'loading':
      return (
        <View className="photo-thumb photo-gone" role="img" aria-label="照片">
          {inCloud ? '照片…' : '照片'}
        </View>
      )
    case 'problem':
      return (
        <Press className="photo-problem" label={`照片打不开：${shown.words}。重试`} onPress={ask}>
          {`照片打不开：${shown.words}，点此重试`}
        </Press>
      )
    default:
      return shown satisfies never
  }
}

function Whole({ source, onError }: { readonly source: string; readonly onError: () => void }) {
  return (
    <Press className="photo-thumb" label="看大图：照片" onPress={() => void Taro.previewImage({ urls: [source] })}>
      <QuietImage className="photo-image" src={source} onError={onError} />
    </Press>
  )
}

/** An address lives for minutes: an image that does not load is asked for again by the person, not by itself for ever. */
function useAddress(unit: UnitId, caseId: OperationId, sha256: string, wanted: boolean) {
  const [shown, setShown] = useState<Shown>({ kind: 'loading' })
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round is another try
  useEffect(() => {
    if (!wanted) return
    let current = true
    setShown({ kind: 'loading' })
    void openPhoto(unit, caseId, sha256).then((answer) => {
      if (!current) return
      setShown(
        answer.kind === 'value'
          ? { kind: 'source', source: answer.value.url }
          : { kind: 'problem', words: answer.problem.title },
      )
    })
    return () => {
      current = false
    }
  }, [unit, caseId, sha256, wanted, round])
  const ask = useCallback(() => setRound((last) => last + 1), [])
  const failed = useCallback(() => setShown({ kind: 'problem', words: '没有载入' }), [])
  return { shown, ask, failed }
}
