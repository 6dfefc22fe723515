import { View } from '@tarojs/components'
import { useState } from 'react'
import { Line } from '#components/line'
import { Press } from '#components/press'
import type { EvaluationAnswer } from '#contract/evaluation'
import { figureWord, pointsWord } from '#words/measure'

type Score = EvaluationAnswer['units'][number]

interface UnitSheetProps {
  readonly score: Score
  readonly onItem: (item: string) => void
}

/** A unit's points, and its items one below the other when it is opened. */
export function UnitSheet({ score, onItem }: UnitSheetProps) {
  const [open, setOpen] = useState(false)
  const { unit, lines, tenths, most, open: wanting } = score
  const told = wanting === 0 ? '' : `${wanting} 项待评定`
  return (
    <View className="evl-unit">
      <Press
        id={`unit-${unit.id}`}
        className="line"
        label={`${unit.name}，${pointsWord(tenths)}，满分 ${most / 10}，${told}${open ? '收起' : '展开'}`}
        onPress={() => setOpen(!open)}
      >
        <View className="line-main">
          <View className="line-title">{unit.name}</View>
          {wanting > 0 && <View className="line-detail">{told}</View>}
        </View>
        <View className="evl-points">
          {pointsWord(tenths)} / {most / 10} {open ? '▴' : '▾'}
        </View>
      </Press>
      {open && (
        <View className="evl-items">
          {lines.map((line) => (
            <Line
              key={line.id}
              id={`item-${unit.id}-${line.id}`}
              title={line.word}
              detail={detailOf(line)}
              urgent={line.tenths === null}
              end={line.tenths === null ? '待评定' : `${pointsWord(line.tenths)} / ${line.points}`}
              onPress={() => onItem(line.id)}
            />
          ))}
        </View>
      )}
    </View>
  )
}

function detailOf({ measure, figure, adjusted }: Score['lines'][number]): string {
  return [figureWord(measure, figure), adjusted === null ? null : `街道评定：${adjusted.reason}`]
    .filter((word) => word !== null)
    .join(' · ')
}
