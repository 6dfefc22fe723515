import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { DayPicker } from '#components/day-picker'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Section } from '#components/section'
import { Stepper } from '#components/stepper'
import { TextField } from '#components/text-field'
import { campaignFault } from '#domain/campaign'
import type { OperationId } from '#domain/ids'
import { services } from '#stores/services'
import { campaignFaultWord } from '#words/campaign'
import { shortDate } from '#words/format'
import { unitKindWord } from '#words/labels'
import { leastWord, measureWord } from '#words/measure'
import { useDeskAct } from '../../components/use-desk-act'
import type { OwnStreet } from '../use-street'
import { blank, type Draft, type Entry, type ListName, withEntry, withoutEntry } from './edits'
import { EntrySheet } from './entry-sheet'

interface FormProps {
  readonly street: OwnStreet
  /** Null: a new one. */
  readonly known: { readonly id: OperationId; readonly version: number } | null
  readonly before: Draft
  readonly onDone: () => void
}

/** The whole campaign; nothing holds until it is saved, and what is wrong is said before. */
export function Form({ street, known, before, onDone }: FormProps) {
  const [draft, setDraft] = useState<Draft>(before)
  const [entry, setEntry] = useState<Entry | null>(null)
  const acting = useDeskAct(street.id, onDone)
  const changed = known === null || JSON.stringify(draft) !== JSON.stringify(before)
  const fault = campaignFault(draft)
  const nameless = draft.name.trim() === ''
  const wrong = nameless ? '请先写行动的名称' : fault === undefined ? null : campaignFaultWord(fault)
  const edit = { draft, onChange: setDraft, onEntry: setEntry }
  return (
    <>
      <Dates draft={draft} onChange={setDraft} />
      <Reporting draft={draft} onChange={setDraft} />
      <Lists {...edit} />
      <Alert words={acting.problem} />
      {wrong !== null && (
        <View className="cmp-wrong" id="wrong" role="status">
          {wrong}
        </View>
      )}
      <View className="cmp-save">
        <Press
          id="save-campaign"
          className="button"
          disabled={acting.busy || !changed || wrong !== null}
          onPress={() =>
            acting.act({
              type: 'campaign.set',
              body: {
                campaignId: known?.id ?? null,
                base: known?.version ?? 0,
                campaign: { ...draft, name: draft.name.trim() },
              },
            })
          }
        >
          {acting.busy ? '正在保存…' : changed ? '保存，所有单位按新的执行' : '没有改动'}
        </Press>
        {changed && known !== null && (
          <Press id="undo-campaign" className="button second" disabled={acting.busy} onPress={() => setDraft(before)}>
            放弃改动
          </Press>
        )}
      </View>
      {entry !== null && (
        <EntrySheet
          key={entry.value.id}
          entry={entry}
          onClose={() => setEntry(null)}
          onKeep={(kept) => {
            setDraft(withEntry(draft, kept))
            setEntry(null)
          }}
          onRemove={() => {
            setDraft(withoutEntry(draft, entry.list, entry.value.id))
            setEntry(null)
          }}
        />
      )}
    </>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

function Dates({ draft, onChange }: PartProps) {
  return (
    <Section large title="名称和日期">
      <TextField
        id="name"
        label="行动名称"
        value={draft.name}
        most={60}
        hint="例如：打击治理电信网络诈骗百日会战"
        onChange={(name) => onChange({ ...draft, name })}
      />
      <View className="cmp-row">
        <DayPicker year id="from" label="第一天" value={draft.from} onChange={(from) => onChange({ ...draft, from })} />
        <DayPicker year id="to" label="最后一天" value={draft.to} onChange={(to) => onChange({ ...draft, to })} />
        <Stepper
          id="base-year"
          label="基期年"
          unit="年"
          value={draft.baseYear}
          least={2000}
          most={2100}
          onChange={(baseYear) => onChange({ ...draft, baseYear })}
        />
      </View>
    </Section>
  )
}

const daysOfMonth = Array.from({ length: 31 }, (_, index) => index + 1)

function Reporting({ draft, onChange }: PartProps) {
  const { reports } = draft
  const put = (part: Partial<Draft['reports']>) => onChange({ ...draft, reports: { ...reports, ...part } })
  const turned = (day: number) =>
    reports.days.includes(day)
      ? reports.days.filter((one) => one !== day)
      : [...reports.days, day].sort((a, b) => a - b)
  return (
    <Section large title="报送">
      <View className="cmp-row">
        <DayPicker
          year
          id="plan-due"
          label="宣传计划报送日"
          value={draft.planDue}
          onChange={(planDue) => onChange({ ...draft, planDue })}
        />
        <DayPicker year id="reports-from" label="半月报从" value={reports.from} onChange={(from) => put({ from })} />
        <DayPicker year id="reports-to" label="半月报到" value={reports.to} onChange={(to) => put({ to })} />
      </View>
      <Chips
        id="report-day"
        label="每月几日报送（没有这一天的月份在最后一天）"
        many
        chips={daysOfMonth.map((day) => ({ value: day, word: String(day) }))}
        chosen={reports.days}
        onPress={(day) => put({ days: turned(day) })}
      />
    </Section>
  )
}

interface ListsProps extends PartProps {
  readonly onEntry: (entry: Entry) => void
}

const needsWord = { 'rise-stopped': '发案、损失都不再上升', 'both-down': '发案、损失都下降' } as const

function Lists({ draft, onChange, onEntry }: ListsProps) {
  const kindsWord = (kinds: readonly (keyof typeof unitKindWord)[]) =>
    kinds.map((kind) => unitKindWord[kind]).join('、')
  const { evaluation } = draft
  const add = (list: ListName) => onEntry(blank(draft, list, `c-${services().newId().slice(-12)}`))
  const putRange = (part: Partial<Draft['evaluation']>) =>
    onChange({ ...draft, evaluation: { ...evaluation, ...part } })
  return (
    <>
      <EntryList title="阶段" list="phases" onAdd={add}>
        {draft.phases.map((value) => (
          <Line
            key={value.id}
            id={`entry-${value.id}`}
            title={value.name}
            detail={`${shortDate(value.from)}–${shortDate(value.to)}`}
            onPress={() => onEntry({ list: 'phases', value })}
          />
        ))}
      </EntryList>
      <EntryList title="阶段目标" list="milestones" onAdd={add}>
        {draft.milestones.map((value) => (
          <Line
            key={value.id}
            id={`entry-${value.id}`}
            title={value.word}
            detail={`${shortDate(value.by)}前 · ${needsWord[value.needs]}`}
            onPress={() => onEntry({ list: 'milestones', value })}
          />
        ))}
      </EntryList>
      <EntryList title="无诈目标" list="targets" onAdd={add}>
        {draft.targets.map((value) => (
          <Line
            key={value.id}
            id={`entry-${value.id}`}
            title={value.word}
            detail={kindsWord(value.kinds)}
            onPress={() => onEntry({ list: 'targets', value })}
          />
        ))}
      </EntryList>
      <EntryList title="无诈条件" list="criteria" onAdd={add}>
        {draft.criteria.map((value) => (
          <Line
            key={value.id}
            id={`entry-${value.id}`}
            title={value.word}
            detail={`${measureWord[value.measure]} ${leastWord(value.measure, value.atLeast)} · ${kindsWord(value.kinds)}`}
            onPress={() => onEntry({ list: 'criteria', value })}
          />
        ))}
      </EntryList>
      <EntryList title="评估项目" list="items" onAdd={add}>
        <View className="cmp-row">
          <DayPicker
            year
            id="evaluation-from"
            label="评估从"
            value={evaluation.from}
            onChange={(from) => putRange({ from })}
          />
          <DayPicker year id="evaluation-to" label="评估到" value={evaluation.to} onChange={(to) => putRange({ to })} />
        </View>
        {evaluation.items.map((value) => (
          <Line
            key={value.id}
            id={`entry-${value.id}`}
            title={value.word}
            detail={`${measureWord[value.measure]}，${value.none} 得零分、${value.full} 得满分 · ${kindsWord(value.kinds)}`}
            end={`${value.points} 分`}
            onPress={() => onEntry({ list: 'items', value })}
          />
        ))}
      </EntryList>
    </>
  )
}

interface EntryListProps {
  readonly title: string
  readonly list: ListName
  readonly onAdd: (list: ListName) => void
  readonly children: React.ReactNode
}

function EntryList({ title, list, onAdd, children }: EntryListProps) {
  return (
    <Section
      large
      title={title}
      aside={
        <Press id={`add-${list}`} className="button second small" label={`添加${title}`} onPress={() => onAdd(list)}>
          添加
        </Press>
      }
    >
      {children}
    </Section>
  )
}
