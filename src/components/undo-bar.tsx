import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { OperationId } from '#domain/ids'
import type { VisitContent } from '#domain/visit'
import { amendVisit, undoOffer, useOffer } from '#stores/visit-store'
import type { DoorView } from '#sync/engine-api'
import { comeBackChoices } from '#words/come-back'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { Press } from './press'
import { useNow } from './use-now'
import './undo-bar.css'

interface UndoBarProps {
  /** More to say about the one door just saved. */
  readonly onMore: (visitId: OperationId, door: DoorView, content: VisitContent) => void
}

/** For 10 s: what was saved, and the way back. An appointment is asked its time here, when it is already safe. */
export function UndoBar({ onMore }: UndoBarProps) {
  const offer = useOffer((state) => state.offer)
  const now = useNow()
  if (offer === null) return null
  const { visits, content } = offer
  const [first] = visits
  const one = visits.length === 1 ? first : undefined
  const undo = (): void => {
    const result = undoOffer()
    void Taro.showToast({
      icon: 'none',
      title: result !== null && result.kind !== 'saved' ? result.problem.title : '已撤销',
    })
  }
  return (
    <View className="undo-bar" role="status">
      <View className="undo-row">
        <View className="undo-words">
          <View className={`undo-sign undo-${content.outcome}`} aria-hidden>
            {outcomeShape[content.outcome]}
          </View>
          {`${one === undefined ? `${visits.length} 户` : one.door.room} ${outcomeWord[content.outcome]} 已存`}
        </View>
        {one !== undefined && (
          <Press id="more" className="undo-press" onPress={() => onMore(one.id, one.door, content)}>
            补充
          </Press>
        )}
        <Press id="undo" className="undo-press" onPress={undo}>
          撤销
        </Press>
      </View>
      {one !== undefined && content.outcome === 'again' && content.comeBackAt === undefined && (
        <View className="undo-times" role="group" aria-label="约在什么时候">
          {comeBackChoices(now).map(({ at, word }) => (
            <Press
              key={at}
              className="undo-time"
              onPress={() => {
                const result = amendVisit(one.id, { ...content, comeBackAt: at }, '补充')
                if (result.kind !== 'saved') void Taro.showToast({ icon: 'none', title: result.problem.title })
              }}
            >
              {word}
            </Press>
          ))}
        </View>
      )}
    </View>
  )
}
