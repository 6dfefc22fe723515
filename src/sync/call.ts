import * as v from 'valibot'
import { type Problem, problem } from '#contract/problem'
import type { Milliseconds } from '#domain/time'
import type { Meta } from './meta'
import type { Clock, FunctionName, Transport, TransportResult } from './ports'

export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'no-answer' }

export interface Caller {
  /** `check`: what the schema can't say. An answer that doesn't pass is as good as none: nothing may be concluded from it. */
  sync<T extends { readonly serverTime: Milliseconds }>(
    body: object,
    schema: v.GenericSchema<unknown, T>,
    check?: (value: T) => boolean,
  ): Promise<Answer<T>>
  /**
   * Lets a call of `sync` leave now that is heard later, or never: until then it tells nothing, not even that there is no network. It teaches no
   * clock, for its answer may have lain here unread.
   */
  ahead<T>(body: object, schema: v.GenericSchema<unknown, T>): () => Promise<Answer<T>>
  media<T>(body: object, schema: v.GenericSchema<unknown, T>): Promise<Answer<T>>
  /** The last call found no network. */
  offline(): boolean
}

/** Calls of the cloud, parsed. Each answer of the `sync` function tells the time. */
export function createCaller(transport: Transport, clock: Clock, meta: Meta): Caller {
  let offline = false

  // A port that throws is a bug there; whether the call left is unknown.
  const send = (name: FunctionName, body: object): Promise<TransportResult> =>
    transport.call(name, body).catch(() => ({ kind: 'no-answer' }) as const)

  async function hear<T>(
    sent: Promise<TransportResult>,
    schema: v.GenericSchema<unknown, T>,
    check: (value: T) => boolean = () => true,
  ): Promise<Answer<T>> {
    const result = await sent
    offline = result.kind === 'not-sent'
    if (result.kind !== 'answer') return result
    const parsed = v.safeParse(schema, result.body)
    return parsed.success && check(parsed.output) ? { kind: 'answer', value: parsed.output } : { kind: 'no-answer' }
  }

  return {
    offline: () => offline,
    async sync(body, schema, check) {
      const left = clock.elapsed()
      const answer = await hear(send('sync', body), schema, check)
      if (answer.kind === 'answer') meta.learnOffset(answer.value.serverTime, clock.elapsed() - left)
      return answer
    },
    ahead(body, schema) {
      const sent = send('sync', body)
      return () => hear(sent, schema)
    },
    media: (body, schema) => hear(send('media', body), schema),
  }
}

/** What a person is told of a call that brought no answer. */
export function networkProblem(kind: 'not-sent' | 'no-answer'): Problem {
  return kind === 'not-sent' ? problem(1002) : problem(1002, '已发出，没有收到回答，稍后自动确认')
}
