import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import type { OperationId, UnitId } from '#domain/ids'
import { engineOf, usePhotos } from '#stores/field-store'
import { type PhotoTaken, services } from '#stores/services'
import type { PhotoView } from '#sync/engine-api'
import { noPhotoWord, photoStatusWord } from '#words/photo'
import { Alert } from './alert'
import { PhotoThumb } from './photo-thumb'
import { Press } from './press'
import './photo-strip.css'

interface PhotoName {
  readonly sha256: string
  readonly bytes: number
}

interface PhotoStripProps {
  readonly unit: UnitId
  readonly caseId: OperationId
  readonly value: readonly PhotoName[]
  readonly onChange: (next: readonly PhotoName[]) => void
  /** Written onto each photo: unit, worker's number, time, place. */
  readonly watermark: readonly string[]
}

/** As many as a record may name. */
const MOST = 6

/** The photos of a visit that is being written down: by the camera alone, never needed (F10). */
export function PhotoStrip({ unit, caseId, value, onChange, watermark }: PhotoStripProps) {
  const [said, setSaid] = useState<string | null>(null)
  const known = usePhotos(unit)
  // A camera takes its time: what it brings joins the photos as they are then.
  const now = useRef({ value, onChange })
  now.current = { value, onChange }

  async function keep(photo: Extract<PhotoTaken, { kind: 'taken' }>): Promise<void> {
    const { sha256, bytes, path } = photo
    if (now.current.value.some((one) => one.sha256 === sha256)) return setSaid('这张已经有了')
    if (!engineOf(unit).keepPhoto({ caseId, sha256, bytes, path })) {
      setSaid('手机存储已满，这张没有存下；请清理空间后再拍。不拍也能保存')
      return services().camera.drop(path)
    }
    now.current.onChange([...now.current.value, { sha256, bytes }])
  }

  async function take(): Promise<void> {
    setSaid(null)
    const taken = await services().camera.take(watermark)
    switch (taken.kind) {
      case 'taken':
        return keep(taken)
      case 'cancelled':
        return
      case 'denied':
      case 'failed':
        return setSaid(noPhotoWord[taken.kind])
      default:
        return taken satisfies never
    }
  }

  async function remove(sha256: string): Promise<void> {
    const { confirm } = await Taro.showModal({ title: '移除这张照片？', content: '照片会从这次记录和本机里删除。' })
    if (!confirm) return
    engineOf(unit).discardPhoto(caseId, sha256)
    now.current.onChange(now.current.value.filter((one) => one.sha256 !== sha256))
  }

  return (
    <View className="field photo-strip">
      <View className="field-label">{`照片（可不拍） ${value.length}/${MOST}`}</View>
      <View className="photo-row">
        {value.map(({ sha256 }, index) => {
          const view = known.find((one) => one.caseId === caseId && one.sha256 === sha256) ?? null
          return (
            <View key={sha256} className="photo-cell">
              <PhotoThumb path={view?.path ?? null} label={`第 ${index + 1} 张照片`} />
              <View className={`photo-state photo-${view?.status.kind ?? 'delivered'}`}>{stateOf(view)}</View>
              <Press
                id={`photo-remove-${index}`}
                className="photo-remove"
                label={`移除第 ${index + 1} 张照片`}
                onPress={() => void remove(sha256)}
              >
                移除
              </Press>
            </View>
          )
        })}
        {value.length < MOST && (
          <Press id="photo-take" className="photo-take" onPress={() => void take()}>
            拍照
          </Press>
        )}
      </View>
      <Alert words={said ?? refusalOf(known, caseId, value)} />
    </View>
  )
}

/** Photos that this device knows nothing of any more were delivered long ago. */
function stateOf(view: PhotoView | null): string {
  return photoStatusWord[view?.status.kind ?? 'delivered']
}

function refusalOf(known: readonly PhotoView[], caseId: OperationId, value: readonly PhotoName[]): string | null {
  for (const { status, ...photo } of known) {
    const shown = photo.caseId === caseId && value.some(({ sha256 }) => sha256 === photo.sha256)
    if (shown && status.kind === 'refused') return `照片被退回：${status.problem.detail ?? status.problem.title}`
  }
  return null
}
