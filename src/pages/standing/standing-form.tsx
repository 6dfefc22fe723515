import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { DayPicker } from '#components/day-picker'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { TextField } from '#components/text-field'
import type { OperationOf } from '#contract/operation'
import { rightPeriod, standingKinds } from '#domain/standing'
import { addDays, dayOf, daysBetween, type LocalDate } from '#domain/time'
import { askToBeRemindedOfStanding } from '#stores/be-told'
import { type DraftOf, draft, keepDraft } from '#stores/drafts'
import { engine, useStanding } from '#stores/field-store'
import { services } from '#stores/services'
import { standingKindWord } from '#words/activity'
import { useSave, wrongOf } from '../use-save'

type Form = DraftOf<'standing'>

const spans = [7, 15, 30, 90]

interface StandingFormProps {
  /** One that was sent back, or null for a new one. */
  readonly mended: OperationOf<'standing.post'> | null
}

/** What stays at a place for days: where, what it says, from when to when. */
export function StandingForm({ mended }: StandingFormProps) {
  const today = dayOf(services().now())
  const [form, setForm] = useState<Form>(() => startOf(mended, today))
  const change = (part: Partial<Form>): void => {
    const next = { ...form, ...part }
    setForm(next)
    if (mended === null) keepDraft('standing', next)
  }
  const { problem, save } = useSave(() => {
    if (form.place.trim() === '') return '请写地点。'
    if (!rightPeriod(form.from, form.to, today)) return '起止日期不对：不能晚于今天开始，最后一天不能早于第一天。'
    const words = form.words.trim()
    const body = {
      kind: form.kind,
      place: form.place.trim(),
      ...(words === '' ? {} : { words }),
      from: form.from,
      to: form.to,
    }
    const result = mended === null ? engine().save({ type: 'standing.post', body }) : engine().edit(mended.id, body)
    if (result.kind === 'saved') askToBeRemindedOfStanding()
    if (result.kind === 'saved' && mended === null) keepDraft('standing', null)
    return wrongOf(result)
  })
  const up = useStanding().filter(({ row }) => row.removedAt === null).length
  const days = daysBetween(form.from, form.to) + 1
  return (
    <>
      <Chips
        id="standing-kind"
        label="张贴与排期（不计分钟，只记在位天数）"
        chips={standingKinds.map((value) => ({ value, word: standingKindWord[value] }))}
        chosen={[form.kind]}
        onPress={(kind) => change({ kind })}
      />
      <TextField
        id="standing-place"
        label="地点"
        value={form.place}
        hint="如：东门岗亭"
        most={60}
        onChange={(place) => change({ place })}
      />
      <TextField
        id="standing-words"
        label="内容（可不填）"
        value={form.words}
        hint="如：不轻信、不透露、不转账"
        most={100}
        onChange={(words) => change({ words })}
      />
      <View className="activity-times">
        <DayPicker label="从" value={form.from} onChange={(from) => change({ from })} />
        <DayPicker label="到" value={form.to} onChange={(to) => change({ to })} />
      </View>
      <Chips
        id="standing-span"
        label={days > 0 ? `共 ${days} 天，最后一天早上提醒一次` : '共几天'}
        chips={spans.map((value) => ({ value, word: `${value} 天` }))}
        chosen={[days]}
        onPress={(span) => change({ to: addDays(form.from, span - 1) })}
      />
      <Alert words={problem} />
      <View className="activity-save">
        <Press id="save-standing" className="button" onPress={save}>
          {mended === null ? '保存' : '保存并重发'}
        </Press>
      </View>
      {mended === null && up > 0 && (
        <Line
          id="see-standing"
          title={`已登记在位 ${up} 处`}
          detail="去看看是否完好、哪天到期"
          onPress={() => Taro.navigateTo({ url: '/pages/standing/index' })}
        />
      )}
    </>
  )
}

function startOf(mended: OperationOf<'standing.post'> | null, today: LocalDate): Form {
  if (mended !== null) {
    const { kind, place, words, from, to } = mended.body
    return { kind, place, words: words ?? '', from, to }
  }
  return draft('standing') ?? { kind: 'banner', place: '', words: '', from: today, to: addDays(today, 29) }
}
