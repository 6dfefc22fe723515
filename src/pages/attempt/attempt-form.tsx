import { View } from '@tarojs/components'
import { Chips } from '#components/chips'
import { ChoiceChip } from '#components/choice-chip'
import { TextField } from '#components/text-field'
import type { CaseRow } from '#contract/pull'
import { type AttemptResult, advices, meetings, residences } from '#domain/dissuasion'
import type { StaffId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { AttemptDraft } from '#stores/drafts'
import { useStreetSettings } from '#stores/street-settings'
import { adviceWord, meetingWord, residenceWord, resultWord } from '#words/dissuasion'
import { fraudChoices } from '#words/fraud'
import { AmountField } from './amount-field'
import { AnswerRows } from './answer-rows'
import { BigChoice } from './big-choice'
import { NextVisit } from './next-visit'

interface AttemptFormProps {
  readonly row: CaseRow
  readonly me: StaffId | null
  readonly form: AttemptDraft
  readonly now: Milliseconds
  readonly onChange: (part: Partial<AttemptDraft>) => void
}

const NO_CHOICE = -1
/** What may come of having spoken with somebody. */
const spoken: readonly AttemptResult[] = ['awake', 'doubting', 'refused', 'denied', 'defrauded', 'false-alarm']
const nobodyChoices = [
  { value: 'not-met', word: '没见到人' },
  { value: 'false-alarm', word: '误报：查无此人' },
] as const

/** S29 by one thumb: whom one met decides what else is asked, and what is not known is left out. */
export function AttemptForm({ row, me, form, now, onChange }: AttemptFormProps) {
  const companion = row.part === 'companion'
  return (
    <View>
      <BigChoice
        id="met"
        label="见到谁"
        columns={3}
        choices={meetings.map((value) => ({ value, word: meetingWord[value] }))}
        value={form.met}
        onChoose={(met) => onChange({ met, ...(met === 'nobody' ? { result: 'not-met' } : {}) })}
      />
      {form.met !== null && (
        <>
          {row.kind === 'check' ? (
            <BigChoice
              id="residence"
              label={form.met === 'nobody' ? '向邻居问到的（可不填）' : '住户在不在住'}
              columns={2}
              choices={residences.map((value) => ({ value, word: residenceWord[value] }))}
              value={form.residence}
              onChoose={(residence) => onChange({ residence })}
            />
          ) : form.met === 'nobody' ? (
            !companion && (
              <Chips
                id="result"
                label="情况"
                chips={nobodyChoices}
                chosen={[form.result === 'false-alarm' ? 'false-alarm' : 'not-met']}
                onPress={(result) => onChange({ result })}
              />
            )
          ) : (
            <Spoken form={form} companion={companion} onChange={onChange} />
          )}
          {!companion && (
            <NextVisit value={form.nextVisitAt} now={now} onChange={(at) => onChange({ nextVisitAt: at })} />
          )}
          <TextField
            id="note"
            label="备注（一句话，不写姓名电话）"
            value={form.note}
            most={300}
            onChange={(note) => onChange({ note })}
          />
          {!companion && <Along row={row} me={me} form={form} onChange={onChange} />}
        </>
      )}
    </View>
  )
}

interface SpokenProps {
  readonly form: AttemptDraft
  readonly companion: boolean
  readonly onChange: AttemptFormProps['onChange']
}

function Spoken({ form, companion, onChange }: SpokenProps) {
  const frauds = fraudChoices(useStreetSettings(), form.fraudType === null ? [] : [form.fraudType])
  return (
    <>
      <AnswerRows answers={form.answers} onChange={(answers) => onChange({ answers })} />
      {!companion && form.answers.transferred === true && (
        <AmountField value={form.amount} onChange={(amount) => onChange({ amount })} />
      )}
      {!companion && (
        <Chips
          id="advised"
          label="建议了什么"
          many
          chips={advices.map((value) => ({ value, word: adviceWord[value] }))}
          chosen={form.advised}
          onPress={(value) => onChange({ advised: toggled(form.advised, value) })}
        />
      )}
      <BigChoice
        id="result"
        label="结果"
        columns={2}
        choices={spoken.map((value) => ({ value, word: resultWord[value] }))}
        value={form.result === 'not-met' ? null : form.result}
        onChoose={(result) => onChange({ result })}
      />
      {!companion && (
        <View className="field">
          <View className="field-label">诈骗类型</View>
          <ChoiceChip
            label="诈骗类型"
            choices={frauds}
            value={form.fraudType}
            onChoose={(chosen) => onChange({ fraudType: frauds.find(({ value }) => value === chosen)?.value ?? null })}
          />
        </View>
      )}
    </>
  )
}

/** Who went along and how long it took. */
function Along({ row, me, form, onChange }: Omit<AttemptFormProps, 'now'>) {
  const people = [...(row.leader === null ? [] : [row.leader]), ...row.workers, ...row.companions]
  const others = people.filter(({ id }, index) => id !== me && people.findIndex((one) => one.id === id) === index)
  return (
    <>
      {others.length > 0 && (
        <Chips
          id="with"
          label="和谁一起去的"
          many
          chips={others.map(({ id, name }) => ({ value: id, word: name }))}
          chosen={form.with}
          onPress={(id) => onChange({ with: toggled(form.with, id) })}
        />
      )}
      <Chips
        id="minutes"
        label="用时（不选则按记录时间计算）"
        chips={[NO_CHOICE, 10, 20, 30, 60].map((value) => ({
          value,
          word: value === NO_CHOICE ? '自动' : `${value} 分钟`,
        }))}
        chosen={[form.minutes ?? NO_CHOICE]}
        onPress={(minutes) => onChange({ minutes: minutes === NO_CHOICE ? null : minutes })}
      />
    </>
  )
}

function toggled<Value>(list: readonly Value[], value: Value): Value[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value]
}
