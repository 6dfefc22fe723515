import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, SignedOut } from '#components/answered'
import { Chips } from '#components/chips'
import { ChoiceChip, Segments } from '#components/choice-chip'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { Stepper } from '#components/stepper'
import { TextField } from '#components/text-field'
import { type AlertLevel, alertLevels } from '#domain/alert'
import { caseSteps } from '#domain/dissuasion-policy'
import {
  LONGEST_STEP_MINUTES,
  type StepMinutes,
  type StreetSettings,
  type TagGroup,
  tagGroups,
} from '#domain/street-settings'
import { MINUTE } from '#domain/time'
import { services } from '#stores/services'
import { allowance } from '#words/allowance'
import { levelWord } from '#words/dissuasion'
import { fraudWord } from '#words/fraud'
import { useDeskAct } from '../../components/use-desk-act'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import { type Draft, withFollowUp, withFraudType, withOffered, withStep, withTag, withTagWord } from './edits'
import { Retention } from './retention'
import './index.css'

export default function SettingsPage() {
  const street = useStreet()
  return street === null || street.role !== 'street' ? (
    <SignedOut title="街道设置" hint="街道专班登录后可以设定时限、诈骗类型和标签。" />
  ) : (
    <Settings street={street} />
  )
}

/** What the street decides for all its units; it holds from the moment it is saved, on every device that syncs. */
function Settings({ street }: { readonly street: OwnStreet }) {
  const query = useStreetAnswer(street)
  return (
    <Screen wide back title="街道设置" sub={`${street.name} · 保存后所有单位按新的执行`}>
      <Answered query={query} lines={10}>
        {({ settings }) => <Form key={settings.version} street={street} settings={settings} onDone={query.reload} />}
      </Answered>
    </Screen>
  )
}

interface FormProps {
  readonly street: OwnStreet
  readonly settings: StreetSettings
  readonly onDone: () => void
}

function Form({ street, settings, onDone }: FormProps) {
  const { version, ...before } = settings
  const [draft, setDraft] = useState<Draft>(before)
  const acting = useDeskAct(street.id, onDone)
  const changed = JSON.stringify(draft) !== JSON.stringify(before)
  return (
    <>
      <Deadlines draft={draft} onChange={setDraft} />
      <Section large title="诈骗类型">
        <Chips
          id="fraud"
          label="点一下启用或停用；停用后旧记录照常显示"
          many
          chips={draft.fraudTypes.map((type) => ({ value: type.id, word: wordOf(type) }))}
          chosen={draft.fraudTypes.filter(({ offered }) => offered).map(({ id }) => id)}
          onPress={(id) => setDraft(withOffered(draft, 'fraudTypes', id))}
        />
        <Adding
          id="add-fraud"
          label="添加一种"
          taken={draft.fraudTypes.map(wordOf)}
          onAdd={(word) => setDraft(withFraudType(draft, word, services().newId()))}
        />
      </Section>
      <Tags draft={draft} onChange={setDraft} />
      <Retention draft={draft} onChange={setDraft} />
      <Alert words={acting.problem} />
      <View className="sts-save">
        <Press
          id="save-settings"
          className="button"
          disabled={acting.busy || !changed}
          onPress={() => acting.act({ type: 'settings.set', body: { base: version, ...draft } })}
        >
          {acting.busy ? '正在保存…' : changed ? '保存，所有单位按新的执行' : '没有改动'}
        </Press>
      </View>
    </>
  )
}

/** Of a type that was just added no device has heard yet. */
function wordOf({ id, word }: Draft['fraudTypes'][number]): string {
  return word ?? fraudWord(id)
}

interface PartProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

const levels = alertLevels.map((value) => ({ value, word: levelWord[value] }))
const steps = caseSteps.filter((step) => step !== 'follow-up')
const deadlineWord: Readonly<Record<keyof StepMinutes, string>> = {
  call: '录入后打电话',
  dispatch: '未接通后派发',
  accept: '派发后接单',
  meet: '接单后见到本人',
  confirm: '上门后确认',
}

/** S28: by level and step, in minutes, said beside in hours and days. */
function Deadlines({ draft, onChange }: PartProps) {
  const [level, setLevel] = useState<AlertLevel>('urgent')
  const within = draft.dissuasion.within[level]
  return (
    <Section large title="见面劝阻时限">
      <Segments label="预警等级" choices={levels} value={level} onChoose={setLevel} />
      <View className="sts-steps">
        {steps.map((step) => (
          <View key={step} id={`step-${step}`}>
            <Stepper
              id={`minutes-${step}`}
              label={`${deadlineWord[step]}：${allowance(within[step] * MINUTE)}内`}
              unit="分钟"
              value={within[step]}
              least={1}
              most={LONGEST_STEP_MINUTES}
              onChange={(minutes) => onChange(withStep(draft, level, step, minutes))}
            />
          </View>
        ))}
        <Stepper
          id="follow-up-days"
          label="确认后第一次回访"
          unit="天后"
          value={draft.dissuasion.followUpDays[level]}
          least={1}
          most={90}
          onChange={(days) => onChange(withFollowUp(draft, level, days))}
        />
      </View>
    </Section>
  )
}

const groupWord: Readonly<Record<TagGroup, string>> = {
  target: '无诈目标',
  cluster: '集群行动',
  platform: '支持载体',
  other: '其他',
}

/** S03, S05: what an activity may be said to belong to. */
function Tags({ draft, onChange }: PartProps) {
  return (
    <Section large title="活动标签">
      {tagGroups.map((group) => {
        const own = draft.tags.filter((tag) => tag.group === group)
        return (
          <View key={group}>
            <Chips
              id="tag"
              label={groupWord[group]}
              many
              chips={own.map(({ id, word }) => ({ value: id, word }))}
              chosen={own.filter(({ offered }) => offered).map(({ id }) => id)}
              onPress={(id) => onChange(withOffered(draft, 'tags', id))}
            />
            <Adding
              id={`add-tag-${group}`}
              label={`添加${groupWord[group]}`}
              taken={draft.tags.map(({ word }) => word)}
              onAdd={(word) => onChange(withTag(draft, group, word, services().newId()))}
            />
          </View>
        )
      })}
      <Renaming draft={draft} onChange={onChange} />
    </Section>
  )
}

/** The notice leaves the names of 集群行动 and 支持载体 to each street. */
function Renaming({ draft, onChange }: PartProps) {
  const [id, setId] = useState<string | null>(null)
  const [word, setWord] = useState('')
  const own = word.trim()
  const twice = draft.tags.some((tag) => tag.id !== id && tag.word === own)
  return (
    <View className="sts-add">
      <ChoiceChip
        label="给哪个标签改名"
        choices={draft.tags.map((tag) => ({ value: tag.id, word: tag.word }))}
        value={id}
        onChoose={(chosen) => {
          setId(chosen)
          setWord(draft.tags.find((tag) => tag.id === chosen)?.word ?? '')
        }}
      />
      <View className="sts-word">
        <TextField id="tag-word" label={twice ? '改成：已经有了' : '改成'} value={word} most={20} onChange={setWord} />
      </View>
      <Press
        id="rename-tag"
        className="button second small"
        disabled={id === null || own === '' || twice}
        onPress={() => {
          if (id !== null) onChange(withTagWord(draft, id, own))
          setId(null)
          setWord('')
        }}
      >
        改名
      </Press>
    </View>
  )
}

interface AddingProps {
  readonly id: string
  readonly label: string
  readonly taken: readonly string[]
  readonly onAdd: (word: string) => void
}

/** A word that is there already would be two things that nobody can tell apart. */
function Adding({ id, label, taken, onAdd }: AddingProps) {
  const [word, setWord] = useState('')
  const own = word.trim()
  const twice = taken.includes(own)
  return (
    <View className="sts-add">
      <View className="sts-word">
        <TextField id={id} label={twice ? `${label}：已经有了` : label} value={word} most={20} onChange={setWord} />
      </View>
      <Press
        id={`${id}-go`}
        className="button second small"
        disabled={own === '' || twice}
        onPress={() => {
          onAdd(own)
          setWord('')
        }}
      >
        添加
      </Press>
    </View>
  )
}
