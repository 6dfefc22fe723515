import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Problem } from '#contract/problem'
import type { QueryState } from '#stores/query-store'
import { services } from '#stores/services'
import { moment } from '#words/format'
import { Press } from './press'
import { adviceFor } from './problem-advice'
import { Screen } from './screen'
import './answered.css'

interface AnsweredProps<T> {
  readonly query: QueryState<T>
  readonly children: (answer: T) => ReactNode
  /** Lines of the skeleton. */
  readonly lines?: number
}

/** A question's answer, or honestly why there is none. When asking anew failed the old answer stays, with its age. */
export function Answered<T extends { readonly asOf: number }>({ query, children, lines = 6 }: AnsweredProps<T>) {
  const { answer, problem, loading, reload } = query
  if (answer === null)
    return problem === null || loading ? <Skeleton lines={lines} /> : <Failure problem={problem} onRetry={reload} />
  return (
    <>
      {problem !== null && <Stale asOf={answer.asOf} problem={problem} onRetry={reload} />}
      {children(answer)}
    </>
  )
}

/** The shape of what is coming. */
export function Skeleton({ lines }: { readonly lines: number }) {
  return (
    <View className="ans-skeleton" role="status" aria-label="正在读取">
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without content
        <View key={index} className={`ans-bone ans-bone-${index % 3}`} />
      ))}
    </View>
  )
}

export function Failure({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }) {
  return (
    <View className="ans-failure" role="alert">
      <View className="ans-title">! {problem.title}</View>
      <View className="ans-advice">{adviceFor(problem)}</View>
      <Press className="button second" onPress={onRetry}>
        重试
      </Press>
    </View>
  )
}

function Stale({
  asOf,
  problem,
  onRetry,
}: {
  readonly asOf: number
  readonly problem: Problem
  readonly onRetry: () => void
}) {
  return (
    <View className="ans-stale" role="alert">
      <View className="ans-stale-words">
        数据截至 {moment(asOf, services().now())} · {problem.title}
      </View>
      <Press className="ans-retry" onPress={onRetry}>
        重试
      </Press>
    </View>
  )
}

export function Empty({ words, hint }: { readonly words: string; readonly hint?: string }) {
  return (
    <View className="ans-empty" role="status">
      <View className="ans-empty-words">{words}</View>
      {hint !== undefined && <View>{hint}</View>}
    </View>
  )
}

/** Opened by its address with nobody signed in: the screen leads to the welcome. */
export function SignedOut({
  title,
  hint = '登录后可查看本社区的宣传情况。',
}: {
  readonly title: string
  readonly hint?: string
}) {
  return (
    <Screen title={title}>
      <Empty words="尚未登录" hint={hint} />
    </Screen>
  )
}
