import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Empty, SignedOut } from '#components/answered'
import { Chips } from '#components/chips'
import { ChoiceChip } from '#components/choice-chip'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { TextField } from '#components/text-field'
import { TimePicker } from '#components/time-picker'
import { WhenOpen } from '#components/when-open'
import { alertLevels, alertSources, caseKinds } from '#domain/alert'
import type { OperationId } from '#domain/ids'
import { MINUTE } from '#domain/time'
import { type AlertDraft, alertDraft, keepAlertDraft } from '#stores/drafts'
import { engineOf } from '#stores/field-store'
import { sendNow } from '#stores/send-now'
import { services } from '#stores/services'
import { useStreetSettings } from '#stores/street-settings'
import { caseKindWord, levelWord, sourceWord } from '#words/dissuasion'
import { fraudChoices } from '#words/fraud'
import { tellSent } from '../../components/tell-sent'
import { DoorSearch } from '../door-search'
import { labelChips, toggled } from '../label-sheet'
import { communityName, type Officer, useOfficer } from '../use-officer'
import { emptyAlert, filledBody } from './form'
import './index.css'

export default function EnterPage() {
  const officer = useOfficer()
  if (officer === null) return <SignedOut title="录入预警" hint="民警登录后查看本所的预警。" />
  const [first] = officer.serves
  if (first === undefined) {
    return (
      <Screen marked back title="录入预警" sub={officer.station}>
        <Empty words="本所还没有对应的社区" hint="请联系街道专班登记管辖社区。" />
      </Screen>
    )
  }
  return (
    <WhenOpen title="录入预警">
      <Enter officer={officer} first={first.unitId} />
    </WhenOpen>
  )
}

interface EnterProps {
  readonly officer: Officer
  readonly first: AlertDraft['unit']
}

const kinds = caseKinds.map((value) => ({ value, word: caseKindWord[value] }))
const levels = alertLevels.map((value) => ({ value, word: levelWord[value] }))
// 表格导入 is what the import says of itself.
const sources = alertSources
  .filter((source) => source !== 'import')
  .map((value) => ({ value, word: sourceWord[value] }))

/** An alert by hand; half filled it is there again after the phone was put away (S25, F08). */
function Enter({ officer, first }: EnterProps) {
  const [form, setForm] = useState<AlertDraft>(() => {
    const kept = alertDraft()
    const known = officer.serves.some(({ unitId }) => unitId === kept?.unit)
    return kept !== null && known ? kept : emptyAlert(first, Math.floor(services().now() / MINUTE) * MINUTE)
  })
  const { problem, busy, save } = useEnter(form)
  const frauds = fraudChoices(useStreetSettings())
  const change = (part: Partial<AlertDraft>): void => {
    const next = { ...form, ...part }
    setForm(next)
    keepAlertDraft(next)
  }
  return (
    <Screen marked back title="录入预警" sub={`发到${communityName(officer, form.unit)}`}>
      {officer.serves.length > 1 && (
        <ChoiceChip
          label="社区"
          choices={officer.serves.map(({ unitId, name }) => ({ value: unitId, word: name }))}
          value={form.unit}
          onChoose={(value) => {
            const unit = officer.serves.find(({ unitId }) => unitId === value)?.unitId
            // A door is one community's.
            if (unit !== undefined) change({ unit, doorId: null })
          }}
        />
      )}
      <Chips id="kind" label="种类" chips={kinds} chosen={[form.kind]} onPress={(kind) => change({ kind })} />
      <TextField id="number" label="预警编号" value={form.number} most={40} onChange={(number) => change({ number })} />
      <Chips
        id="level"
        label="等级"
        even
        chips={levels}
        chosen={form.level === null ? [] : [form.level]}
        onPress={(level) => change({ level })}
      />
      <Chips
        id="fraud"
        label="诈骗类型"
        chips={frauds}
        chosen={form.fraudType === null ? [] : [form.fraudType]}
        onPress={(fraudType) => change({ fraudType })}
      />
      <Chips id="source" label="来源" chips={sources} chosen={[form.source]} onPress={(source) => change({ source })} />
      <View className="field">
        <View className="field-label">预警时间</View>
        <TimePicker label="预警时间" value={form.raisedAt} onChange={(raisedAt) => change({ raisedAt })} />
      </View>
      <TextField id="name" label="姓名" value={form.name} most={40} onChange={(name) => change({ name })} />
      <TextField id="phone" label="电话" value={form.phone} most={24} onChange={(phone) => change({ phone })} />
      <TextField
        id="address"
        label="地址（照预警上写的）"
        value={form.address}
        most={120}
        onChange={(address) => change({ address, doorId: null })}
      />
      <DoorSearch
        unit={form.unit}
        address={form.address}
        chosen={form.doorId}
        onChoose={(doorId) => change({ doorId: doorId === form.doorId ? null : doorId })}
      />
      <TextField id="clue" label="线索（可不填）" value={form.clue} most={300} onChange={(clue) => change({ clue })} />
      <Chips
        many
        id="label"
        label="标签（只有民警可见，可不选）"
        chips={labelChips}
        chosen={form.labels}
        onPress={(label) => change({ labels: [...toggled(form.labels, label)] })}
      />
      <View className="ent-save">
        <Alert words={problem} />
        <Press id="save" className="button" disabled={busy} onPress={save}>
          {busy ? '正在发送…' : '录入'}
        </Press>
      </View>
    </Screen>
  )
}

function useEnter(form: AlertDraft): {
  readonly problem: string | null
  readonly busy: boolean
  readonly save: () => void
} {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function send(): Promise<void> {
    const filled = filledBody(form)
    if (filled.kind === 'wrong') {
      setProblem(filled.words)
      return
    }
    setBusy(true)
    const sent = await sendNow({ type: 'alert.enter', body: filled.body }, form.unit)
    if (sent.kind === 'refused') {
      // The form keeps it all; a second copy in quarantine would only be in the way.
      if (sent.id !== null) engineOf(form.unit).discard(sent.id)
      setBusy(false)
      setProblem(`没有录入：${sent.title}`)
      return
    }
    if (form.labels.length > 0) await label(sent.id)
    keepAlertDraft(null)
    tellSent(sent)
    void Taro.redirectTo({ url: `/police/alert/index?unit=${form.unit}&id=${sent.id}` })
  }
  async function label(caseId: OperationId): Promise<void> {
    await sendNow({ type: 'alert.label', body: { caseId, labels: [...form.labels] }, after: caseId }, form.unit)
  }
  return { problem, busy, save: () => void send() }
}
