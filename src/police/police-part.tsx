import { View } from '@tarojs/components'
import { useState } from 'react'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Section } from '#components/section'
import type { CaseAnswer } from '#contract/case-query'
import type { OperationId, UnitId } from '#domain/ids'
import { services } from '#stores/services'
import { labelWord, sourceWord, stateWord } from '#words/dissuasion'
import { moment } from '#words/format'
import { fraudWord } from '#words/fraud'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { signalQuestion } from './alert-words'
import { CorrectSheet } from './correct-sheet'
import { goAlert } from './go'
import { HoldSheet } from './hold-sheet'
import { LabelSheet } from './label-sheet'
import { MatchSheet } from './match-sheet'
import { ReasonSheet } from './reason-sheet'

type Police = NonNullable<CaseAnswer['police']>

interface PolicePartProps {
  readonly unit: UnitId
  readonly id: OperationId
  readonly place: string | null
  readonly police: Police
  readonly onChanged: () => void
}

/** What only the police may know of a case (S24, S26). */
export function PolicePart({ unit, id, place, police, onChanged }: PolicePartProps) {
  const [editing, setEditing] = useState<'labels' | 'door' | 'conclusion' | 'hold' | 'resident' | null>(null)
  const close = (): void => setEditing(null)
  const done = (): void => {
    close()
    onChanged()
  }
  const sheet = { unit, id, onClose: close, onDone: done }
  return (
    <>
      {police.signals.length > 0 && <Signals signals={police.signals} />}
      <Section title="只有民警可见">
        <Fact
          id="edit-labels"
          name="标签"
          value={police.labels.length === 0 ? '没有' : police.labels.map((label) => labelWord[label]).join('、')}
          onEdit={() => setEditing('labels')}
        />
        <Fact
          id="edit-door"
          name="地址"
          value={doorWords(police, place)}
          urgent={police.doorId === null}
          onEdit={() => setEditing('door')}
        />
        <Fact name="线索" value={police.clue ?? '没有写'} />
        <Fact name="来源" value={sourceWord[police.source]} />
        <Fact
          id="edit-conclusion"
          name="管控结论"
          value={police.conclusion ?? '还没有'}
          onEdit={() => setEditing('conclusion')}
        />
        {police.erased === true ? (
          <Fact name="住户信息" value="已按规定删除" />
        ) : (
          <>
            <Fact
              id="edit-resident"
              name="住户信息"
              value="姓名、电话或地址有误时更正"
              onEdit={() => setEditing('resident')}
            />
            <Fact id="edit-hold" name="依法保留" value={holdWords(police)} onEdit={() => setEditing('hold')} />
          </>
        )}
      </Section>
      <Earlier unit={unit} earlier={police.earlier} />
      <Visits visits={police.visits} />
      {editing === 'labels' && <LabelSheet {...sheet} labels={police.labels} />}
      {editing === 'door' && <MatchSheet {...sheet} police={police} />}
      {editing === 'resident' && <CorrectSheet {...sheet} />}
      {editing === 'hold' && <HoldSheet {...sheet} hold={police.hold} />}
      {editing === 'conclusion' && (
        <ReasonSheet
          {...sheet}
          title="管控结论"
          sub="只有民警可见"
          label="结论"
          word="保存结论"
          most={300}
          start={police.conclusion ?? ''}
          draftOf={(conclusion) => ({ type: 'dissuasion.conclude', body: { caseId: id, conclusion } })}
        />
      )}
    </>
  )
}

function holdWords({ hold }: Police): string {
  if (hold === null || hold === undefined) return '没有，到期后按规定删除'
  const since = `${moment(hold.at, services().now())} 起`
  return [since, hold.by, hold.reason].filter((word) => word !== null).join(' · ')
}

function doorWords({ doorId, candidates }: Police, place: string | null): string {
  if (doorId !== null) return place ?? '已对上'
  return candidates.length === 0 ? '没有对上楼栋，请核对' : `可能是 ${candidates.length} 户，请核对`
}

interface FactProps {
  readonly id?: string
  readonly name: string
  readonly value: string
  readonly urgent?: boolean
  readonly onEdit?: () => void
}

function Fact({ id, name, value, urgent = false, onEdit }: FactProps) {
  return (
    <View className="pol-fact">
      <View className="pol-fact-name">{name}</View>
      <View className={`pol-fact-value${urgent ? ' pol-fact-urgent' : ''}`}>{value}</View>
      {onEdit !== undefined && (
        <Press {...(id === undefined ? {} : { id })} className="pol-fact-edit" label={`改${name}`} onPress={onEdit}>
          改
        </Press>
      )}
    </View>
  )
}

/** S37. */
function Signals({ signals }: { readonly signals: Police['signals'] }) {
  return (
    <View className="pol-signals" role="list" aria-label="请问一下">
      {signals.map((signal) => (
        <View key={`${signal.kind} ${signal.records.join()}`} className="pol-signal" role="listitem">
          ? {signalQuestion(signal)}
        </View>
      ))}
      <View className="pol-signal-foot">这是问题，不是结论；问过再定，记录照常有效。</View>
    </View>
  )
}

function Earlier({ unit, earlier }: { readonly unit: UnitId; readonly earlier: Police['earlier'] }) {
  const now = services().now()
  if (earlier.length === 0) return null
  return (
    <Section title={`以前的预警 ${earlier.length} 件`}>
      {earlier.map((each) => (
        <Line
          key={each.id}
          id={`earlier-${each.id}`}
          lead={moment(each.raisedAt, now)}
          title={fraudWord(each.fraudType)}
          detail={`${each.number} · ${each.same === 'person' ? '同一个人' : '同一户'} · ${stateWord[each.state]}`}
          onPress={() => goAlert(unit, each.id)}
        />
      ))}
    </Section>
  )
}

function Visits({ visits }: { readonly visits: Police['visits'] }) {
  const now = services().now()
  return (
    <Section title="这一户的走访">
      {visits.length === 0 && <View className="pol-small">还没有走访过这一户。</View>}
      {visits.map(({ id, at, staffName, outcome, topics }) => (
        <Line
          key={id}
          lead={moment(at, now)}
          title={`${outcomeShape[outcome]} ${outcomeWord[outcome]}`}
          detail={[staffName, ...topics.map(fraudWord)].join(' · ')}
        />
      ))}
    </Section>
  )
}
