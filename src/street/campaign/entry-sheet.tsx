import { View } from '@tarojs/components'
import { useState } from 'react'
import { Chips } from '#components/chips'
import { ChoiceChip, Segments } from '#components/choice-chip'
import { DayPicker } from '#components/day-picker'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import { type Measure, measures } from '#domain/campaign'
import { reportingKinds, type UnitKind } from '#domain/unit'
import { unitKindWord } from '#words/labels'
import { measureRule, measureWord } from '#words/measure'
import { type Entry, type ListName, named, numberOf, wordOf } from './edits'

const titles: Readonly<Record<ListName, string>> = {
  phases: '阶段',
  targets: '无诈目标',
  criteria: '无诈条件',
  items: '评估项目',
  milestones: '阶段目标',
}
const longest: Readonly<Record<ListName, number>> = { phases: 30, targets: 20, criteria: 40, items: 40, milestones: 60 }

interface EntrySheetProps {
  readonly entry: Entry
  readonly onClose: () => void
  readonly onKeep: (entry: Entry) => void
  readonly onRemove: () => void
}

/** One entry of one of a campaign's lists. It is in the campaign when it is kept, and holds when the campaign is saved. */
export function EntrySheet({ entry: before, onClose, onKeep, onRemove }: EntrySheetProps) {
  const [entry, setEntry] = useState<Entry>(before)
  const [complete, setComplete] = useState(true)
  const { list } = entry
  const isNew = wordOf(before) === ''
  const ready = complete && wordOf(entry).trim() !== '' && hasKinds(entry)
  return (
    <Sheet title={`${isNew ? '添加' : '修改'}${titles[list]}`} onClose={onClose}>
      <TextField
        id="word"
        label="名称"
        value={wordOf(entry)}
        most={longest[list]}
        onChange={(word) => setEntry(named(entry, word))}
      />
      <Fields entry={entry} onChange={setEntry} onComplete={setComplete} />
      <View className="cmp-save">
        <Press
          id="keep"
          className="button"
          disabled={!ready}
          onPress={() => onKeep(named(entry, wordOf(entry).trim()))}
        >
          {isNew ? '添加' : '改成这样'}
        </Press>
        {!isNew && (
          <Press id="remove" className="button second" onPress={onRemove}>
            删去
          </Press>
        )}
      </View>
    </Sheet>
  )
}

function hasKinds(entry: Entry): boolean {
  return 'kinds' in entry.value ? entry.value.kinds.length > 0 : true
}

const isPoints = (points: number) => points >= 0 && points <= 1000 && Number(points.toFixed(1)) === points

interface FieldsProps {
  readonly entry: Entry
  readonly onChange: (entry: Entry) => void
  /** Whether every number is one. */
  readonly onComplete: (complete: boolean) => void
}

function Fields({ entry, onChange, onComplete }: FieldsProps) {
  switch (entry.list) {
    case 'phases': {
      const { value } = entry
      return (
        <View className="cmp-row">
          <DayPicker
            year
            id="entry-from"
            label="从"
            value={value.from}
            onChange={(from) => onChange({ ...entry, value: { ...value, from } })}
          />
          <DayPicker
            year
            id="entry-to"
            label="到"
            value={value.to}
            onChange={(to) => onChange({ ...entry, value: { ...value, to } })}
          />
        </View>
      )
    }
    case 'milestones': {
      const { value } = entry
      return (
        <>
          <DayPicker
            year
            id="entry-by"
            label="到哪一天"
            value={value.by}
            onChange={(by) => onChange({ ...entry, value: { ...value, by } })}
          />
          <Segments
            label="看什么"
            choices={[
              { value: 'rise-stopped', word: '不再上升' },
              { value: 'both-down', word: '双下降' },
            ]}
            value={value.needs}
            onChoose={(needs) => onChange({ ...entry, value: { ...value, needs } })}
          />
        </>
      )
    }
    case 'targets': {
      const { value } = entry
      return <Kinds kinds={value.kinds} onChange={(kinds) => onChange({ ...entry, value: { ...value, kinds } })} />
    }
    case 'criteria': {
      const { value } = entry
      return (
        <>
          <Kinds kinds={value.kinds} onChange={(kinds) => onChange({ ...entry, value: { ...value, kinds } })} />
          <Measures
            measure={value.measure}
            onChange={(measure) => onChange({ ...entry, value: { ...value, measure } })}
          />
          <Figures
            figures={{ atLeast: value.atLeast }}
            words={{ atLeast: '不低于（百分比、天或次）' }}
            onChange={(figures) => {
              onComplete(figures !== undefined)
              if (figures !== undefined) onChange({ ...entry, value: { ...value, ...figures } })
            }}
          />
        </>
      )
    }
    case 'items': {
      const { value } = entry
      const { points, full, none } = value
      return (
        <>
          <Kinds kinds={value.kinds} onChange={(kinds) => onChange({ ...entry, value: { ...value, kinds } })} />
          <Measures
            measure={value.measure}
            onChange={(measure) => onChange({ ...entry, value: { ...value, measure } })}
          />
          <Figures
            figures={{ points, full, none }}
            words={{ points: '分值（最多一位小数）', full: '到多少得满分', none: '到多少得零分' }}
            onChange={(figures) => {
              onComplete(figures !== undefined && isPoints(figures.points))
              if (figures !== undefined) onChange({ ...entry, value: { ...value, ...figures } })
            }}
          />
        </>
      )
    }
    default:
      return entry satisfies never
  }
}

function Kinds({
  kinds,
  onChange,
}: {
  readonly kinds: readonly UnitKind[]
  readonly onChange: (kinds: readonly UnitKind[]) => void
}) {
  return (
    <Chips
      id="kind"
      label="哪些单位（至少选一种）"
      many
      chips={reportingKinds.map((kind) => ({ value: kind as UnitKind, word: unitKindWord[kind] }))}
      chosen={kinds}
      onPress={(kind) => onChange(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind])}
    />
  )
}

function Measures({ measure, onChange }: { readonly measure: Measure; readonly onChange: (measure: Measure) => void }) {
  return (
    <View className="field">
      <View className="field-label">看哪个数字</View>
      <ChoiceChip
        label="看哪个数字"
        choices={measures.map((one) => ({ value: one, word: measureWord[one] }))}
        value={measure}
        onChoose={(value) => {
          const chosen = measures.find((one) => one === value)
          if (chosen !== undefined) onChange(chosen)
        }}
      />
      <View className="cmp-rule">{measureRule[measure]}</View>
    </View>
  )
}

interface FiguresProps<Name extends string> {
  readonly figures: Readonly<Record<Name, number>>
  readonly words: Readonly<Record<Name, string>>
  /** Undefined: one of the texts is no number. */
  readonly onChange: (figures: Readonly<Record<Name, number>> | undefined) => void
}

/** Numbers as texts, so that one can be wiped and written anew. */
function Figures<Name extends string>({ figures, words, onChange }: FiguresProps<Name>) {
  const names = Object.keys(figures) as Name[]
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(names.map((name) => [name, String(figures[name])])),
  )
  return (
    <>
      {names.map((name) => {
        const text = texts[name] ?? ''
        const wrong = numberOf(text) === undefined
        return (
          <TextField
            key={name}
            id={`figure-${name}`}
            label={wrong ? `${words[name]}：请填数字` : words[name]}
            value={text}
            most={8}
            onChange={(typed) => {
              const next = { ...texts, [name]: typed }
              setTexts(next)
              const parsed = names.map((one) => [one, numberOf(next[one] ?? '')] as const)
              const whole = parsed.every(([, value]) => value !== undefined)
              onChange(whole ? (Object.fromEntries(parsed) as Record<Name, number>) : undefined)
            }}
          />
        )
      })}
    </>
  )
}
