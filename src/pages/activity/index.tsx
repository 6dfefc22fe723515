import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Stepper } from '#components/stepper'
import { TextField } from '#components/text-field'
import { TimePicker } from '#components/time-picker'
import type { OperationOf } from '#contract/operation'
import { isBroadcast, isOver } from '#domain/activity'
import type { OperationId } from '#domain/ids'
import { MINUTE, type Milliseconds } from '#domain/time'
import { type DraftOf, draft, keepDraft } from '#stores/drafts'
import { engine, useRecords } from '#stores/field-store'
import { services } from '#stores/services'
import { channelGroups } from '#words/activity'
import { channelWord } from '#words/labels'
import { useSave, wrongOf } from '../use-save'
import './index.css'

const lengths = [15, 30, 45, 60, 90]

/** Outreach with a start and an end: the minutes come from it, nobody clocks in. */
export default function Activity() {
  const { params } = useRouter()
  const found = useRecords().find(
    ({ operation }) => operation.id === (params.edit as OperationId | undefined),
  )?.operation
  const edited = found?.type === 'activity.log' ? found : null
  const [form, setForm] = useState<DraftOf<'activity'>>(() => startOf(edited))
  const change = (part: Partial<DraftOf<'activity'>>): void => {
    const next = { ...form, ...part }
    setForm(next)
    if (edited === null) keepDraft('activity', next)
  }
  const minutes = Math.round((form.to - form.from) / MINUTE)

  /** What is wrong, or null when it is saved. */
  const attempt = (): string | null => {
    if (form.place.trim() === '') return '请写地点。'
    if (form.to <= form.from) return '结束要晚于开始。'
    if (!isOver(form.to, services().now())) return '结束时间还没到，等活动结束后再记。内容会留着。'
    const body = {
      channel: form.channel,
      from: form.from,
      to: form.to,
      place: form.place.trim(),
      ...(form.audience === null ? {} : { audience: form.audience }),
      ...(form.note.trim() === '' ? {} : { note: form.note.trim() }),
    }
    const result =
      edited === null
        ? engine().save({ type: 'activity.log', body })
        : engine().edit(edited.id, { ...edited.body, ...body })
    if (result.kind === 'saved' && edited === null) keepDraft('activity', null)
    return wrongOf(result)
  }
  const { problem, save } = useSave(attempt)

  return (
    <Screen title={edited === null ? '现场活动' : '修改后重发'} sub="写明起止时间，分钟自动算" back>
      {channelGroups.map(({ word, channels }) => (
        <Chips
          key={word}
          id="channel"
          label={word}
          chips={channels.map((value) => ({ value, word: channelWord[value] }))}
          chosen={[form.channel]}
          onPress={(channel) => change({ channel })}
        />
      ))}
      <View className="activity-times">
        <View className="field">
          <View className="field-label">开始</View>
          <TimePicker
            label="开始"
            value={form.from}
            onChange={(from) =>
              change({ from, to: Math.max(from + MINUTE, Math.min(from + minutes * MINUTE, lastFive())) })
            }
          />
        </View>
        <View className="field">
          <View className="field-label">结束</View>
          <TimePicker label="结束" value={form.to} onChange={(to) => change({ to })} />
        </View>
      </View>
      <Chips
        id="length"
        label={minutes > 0 ? `时长 ${minutes} 分钟` : '时长'}
        chips={lengths.map((value) => ({ value, word: `${value} 分钟` }))}
        chosen={[minutes]}
        onPress={(length) => change(ofLength(form.from, length))}
      />
      <TextField
        id="activity-place"
        label="地点"
        value={form.place}
        hint="如：社区活动室"
        most={60}
        onChange={(place) => change({ place })}
      />
      {!isBroadcast(form.channel) && (
        <Stepper
          id="audience"
          label="到场人数（大约，可不填）"
          unit="人"
          value={form.audience ?? 0}
          least={0}
          most={100_000}
          leap={10}
          onChange={(audience) => change({ audience: audience === 0 ? null : audience })}
        />
      )}
      <TextField
        id="activity-note"
        label="备注（可不填）"
        value={form.note}
        most={200}
        onChange={(note) => change({ note })}
      />
      <Alert words={problem} />
      <View className="activity-save">
        <Press id="save-activity" className="button" onPress={save}>
          {edited === null ? '保存' : '保存并重发'}
        </Press>
      </View>
    </Screen>
  )
}

/** From where it is put, or back from now where it would end in the future. */
function ofLength(from: Milliseconds, minutes: number): Pick<DraftOf<'activity'>, 'from' | 'to'> {
  const to = Math.min(from + minutes * MINUTE, lastFive())
  return { from: to - minutes * MINUTE, to }
}

/** The last five minutes that are full. */
function lastFive(): Milliseconds {
  return Math.floor(services().now() / (5 * MINUTE)) * 5 * MINUTE
}

function startOf(edited: OperationOf<'activity.log'> | null): DraftOf<'activity'> {
  if (edited !== null) {
    const { channel, from, to, place, audience, note } = edited.body
    return { channel, from, to, place, audience: audience ?? null, note: note ?? '' }
  }
  // Most are written down when they end.
  const to = lastFive()
  return (
    draft('activity') ?? { channel: 'street-stall', from: to - 30 * MINUTE, to, place: '', audience: null, note: '' }
  )
}
