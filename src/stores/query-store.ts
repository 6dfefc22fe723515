import { useCallback, useEffect, useState } from 'react'
import type * as v from 'valibot'
import { caseAnswer, casesAnswer, dutyAnswer, matchAnswer, revealAnswer } from '#contract/case-query'
import { crimesAnswer } from '#contract/crime'
import { accountsAnswer, enrolmentAnswer, inviteAnswer, rebindingsAnswer } from '#contract/enrolment'
import { evaluationAnswer } from '#contract/evaluation'
import { feedbackList } from '#contract/feedback'
import { findingsAnswer, signalsAnswer } from '#contract/finding'
import { inspectedAnswer, inspectionAnswer, inspectionsAnswer } from '#contract/inspection'
import { creationAnswer, measureAnswer } from '#contract/measure'
import { overviewAnswer } from '#contract/overview'
import { planAnswer, plansAnswer } from '#contract/plan'
import type { Problem } from '#contract/problem'
import { calendarAnswer, coverageAnswer, dayAnswer, doorsAnswer, type QueryRequest, staffAnswer } from '#contract/query'
import { ratesAnswer } from '#contract/rates'
import { meetingsAnswer, recordAnswer, recordsAnswer } from '#contract/record-query'
import { reportAnswer, reportMatrixAnswer, reportsAnswer } from '#contract/report'
import { reviewAnswer, reviewsAnswer } from '#contract/review'
import { rosterAnswer } from '#contract/roster'
import { serviceAnswer } from '#contract/service'
import { streetAnswer } from '#contract/street'
import { summariesAnswer, summaryAnswer } from '#contract/summary'
import { unitDutyAnswer, unitsAnswer } from '#contract/unit-duty'
import { rememberAnswer, rememberedAnswer } from './last-answers'
import { services } from './services'
import { type Read, read } from './session-store'

const answers = {
  day: dayAnswer,
  calendar: calendarAnswer,
  coverage: coverageAnswer,
  doors: doorsAnswer,
  records: recordsAnswer,
  meetings: meetingsAnswer,
  record: recordAnswer,
  staff: staffAnswer,
  service: serviceAnswer,
  invite: inviteAnswer,
  accounts: accountsAnswer,
  'invite-staff': inviteAnswer,
  rebindings: rebindingsAnswer,
  enrolment: enrolmentAnswer,
  cases: casesAnswer,
  case: caseAnswer,
  duty: dutyAnswer,
  reveal: revealAnswer,
  match: matchAnswer,
  street: streetAnswer,
  feedback: feedbackList,
  roster: rosterAnswer,
  'unit-duty': unitDutyAnswer,
  units: unitsAnswer,
  creation: creationAnswer,
  measure: measureAnswer,
  evaluation: evaluationAnswer,
  plan: planAnswer,
  plans: plansAnswer,
  reports: reportsAnswer,
  report: reportAnswer,
  'report-matrix': reportMatrixAnswer,
  crimes: crimesAnswer,
  reviews: reviewsAnswer,
  review: reviewAnswer,
  rates: ratesAnswer,
  overview: overviewAnswer,
  summaries: summariesAnswer,
  summary: summaryAnswer,
  inspections: inspectionsAnswer,
  inspection: inspectionAnswer,
  inspected: inspectedAnswer,
  findings: findingsAnswer,
  signals: signalsAnswer,
} as const

type Action = QueryRequest['action']
type RequestOf<A extends Action> = Extract<QueryRequest, { action: A }>
export type AnswerOf<A extends Action> = v.InferOutput<(typeof answers)[A]>

/** One question to the cloud, parsed. */
export async function ask<A extends Action>(request: RequestOf<A> & { action: A }): Promise<Read<AnswerOf<A>>> {
  const schema: v.GenericSchema<unknown, AnswerOf<A>> = answers[request.action]
  return read(schema, await services().transport.call('query', request))
}

export interface QueryState<T> {
  readonly answer: T | null
  /** Set beside an older answer when a reload failed: what is shown is then of `answer.asOf`. */
  readonly problem: Problem | null
  readonly loading: boolean
  readonly reload: () => void
}

/** Null: nothing to ask yet. */
export function useQuery<A extends Action>(request: (RequestOf<A> & { action: A }) | null): QueryState<AnswerOf<A>> {
  const key = JSON.stringify(request)
  const [state, setState] = useState<{
    key: string
    answer: AnswerOf<A> | null
    problem: Problem | null
    loading: boolean
  }>(() => ({
    key,
    answer: null,
    problem: null,
    loading: request !== null,
  }))
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request; a round is a reload
  useEffect(() => {
    if (request === null) return
    let current = true
    setState((old) => ({
      key,
      answer: old.key === key ? old.answer : (remembered(key) ?? null),
      problem: null,
      loading: true,
    }))
    void ask<A>(request).then((result) => {
      if (!current) return
      if (result.kind === 'value') {
        rememberAnswer(key, result.value)
        setState({ key, answer: result.value, problem: null, loading: false })
      } else setState((old) => ({ ...old, problem: result.problem, loading: false }))
    })
    return () => {
      current = false
    }
  }, [key, round])
  const reload = useCallback(() => setRound((r) => r + 1), [])
  return { answer: state.key === key ? state.answer : null, problem: state.problem, loading: state.loading, reload }

  function remembered(of: string): AnswerOf<A> | undefined {
    return rememberedAnswer(of) as AnswerOf<A> | undefined
  }
}
