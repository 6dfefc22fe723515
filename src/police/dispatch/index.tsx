import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Press } from '#components/press'
import { goBack, Screen } from '#components/screen'
import { Section } from '#components/section'
import { TextField } from '#components/text-field'
import type { DutyAnswer } from '#contract/case-query'
import type { CaseRow } from '#contract/pull'
import { operationId, unitId } from '#contract/scalars'
import { moves } from '#domain/dissuasion-moves'
import type { OperationId, UnitId } from '#domain/ids'
import { dissuasionPolicyOf, type StreetSettings } from '#domain/street-settings'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { useStreetSettings } from '#stores/street-settings'
import { allowance } from '#words/allowance'
import { caseTitle, levelWords } from '#words/case-row'
import { stateWord } from '#words/dissuasion'
import { useParam } from '../../components/use-params'
import { choosable, suggested, type TeamChoice } from '../duty-words'
import { toggled } from '../label-sheet'
import { PeopleList } from '../people-list'
import { useAct } from '../use-act'
import { useCasePage } from '../use-case-page'
import { type Officer, useOfficer } from '../use-officer'
import './index.css'

export default function DispatchPage() {
  const officer = useOfficer()
  const unit = useParam('unit', unitId)
  const id = useParam('id', operationId)
  if (officer === null) return <SignedOut title="派发" hint="民警登录后查看本所的预警。" />
  if (unit === null || id === null) {
    return (
      <Screen marked back title="派发">
        <Empty words="没有这件预警" hint="从“预警”列表打开。" />
      </Screen>
    )
  }
  return <Dispatch officer={officer} unit={unit} id={id} />
}

interface DispatchProps {
  readonly officer: Officer
  readonly unit: UnitId
  readonly id: OperationId
}

/** Who goes: an officer leads, a grid worker and volunteers go along (S28, S29). */
function Dispatch({ officer, unit, id }: DispatchProps) {
  const { row } = useCasePage(unit, id)
  const duty = useQuery({ action: 'duty', unit, id })
  return (
    <Screen marked wide back title="派发" sub={row === null ? '正在读取' : `${row.number} · ${caseTitle(row)}`}>
      {row !== null && moves[row.state].dispatch === undefined ? (
        <Empty words={`现在是“${stateWord[row.state]}”，不用再派发`} hint="要换人请用“转派”。" />
      ) : (
        <Answered query={duty} lines={8}>
          {(answer) => row !== null && <Team officer={officer} unit={unit} row={row} duty={answer} />}
        </Answered>
      )}
    </Screen>
  )
}

interface TeamProps {
  readonly officer: Officer
  readonly unit: UnitId
  readonly row: CaseRow
  readonly duty: DutyAnswer
}

function Team({ officer, unit, row, duty }: TeamProps) {
  const now = services().now()
  const [changed, setChanged] = useState<TeamChoice | null>(null)
  const [note, setNote] = useState('')
  const settings = useStreetSettings()
  const { busy, problem, act } = useAct(unit, goBack)
  const team = changed ?? suggested(duty, officer.id)
  const { leader, workers, companions } = team
  const of = (role: 'grid' | 'volunteer') =>
    duty.people.filter((person) => person.role === role).map((person) => choosable(person, now))
  const send = (): void => {
    if (leader === null) return
    const said = note.trim() === '' ? {} : { note: note.trim() }
    act({
      type: 'dissuasion.dispatch',
      body: { caseId: row.id, leader, workers: [...workers], companions: [...companions], ...said },
    })
  }
  return (
    <>
      <View className="dsp-columns">
        <Section large title="带队民警">
          <PeopleList
            id="leader"
            label="带队民警"
            people={duty.officers.map(({ id, name, load }) => ({
              id,
              name: id === officer.id ? `${name}（我）` : name,
              detail: load === 0 ? '手上没有任务' : `在办 ${load} 件`,
            }))}
            chosen={leader === null ? [] : [leader]}
            empty="本所还没有民警"
            onPress={(id) => setChanged({ ...team, leader: id })}
          />
        </Section>
        <Section large title="网格员">
          <PeopleList
            many
            id="worker"
            label="网格员"
            people={of('grid')}
            chosen={workers}
            empty="本社区没有网格员"
            onPress={(id) => setChanged({ ...team, workers: toggled(workers, id) })}
          />
        </Section>
        <Section large title="志愿者">
          <PeopleList
            many
            id="companion"
            label="志愿者"
            people={of('volunteer')}
            chosen={companions}
            empty="本社区没有志愿者"
            onPress={(id) => setChanged({ ...team, companions: toggled(companions, id) })}
          />
        </Section>
      </View>
      <View className="dsp-send">
        <TextField id="note" label="交代一句（可不填）" value={note} most={200} onChange={setNote} />
        <View id="deadline" className="dsp-deadline">
          {deadlineWords(row, settings)}
        </View>
        <Alert words={problem} />
        <Press id="dispatch" className="button" disabled={busy || leader === null} onPress={send}>
          {busy ? '正在派发…' : buttonWords(team)}
        </Press>
      </View>
    </>
  )
}

function deadlineWords({ level }: CaseRow, settings: StreetSettings): string {
  const { accept, meet } = dissuasionPolicyOf(settings).within[level]
  return `${levelWords(level)}：派发后 ${allowance(accept)}内接单，接单后 ${allowance(meet)}内见到本人。超时会提醒带队民警。`
}

function buttonWords({ leader, workers, companions }: TeamChoice): string {
  if (leader === null) return '请选择带队民警'
  const others = workers.length + companions.length
  return others === 0 ? '派发，只有民警上门' : `派发给 ${others + 1} 人`
}
