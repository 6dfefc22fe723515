import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { BottomBar } from '#components/bottom-bar'
import { Press } from '#components/press'
import type { CaseRow } from '#contract/pull'
import type { UnitId } from '#domain/ids'
import { acceptCase } from '#stores/case-store'

interface NextActionProps {
  readonly unit: UnitId
  readonly row: CaseRow
  /** For what has to be asked within the same tap, such as WeChat's leave to send a message. */
  readonly onAccepted?: () => void
}

/** The one thing to do now, at the bottom edge; what is not this person's to do is said in its place. */
export function NextAction({ unit, row, onAccepted }: NextActionProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const accept = (): void => {
    const result = acceptCase(unit, row.id)
    setProblem(result.kind === 'saved' ? null : `${result.problem.title}。还没有接单，请联网后再点一次。`)
    if (result.kind === 'saved') onAccepted?.()
  }
  const record = (): void => void Taro.navigateTo({ url: `/pages/attempt/index?unit=${unit}&id=${row.id}` })
  return (
    <BottomBar label="下一步">
      <Alert words={problem} />
      <Way row={row} accept={accept} record={record} />
    </BottomBar>
  )
}

interface WayProps {
  readonly row: CaseRow
  readonly accept: () => void
  readonly record: () => void
}

function Way({ row, accept, record }: WayProps) {
  if (row.part === 'former') return <Quiet words="任务已转出" also="补记一次上门" onAlso={record} />
  const companion = row.part === 'companion'
  const words = companion ? '记录问答' : row.kind === 'check' ? '记录这次核查' : '记录这次上门'
  switch (row.state) {
    case 'dispatched':
      return companion ? (
        <Go id="record" words={words} onPress={record} />
      ) : (
        <Go id="accept" words="接单" onPress={accept} />
      )
    case 'accepted':
      return <Go id="record" words={words} onPress={record} />
    case 'submitted':
      return <Quiet words="等民警确认" also={companion ? words : '再记一次上门'} onAlso={record} />
    case 'confirmed':
      return <Quiet words="民警已确认" />
    case 'closed':
      return <Quiet words="已结案" />
    case 'entered':
    case 'phoned':
    case 'ready':
      return <Quiet words="等民警处理" />
    default:
      return row.state satisfies never
  }
}

function Go({ id, words, onPress }: { readonly id: string; readonly words: string; readonly onPress: () => void }) {
  return (
    <Press id={id} className="button" onPress={onPress}>
      {words}
    </Press>
  )
}

interface QuietProps {
  readonly words: string
  /** What may still be added. */
  readonly also?: string
  readonly onAlso?: () => void
}

function Quiet({ words, also, onAlso }: QuietProps) {
  return (
    <View className="case-quiet">
      <View className="case-quiet-words">{words}</View>
      {also !== undefined && onAlso !== undefined && (
        <Press id="record" className="button second small" onPress={onAlso}>
          {also}
        </Press>
      )}
    </View>
  )
}
