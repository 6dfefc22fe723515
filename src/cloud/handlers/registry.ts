import { MOST_BODY_BYTES, MOST_LEDGER_BYTES, MOST_PUSH_BYTES } from '#contract/limits'
import { exportFile } from './export'
import type { Handler } from './handler'
import { ledger } from './ledger'
import { media } from './media'
import { query } from './query'
import { session } from './session'
import { sync } from './sync'

export interface CloudFunction {
  readonly handler: Handler
  /** Of the JSON body. */
  readonly mostBytes: number
}

/** Room around what is limited itself: the request's other fields, and the base64 of a file. */
const ENVELOPE = 2048
const base64 = (bytes: number) => Math.ceil(bytes / 3) * 4

/** All functions, for a host that serves them together. Deployed ones import their own handler only. */
export const functions: ReadonlyMap<string, CloudFunction> = new Map([
  ['session', { handler: session, mostBytes: MOST_BODY_BYTES }],
  ['sync', { handler: sync, mostBytes: MOST_PUSH_BYTES + ENVELOPE }],
  ['query', { handler: query, mostBytes: MOST_BODY_BYTES }],
  ['media', { handler: media, mostBytes: MOST_BODY_BYTES }],
  ['export', { handler: exportFile, mostBytes: MOST_BODY_BYTES }],
  ['ledger', { handler: ledger, mostBytes: base64(MOST_LEDGER_BYTES) + ENVELOPE }],
])
