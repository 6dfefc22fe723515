import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { RatesAnswer } from '#contract/rates'
import { inYear, type LocalMonth, monthsFrom } from '#domain/month'
import { readYuan } from '#stores/crime-draft'
import { monthWord } from '#words/crime'
import { useDeskAct } from '../../components/use-desk-act'

type UnitLine = RatesAnswer['units'][number]

interface BaseSheetProps {
  readonly line: UnitLine
  readonly year: number
  readonly onClose: () => void
  readonly onDone: () => void
}

interface Typed {
  readonly cases: string
  readonly loss: string
}

/** Twelve months of a unit's base year; what is left empty stays as it is, what is changed needs a reason. */
export function BaseSheet({ line, year, onClose, onDone }: BaseSheetProps) {
  const { unit, baseline } = line
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>(() =>
    Object.fromEntries(
      baseline.months.map(({ month, cases, loss }) => [month, { cases: String(cases), loss: String(loss) }]),
    ),
  )
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const acting = useDeskAct(unit.id, onDone)
  const save = (): void => {
    const read = monthsOfYear(year).map((month) => readMonth(month, typed[month]))
    const months = read.flatMap((one) => (one.kind === 'figures' ? [one.figures] : []))
    const bad = read.find((one) => one.kind === 'wrong')
    const nothing = months.length === 0 ? '请至少填一个月' : null
    setWrong(bad === undefined ? nothing : `${monthWord(bad.month)}：起数和损失都要填，损失填整数元`)
    if (bad !== undefined || nothing !== null) return
    const said = reason.trim() === '' ? {} : { reason: reason.trim() }
    acting.act({ type: 'baseline.set', body: { year, base: baseline.version, months, ...said } }, onClose)
  }
  return (
    <Sheet title={`${year} 年基期数`} sub={unit.name} onClose={onClose}>
      <View className="rts-months">
        {monthsOfYear(year).map((month) => {
          const { cases, loss } = typed[month] ?? { cases: '', loss: '' }
          const change = (part: Partial<Typed>) => setTyped({ ...typed, [month]: { cases, loss, ...part } })
          return (
            <View key={month} className="rts-month">
              <TextField
                id={`cases-${month}`}
                label={`${monthWord(month)}起数`}
                value={cases}
                most={6}
                onChange={(text) => change({ cases: text })}
              />
              <TextField
                id={`loss-${month}`}
                label="损失（元）"
                value={loss}
                most={12}
                onChange={(text) => change({ loss: text })}
              />
            </View>
          )
        })}
      </View>
      {baseline.version > 0 && (
        <TextField id="reason" label="更正原因（改动已有的数才填）" value={reason} most={200} onChange={setReason} />
      )}
      <View className="rts-save">
        <Alert words={wrong ?? acting.problem} />
        <Press id="save-base" className="button" disabled={acting.busy} onPress={save}>
          {acting.busy ? '正在保存…' : '保存基期数'}
        </Press>
      </View>
    </Sheet>
  )
}

function monthsOfYear(year: number): readonly LocalMonth[] {
  const january = inYear('2020-01' as LocalMonth, year)
  return monthsFrom(january, inYear('2020-12' as LocalMonth, year))
}

function readMonth(month: LocalMonth, typed: Typed | undefined) {
  const { cases, loss } = typed ?? { cases: '', loss: '' }
  if (cases.trim() === '' && loss.trim() === '') return { kind: 'empty', month } as const
  const [count, yuan] = [readYuan(cases), readYuan(loss)]
  return count === null || yuan === null || count > 1_000_000
    ? ({ kind: 'wrong', month } as const)
    : ({ kind: 'figures', month, figures: { month, cases: count, loss: yuan } } as const)
}
