import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { Segments } from '#components/choice-chip'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { TextField } from '#components/text-field'
import { TimePicker } from '#components/time-picker'
import { WhenOpen } from '#components/when-open'
import { isOnline, isOver } from '#domain/activity'
import { MINUTE, type Milliseconds } from '#domain/time'
import { UNDO_ALLOWED } from '#domain/visit'
import { keepDraft } from '#stores/drafts'
import { useRecords } from '#stores/field-store'
import { services } from '#stores/services'
import { channelGroups } from '#words/activity'
import { channelWord } from '#words/labels'
import { useNow } from '../../components/use-now'
import { StandingForm } from '../standing/standing-form'
import { useSave, wrongOf } from '../use-save'
import { ChannelFields } from './channel-fields'
import { type Deed, deedOf, mendedPost, saidIn, saveDeed, undoActivity } from './deed'
import { type ActivityForm, bodyOf, formOf, missingIn } from './form'
import { RecentActivities } from './recent-activities'
import { TagChips } from './tag-chips'
import './index.css'

const lengths = [15, 30, 45, 60, 90]

const sorts = [
  { value: 'activity', word: '有起止时间的活动' },
  { value: 'standing', word: '横幅等张贴、排期' },
] as const

/** One form for every channel; it changes with what is chosen. */
export default function ActivityPage() {
  return (
    <WhenOpen title="记活动">
      <Activity />
    </WhenOpen>
  )
}

function Activity() {
  const { params } = useRouter()
  const now = useNow()
  const records = useRecords()
  const [deed] = useState<Deed>(() => deedOf(params, records))
  const [mended] = useState(() => mendedPost(params.edit, records))
  const [sort, setSort] = useState<(typeof sorts)[number]['value']>(() =>
    mended !== null || params.post !== undefined ? 'standing' : 'activity',
  )
  return (
    <Screen
      title={mended === null ? titleOf(deed) : '修改后重发'}
      sub={sort === 'activity' ? '写明起止时间，分钟自动算' : '写明在哪里、从哪天到哪天'}
      back
    >
      {deed.kind === 'new' && mended === null && (
        <Segments label="记什么" choices={sorts} value={sort} onChoose={setSort} />
      )}
      {sort === 'standing' ? <StandingForm mended={mended} /> : <ActivityFields deed={deed} now={now} />}
    </Screen>
  )
}

/** Outreach with a start and an end: the minutes come from it, nobody clocks in. */
function ActivityFields({ deed, now }: { readonly deed: Deed; readonly now: Milliseconds }) {
  const [form, setForm] = useState<ActivityForm>(() => formOf(saidIn(deed), lastFive()))
  const [reason, setReason] = useState(() => reasonIn(deed))
  const change = (part: Partial<ActivityForm>): void => {
    const next = { ...form, ...part }
    setForm(next)
    if (deed.kind === 'new') keepDraft('activity', next)
  }
  const minutes = Math.round((form.to - form.from) / MINUTE)
  const amends = deed.kind === 'amend' || (deed.kind === 'mend' && deed.operation.type === 'activity.amend')

  /** What is wrong, or null when it is saved. */
  const attempt = (): string | null => {
    const missing = missingIn(form)
    if (missing !== null) return missing
    if (!isOver(form.to, services().now())) return '结束时间还没到，等活动结束后再记。内容会留着。'
    if (amends && reason.trim() === '') return '请写更正的原因。'
    const result = saveDeed(deed, bodyOf(form), reason.trim())
    if (result.kind === 'saved' && deed.kind === 'new') keepDraft('activity', null)
    return wrongOf(result)
  }
  const { problem, save } = useSave(attempt)

  return (
    <>
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
        label={isOnline(form.channel) ? '发在哪里' : '地点'}
        value={form.place}
        hint={isOnline(form.channel) ? '如：青枫苑业主群（只写群名）' : '如：社区活动室'}
        most={60}
        onChange={(place) => change({ place })}
      />
      <ChannelFields key={form.channel} form={form} onChange={change} />
      <TagChips chosen={form.tags} onChange={(tags) => change({ tags })} />
      <TextField
        id="activity-note"
        label="备注（可不填）"
        value={form.note}
        most={200}
        onChange={(note) => change({ note })}
      />
      {amends && (
        <TextField
          id="activity-reason"
          label="更正原因（原来的内容会留着）"
          value={reason}
          most={200}
          onChange={setReason}
        />
      )}
      <Alert words={problem} />
      <View className="activity-save">
        <Press id="save-activity" className="button" onPress={save}>
          {deed.kind === 'mend' ? '保存并重发' : amends ? '保存更正' : '保存'}
        </Press>
      </View>
      {deed.kind === 'amend' && now - deed.activity.at <= UNDO_ALLOWED && <Undo deed={deed} />}
      {deed.kind === 'new' && <RecentActivities now={now} />}
    </>
  )
}

/** A slip of the thumb goes without a reason, for a minute. */
function Undo({ deed }: { readonly deed: Extract<Deed, { kind: 'amend' }> }) {
  const { problem, save } = useSave(() => wrongOf(undoActivity(deed.activity.id)))
  return (
    <View className="activity-save">
      <Alert words={problem} />
      <Press id="undo-activity" className="button danger" onPress={save}>
        刚记错了，撤销这一条
      </Press>
    </View>
  )
}

function titleOf(deed: Deed): string {
  switch (deed.kind) {
    case 'new':
      return '宣传活动'
    case 'mend':
      return '修改后重发'
    case 'amend':
      return '更正活动'
    default:
      return deed satisfies never
  }
}

function reasonIn(deed: Deed): string {
  return deed.kind === 'mend' && deed.operation.type === 'activity.amend' ? deed.operation.body.reason : ''
}

/** From where it is put, or back from now where it would end in the future. */
function ofLength(from: Milliseconds, minutes: number): Pick<ActivityForm, 'from' | 'to'> {
  const to = Math.min(from + minutes * MINUTE, lastFive())
  return { from: to - minutes * MINUTE, to }
}

/** The last five minutes that are full. */
function lastFive(): Milliseconds {
  return Math.floor(services().now() / (5 * MINUTE)) * 5 * MINUTE
}
