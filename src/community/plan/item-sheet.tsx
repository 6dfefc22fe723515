import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { ChoiceChip } from '#components/choice-chip'
import { DayPicker } from '#components/day-picker'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import { channels } from '#domain/activity'
import type { PlanItem } from '#domain/plan'
import type { LocalDate } from '#domain/time'
import { shortDate } from '#words/format'
import { channelWord } from '#words/labels'

interface ItemSheetProps {
  readonly item: PlanItem
  readonly from: LocalDate
  readonly to: LocalDate
  readonly onSave: (item: PlanItem) => void
  readonly onRemove?: () => void
  readonly onClose: () => void
}

/** One thing that is meant to be done. */
export function ItemSheet({ item, from, to, onSave, onRemove, onClose }: ItemSheetProps) {
  const [draft, setDraft] = useState(item)
  const change = (part: Partial<PlanItem>): void => setDraft({ ...draft, ...part })
  const outside = draft.day < from || draft.day > to
  const ready = !outside && draft.title.trim() !== '' && draft.responsible.trim() !== ''
  return (
    <Sheet title={onRemove === undefined ? '加一项宣传' : '修改这一项'} onClose={onClose}>
      <DayPicker id="item-day" label="哪天" value={draft.day} onChange={(day) => change({ day })} />
      {outside && <Alert words={`行动从 ${shortDate(from)} 到 ${shortDate(to)}，请选这之间的一天`} />}
      <View className="field">
        <View className="field-label">什么方式</View>
        <ChoiceChip
          label="方式"
          choices={channels
            .filter((channel) => channel !== 'dissuasion')
            .map((channel) => ({ value: channel, word: channelWord[channel] }))}
          value={draft.channel}
          onChoose={(value) => {
            const channel = channels.find((one) => one === value)
            if (channel !== undefined) change({ channel })
          }}
        />
      </View>
      <TextField
        id="item-title"
        label="做什么"
        hint="如：老年大学防骗课"
        value={draft.title}
        most={60}
        onChange={(title) => change({ title })}
      />
      <TextField
        id="item-place"
        label="在哪里（可不填）"
        value={draft.place}
        most={60}
        onChange={(place) => change({ place })}
      />
      <TextField
        id="item-responsible"
        label="责任人"
        value={draft.responsible}
        most={30}
        onChange={(responsible) => change({ responsible })}
      />
      <TextField
        id="item-audience"
        label="面向哪些人（可不填）"
        value={draft.audience}
        most={60}
        onChange={(audience) => change({ audience })}
      />
      <View className="plan-acts">
        <Press id="item-save" className="button" disabled={!ready} onPress={() => onSave(trimmed(draft))}>
          好
        </Press>
        {onRemove !== undefined && (
          <Press id="item-remove" className="button second" onPress={onRemove}>
            删去这一项
          </Press>
        )}
      </View>
    </Sheet>
  )
}

function trimmed(item: PlanItem): PlanItem {
  const { title, place, responsible, audience } = item
  return {
    ...item,
    title: title.trim(),
    place: place.trim(),
    responsible: responsible.trim(),
    audience: audience.trim(),
  }
}
