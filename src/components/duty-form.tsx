import { View } from '@tarojs/components'
import { useState } from 'react'
import type { UnitDutyAnswer } from '#contract/unit-duty'
import { dutyNow } from '#domain/unit-duty'
import { type DutyDraft, type DutyFault, draftOf, dutyBody, dutyDraft, dutyFault } from '#stores/duty-draft'
import { roleWord } from '#words/labels'
import { Alert } from './alert'
import { ChoiceChip } from './choice-chip'
import { Press } from './press'
import { Section } from './section'
import { TextArea } from './text-area'
import { TextField } from './text-field'
import { useDeskAct } from './use-desk-act'
import './duty-view.css'

interface DutyFormProps {
  readonly answer: UnitDutyAnswer
  readonly onClose: () => void
  readonly onDone: () => void
}

const faultWord: Readonly<Record<DutyFault, string>> = {
  'no-name': '请写明专人的姓名',
  'no-post': '没有账号的专人，请写明职务',
  'too-many': '职责和措施各最多 20 条，请合并',
  'too-long': '一条最多 100 字，请分成几条',
}

/** A unit's duties while they are written: what is entered stays on the device until it is saved. */
export function DutyForm({ answer, onClose, onDone }: DutyFormProps) {
  const { unit, campaign, content, people } = answer
  const kept = dutyDraft(unit.id, campaign.id)
  const standing = draftOf(dutyNow(content))
  const [draft, setDraft] = useState<DutyDraft>(() => kept.read() ?? standing)
  const [room, setRoom] = useState(true)
  const acting = useDeskAct(unit.id, onDone)
  const change = (part: Partial<DutyDraft>): void => {
    const next = { ...draft, ...part }
    setDraft(next)
    setRoom(kept.keep(next))
  }
  const drop = (): void => {
    kept.keep(null)
    onClose()
  }
  const fault = dutyFault(draft)
  const choices = [
    { value: 'nobody', word: '还没有定' },
    ...people.map(({ id, name, role }) => ({ value: id, word: `${name} · ${roleWord[role]}` })),
    { value: 'named', word: '没有账号的人，写姓名和职务' },
  ]
  return (
    <Section large title={standing.base === 0 ? '写明职责和专人' : `修改，保存后为第 ${standing.base + 1} 版`}>
      {draft.base !== standing.base && (
        <Alert words="别人刚保存过新的一版。您写的还在；请对照后再保存，或放弃修改看新的一版。" />
      )}
      {!room && <Alert words="手机存储已满，写的内容只在屏幕上，请先保存再离开" />}
      <View className="field">
        <View className="field-label">专人</View>
        <ChoiceChip
          label="专人"
          choices={choices}
          value={choices.some(({ value }) => value === draft.who) ? draft.who : 'nobody'}
          onChoose={(who) => change({ who: who ?? 'nobody' })}
        />
      </View>
      {draft.who === 'named' && (
        <TextField id="duty-name" label="姓名" value={draft.name} most={20} onChange={(name) => change({ name })} />
      )}
      {draft.who !== 'nobody' && (
        <TextField
          id="duty-post"
          label={draft.who === 'named' ? '职务' : '职务（可不填）'}
          value={draft.post}
          most={30}
          onChange={(post) => change({ post })}
        />
      )}
      <TextField
        id="duty-area"
        label="责任区域"
        hint="如：青枫苑、东亭商业街"
        value={draft.area}
        most={200}
        onChange={(area) => change({ area })}
      />
      <TextArea
        id="duty-duties"
        label="职责（一行一条）"
        value={draft.duties}
        most={2000}
        onChange={(duties) => change({ duties })}
      />
      <TextArea
        id="duty-measures"
        label="措施（一行一条）"
        value={draft.measures}
        most={2000}
        onChange={(measures) => change({ measures })}
      />
      <Alert words={fault === null ? acting.problem : faultWord[fault]} />
      <View className="duty-acts">
        <Press
          id="duty-save"
          className="button"
          disabled={acting.busy || fault !== null}
          onPress={() =>
            acting.act({ type: 'duty.set', body: dutyBody(campaign.id, standing.base, draft, people) }, () =>
              kept.keep(null),
            )
          }
        >
          {acting.busy ? '正在保存…' : '保存'}
        </Press>
        <Press id="duty-drop" className="link" onPress={drop}>
          放弃修改
        </Press>
      </View>
    </Section>
  )
}
