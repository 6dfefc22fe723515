import { View } from '@tarojs/components'
import { Answered, Empty, Failure, Skeleton } from '#components/answered'
import { CaseThread } from '#components/case-thread'
import { Countdown } from '#components/countdown'
import { MaskedResident } from '#components/masked-resident'
import { Section } from '#components/section'
import { Mark } from '#components/ways-and-marks'
import type { CaseAnswer } from '#contract/case-query'
import type { CaseRow } from '#contract/pull'
import type { OperationId, UnitId } from '#domain/ids'
import { useRecords } from '#stores/field-store'
import { mergedThread, ownCaseEntries, statusById } from '#stores/own-case-entries'
import { services } from '#stores/services'
import { useSession } from '#stores/session-store'
import { laterWords, nextWord } from '#words/case-next'
import { levelWords } from '#words/case-row'
import { caseKindWord, stateWord } from '#words/dissuasion'
import { moment } from '#words/format'
import { fraudWord } from '#words/fraud'
import { recordStatusWord } from '#words/sync-status'
import { CaseActions } from './case-actions'
import { EvidencePhoto } from './evidence-photo'
import { PolicePart } from './police-part'
import { useCasePage } from './use-case-page'
import { communityName, type Officer } from './use-officer'
import { useReveal } from './use-reveal'
import './case-detail.css'

interface CaseDetailProps {
  readonly officer: Officer
  readonly unit: UnitId
  readonly id: OperationId
}

/** Everything of one case on one page: the time left, whom it concerns, what can be done, what is known and what was done. */
export function CaseDetail({ officer, unit, id }: CaseDetailProps) {
  const { row, query } = useCasePage(unit, id)
  const { answer, problem, loading, reload } = query
  if (row === null) {
    if (problem === null || loading) return <Skeleton lines={8} />
    return problem.code === 4045 ? (
      <Empty words="没有这件预警" hint="它可能不归本所。" />
    ) : (
      <Failure problem={problem} onRetry={reload} />
    )
  }
  return (
    <View className="pol-detail">
      <Head officer={officer} unit={unit} row={row} />
      <Resident unit={unit} row={row} />
      <CaseActions unit={unit} row={row} me={officer.id} onChanged={reload} />
      <View className="pol-parts">
        <View className="pol-part">
          <Section title="经过">
            <Answered query={query} lines={6}>
              {(told) => <Thread unit={unit} row={row} answer={told} />}
            </Answered>
          </Section>
        </View>
        <View className="pol-part">
          {answer?.police != null && (
            <PolicePart unit={unit} id={id} place={row.place} police={answer.police} onChanged={reload} />
          )}
        </View>
      </View>
    </View>
  )
}

function Head({ officer, unit, row }: { readonly officer: Officer; readonly unit: UnitId; readonly row: CaseRow }) {
  const now = services().now()
  const team = [...row.workers, ...row.companions].map(({ name }) => name).join('、')
  const facts = [
    caseKindWord[row.kind],
    row.fraudType === null ? null : fraudWord(row.fraudType),
    levelWords(row.level),
    communityName(officer, unit),
  ]
  return (
    <>
      <View className="pol-head">
        <View className="pol-number">{row.number}</View>
        <Mark tone={row.state === 'confirmed' || row.state === 'closed' ? 'done' : 'again'}>
          {stateWord[row.state]}
        </Mark>
        {row.round > 1 && <Mark tone="urgent">第 {row.round} 次</Mark>}
        {row.due?.escalated === true && <Mark tone="urgent">! 已超时提级</Mark>}
      </View>
      <Countdown due={row.due} level={row.level} size="large" />
      <View className="pol-facts">{facts.filter((word) => word !== null).join(' · ')}</View>
      <View className="pol-facts">
        {moment(row.raisedAt, now)} 预警
        {row.leader !== null && ` · ${row.leader.name}带队`}
        {team !== '' && ` · 同去 ${team}`}
        {row.attempts > 0 && ` · 上门 ${row.attempts} 次`}
      </View>
      {row.returned !== null && <View className="pol-returned">已退回：{row.returned}</View>}
    </>
  )
}

function Resident({ unit, row }: { readonly unit: UnitId; readonly row: CaseRow }) {
  const { resident, problem, busy, reveal } = useReveal(unit, row.id)
  return <MaskedResident masked={row} resident={resident} problem={problem} busy={busy} onReveal={reveal} />
}

function Thread({ unit, row, answer }: { readonly unit: UnitId; readonly row: CaseRow; readonly answer: CaseAnswer }) {
  const me = useSession(({ session }) => session?.staff ?? null)
  const records = useRecords()
  const own = me === null ? [] : ownCaseEntries(records, row, me)
  const waiting = statusById(own)
  return (
    <CaseThread
      entries={mergedThread(answer.thread, own)}
      next={nextWord(row)}
      later={laterWords(row)}
      renderPhoto={(photo) => <EvidencePhoto unit={unit} caseId={row.id} photo={photo} />}
      markOf={(id) => {
        const status = waiting.get(id)
        return status === undefined ? null : recordStatusWord[status]
      }}
    />
  )
}
