import { type CardAnswer, cardAnswer, cardCodeAnswer } from '#contract/card'
import type { Problem } from '#contract/problem'
import type { Milliseconds } from '#domain/time'
import { services } from './services'
import { read } from './session-store'

type Asked<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'problem'; readonly problem: Problem }

/** A code and how long it is good for by the device's clock, whatever that shows. */
export interface OwnCode {
  readonly code: string
  readonly made: Milliseconds
  readonly until: Milliseconds
}

/** A new code for the own card; nothing is kept. */
export async function askOwnCode(): Promise<Asked<OwnCode>> {
  const answer = read(cardCodeAnswer, await services().transport.call('session', { action: 'card-code' }))
  if (answer.kind === 'problem') return answer
  const { code, expiresAt, serverTime } = answer.value
  const made = services().now()
  return { kind: 'value', value: { code, made, until: made + (expiresAt - serverTime) } }
}

/** Whose card it is, to anybody who scanned its code. */
export async function askCard(code: string): Promise<Asked<CardAnswer>> {
  return read(cardAnswer, await services().transport.call('session', { action: 'card', code }))
}
