import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { EvaluationAnswer } from '#contract/evaluation'
import type { UnitId } from '#domain/ids'
import { moment } from '#words/format'
import { cameFrom, figureWord, measureRule, measureWord, pointsWord } from '#words/measure'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import type { OwnStreet } from '../use-street'

export interface Chosen {
  readonly unit: UnitId
  readonly item: string
}

interface ItemSheetProps {
  readonly street: OwnStreet
  readonly told: EvaluationAnswer
  readonly chosen: Chosen
  readonly onClose: () => void
  readonly onDone: () => void
}

/** How the points of one item came about, the way to its rows, and the street's own number with its reason. */
export function ItemSheet({ street, told, chosen, onClose, onDone }: ItemSheetProps) {
  const now = useNow()
  const score = told.units.find(({ unit }) => unit.id === chosen.unit)
  const line = score?.lines.find(({ id }) => id === chosen.item)
  if (score === undefined || line === undefined) return null
  const { measure, figure, points, full, none, counted, adjusted, tenths } = line
  const unitOf = figure.kind === 'counted' && figure.as !== 'percent' ? '' : '%'
  const source = `unit=${chosen.unit}&campaign=${told.campaign.id}&measure=${measure}&window=evaluation`
  return (
    <Sheet title={line.word} sub={`${score.unit.name} · 满分 ${points} 分`} onClose={onClose}>
      <View className="evl-how">
        {measureWord[measure]}：{figureWord(measure, figure)}
        {cameFrom(figure) === null ? '' : `（${cameFrom(figure)}）`}
      </View>
      <View className="evl-note">{measureRule[measure]}</View>
      <View className="evl-note">
        {none}
        {unitOf} 得 0 分，{full}
        {unitOf} 得满分，之间按比例；算出 {counted === null ? '—' : pointsWord(counted)}
      </View>
      {adjusted !== null && (
        <View className="evl-how" id="adjusted">
          {adjusted.by} {moment(adjusted.at, now)} 评定为 {pointsWord(tenths ?? 0)}：{adjusted.reason}
        </View>
      )}
      <Press
        id="source"
        className="button second"
        onPress={() => void Taro.navigateTo({ url: `/street/measure/index?${source}` })}
      >
        看数字的来源
      </Press>
      {street.role === 'street' && (
        <Adjusting street={street} told={told} chosen={chosen} line={line} onDone={onDone} />
      )}
    </Sheet>
  )
}

interface AdjustingProps {
  readonly street: OwnStreet
  readonly told: EvaluationAnswer
  readonly chosen: Chosen
  readonly line: EvaluationAnswer['units'][number]['lines'][number]
  readonly onDone: () => void
}

/** `12.5` → 125 tenths; undefined: no such number of points of this item. */
function tenthsOf(text: string, points: number): number | undefined {
  if (!/^\d{1,4}(\.\d)?$/.test(text.trim())) return undefined
  const tenths = Math.round(Number(text) * 10)
  return tenths > Math.round(points * 10) ? undefined : tenths
}

function Adjusting({ street, told, chosen, line, onDone }: AdjustingProps) {
  const acting = useDeskAct(street.id, onDone)
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const tenths = tenthsOf(text, line.points)
  const wrong = text !== '' && tenths === undefined
  const put = (given: number | null, why: string) =>
    acting.act({
      type: 'evaluation.adjust',
      body: {
        ...{ campaignId: told.campaign.id, base: told.content.adjustments.length },
        ...{ unitId: chosen.unit, item: chosen.item, tenths: given, reason: why },
      },
    })
  return (
    <>
      <TextField
        id="points"
        label={wrong ? `填 0 到 ${line.points}，最多一位小数` : '街道评定的分数'}
        value={text}
        hint={line.tenths === null ? '' : pointsWord(line.tenths)}
        most={6}
        onChange={setText}
      />
      <TextField id="reason" label="理由（写进评估表）" value={reason} most={200} onChange={setReason} />
      <Alert words={acting.problem} />
      <View className="evl-acts">
        <Press
          id="adjust"
          className="button"
          disabled={acting.busy || tenths === undefined || reason.trim() === ''}
          onPress={() => tenths !== undefined && put(tenths, reason.trim())}
        >
          {acting.busy ? '正在保存…' : '按这个分数'}
        </Press>
        {line.adjusted !== null && (
          <Press
            id="take-back"
            className="button second"
            disabled={acting.busy}
            onPress={() => put(null, reason.trim() === '' ? '撤销评定' : reason.trim())}
          >
            改回算出的分
          </Press>
        )}
      </View>
    </>
  )
}
