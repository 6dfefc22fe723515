import * as v from 'valibot'
import { instant } from './scalars'

/** The worker's card (F13): a code that lives for minutes shows who stands at the door, and nothing else of him. */
export const cardRequests = [
  /** Signed in: a new code for the own card. */
  v.object({ action: v.literal('card-code') }),
  /** Anybody: the card behind a code (4013: none, or over). */
  v.object({ action: v.literal('card'), code: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,48}\.[A-Za-z0-9_-]{22}$/)) }),
] as const

export const cardCodeAnswer = v.object({ code: v.string(), expiresAt: instant, serverTime: instant })
export type CardCodeAnswer = v.InferOutput<typeof cardCodeAnswer>

export const cardAnswer = v.object({
  unitName: v.string(),
  number: v.string(),
  /** 在岗; false: 停用. */
  onDuty: v.boolean(),
  serverTime: instant,
})
export type CardAnswer = v.InferOutput<typeof cardAnswer>
