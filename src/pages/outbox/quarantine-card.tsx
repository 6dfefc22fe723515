import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Press } from '#components/press'
import type { Milliseconds } from '#domain/time'
import { engine } from '#stores/field-store'
import type { DoorView, OutboxRecord } from '#sync/engine-api'
import { moment } from '#words/format'
import { MendVisit } from './mend-visit'
import { recordWords } from './record-words'

interface QuarantineCardProps {
  readonly record: OutboxRecord
  readonly held: readonly (readonly DoorView[])[]
  readonly now: Milliseconds
}

/** A record the cloud refused: why, and the three ways out. It never leaves by itself. */
export function QuarantineCard({ record: { operation, status }, held, now }: QuarantineCardProps) {
  const [mending, setMending] = useState(false)
  if (status.kind !== 'rejected') return null
  const { title, detail } = recordWords(operation, held)
  const form =
    operation.type === 'leaflet.hand-out' || operation.type === 'leaflet.return'
      ? '/pages/leaflet/index'
      : operation.type === 'activity.log' || operation.type === 'activity.amend' || operation.type === 'standing.post'
        ? '/pages/activity/index'
        : null
  const visit = operation.type === 'visit.log' || operation.type === 'visit.amend' ? operation : null
  const discard = async (): Promise<void> => {
    const { confirm } = await Taro.showModal({
      title: '放弃这条记录？',
      content: `${title} ${detail}\n放弃后不能找回，依附于它的更正也一起放弃。`,
      confirmText: '放弃',
      cancelText: '留着',
    })
    if (confirm) engine().discard(operation.id)
  }
  return (
    <View className="quarantine">
      <View className="quarantine-title">{title}</View>
      <View className="quarantine-detail">
        {[moment(operation.at, now), detail].filter((word) => word !== '').join(' · ')}
      </View>
      <View className="quarantine-why">
        {status.problem.title}
        {status.problem.detail === undefined ? '' : `（${status.problem.detail}）`}
      </View>
      <View className="quarantine-ways">
        {visit !== null && (
          <Press className="button second small" onPress={() => setMending(true)}>
            修改
          </Press>
        )}
        {form !== null && (
          <Press
            className="button second small"
            onPress={() => Taro.navigateTo({ url: `${form}?edit=${operation.id}` })}
          >
            修改
          </Press>
        )}
        <Press className="button second small" onPress={() => engine().resend(operation.id)}>
          原样重发
        </Press>
        <Press className="button danger small" onPress={() => void discard()}>
          放弃
        </Press>
      </View>
      {mending && visit !== null && <MendVisit operation={visit} title={title} onClose={() => setMending(false)} />}
    </View>
  )
}
