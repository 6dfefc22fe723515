import { View } from '@tarojs/components'
import { useState } from 'react'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { Stepper } from '#components/stepper'
import { TextField } from '#components/text-field'
import { type ActivityField, fieldsOf, onlineContents, specificGroups } from '#domain/activity-detail'
import { contentWord, groupWord } from '#words/activity'
import { CopyTexts } from './copy-texts'
import type { ActivityForm } from './form'

interface FieldsProps {
  readonly form: ActivityForm
  readonly onChange: (part: Partial<ActivityForm>) => void
}

/** What this channel asks, and nothing else. */
export function ChannelFields({ form, onChange }: FieldsProps) {
  return (
    <>
      {fieldsOf(form.channel).map((field) => (
        <Field key={field} field={field} form={form} onChange={onChange} />
      ))}
    </>
  )
}

function Field({ field, form, onChange }: FieldsProps & { readonly field: ActivityField }) {
  switch (field) {
    case 'audience':
      return (
        <Stepper
          id="audience"
          label="到场人数（大约，可不填）"
          unit="人"
          value={form.audience ?? 0}
          least={0}
          most={100_000}
          leap={10}
          onChange={(audience) => onChange({ audience: audience === 0 ? null : audience })}
        />
      )
    case 'groups':
      return <Groups form={form} onChange={onChange} />
    case 'title':
      return (
        <TextField
          id="activity-title"
          label={form.channel === 'brand' ? '品牌名称' : '节目名称'}
          value={form.title}
          hint={form.channel === 'brand' ? '如：反诈夜话' : '如：评弹小品《陌生来电》'}
          most={40}
          onChange={(title) => onChange({ title })}
        />
      )
    case 'sessions':
      return (
        <Stepper
          id="sessions"
          label="场次"
          unit="场"
          value={form.sessions}
          least={1}
          most={50}
          onChange={(sessions) => onChange({ sessions })}
        />
      )
    case 'content':
      return (
        <>
          <Chips
            id="content"
            label="发了什么"
            chips={onlineContents.map((value) => ({ value, word: contentWord[value] }))}
            chosen={form.content === null ? [] : [form.content]}
            onPress={(content) => onChange({ content: content === form.content ? null : content })}
          />
          {form.content !== null && <CopyTexts content={form.content} />}
        </>
      )
    case 'reach':
      return (
        <Stepper
          id="reach"
          label="看到的人数（群人数、阅读量、发送条数；只记数，不记是谁）"
          unit="人"
          value={form.reach ?? 0}
          least={0}
          most={1_000_000}
          leap={50}
          onChange={(reach) => onChange({ reach: reach === 0 ? null : reach })}
        />
      )
    default:
      return field satisfies never
  }
}

/** Six counts that most activities don't need: behind one line until they are wanted. */
function Groups({ form, onChange }: FieldsProps) {
  const [open, setOpen] = useState(() => Object.values(form.groups).some((count) => (count ?? 0) > 0))
  return (
    <View className="field">
      <Press
        id="groups"
        className="button second small"
        expanded={open}
        onPress={() => setOpen(!open)}
      >{`${open ? '收起' : '填写'}特定人群人数`}</Press>
      {open && (
        <>
          <View className="activity-hint">只记人数。幼儿园师生只填一个数，不写姓名、不拍照。</View>
          {specificGroups.map((group) => (
            <Stepper
              key={group}
              id={`group-${group}`}
              label={groupWord[group]}
              unit="人"
              value={form.groups[group] ?? 0}
              least={0}
              most={100_000}
              leap={10}
              onChange={(count) => onChange({ groups: { ...form.groups, [group]: count } })}
            />
          ))}
        </>
      )}
    </View>
  )
}
