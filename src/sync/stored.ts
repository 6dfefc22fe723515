import * as v from 'valibot'
import { photoName } from '#contract/dissuasion'
import { operationSchema } from '#contract/operation'
import { problemSchema } from '#contract/problem'
import { buildingRow, caseRow, dayRow, doorRow, pullAnswer, scopeGrant, stockRow } from '#contract/pull'
import { buildingId, instant, operationId, seq } from '#contract/scalars'
import { standingRow } from '#contract/standing'
import type { Milliseconds } from '#domain/time'

/** What lies under the keys (schema 4). Everything is parsed when read back: storage is an edge like the network. */

/** `sending` is not among them: that is a fact about a run, kept under `in-flight`. */
const storedStatus = v.variant('kind', [
  v.object({ kind: v.literal('saved') }),
  v.object({ kind: v.literal('unconfirmed') }),
  /** `askedAt`: the cloud's time when it last said so; `since`: when it first did. */
  v.object({ kind: v.literal('held'), waitingFor: operationId, askedAt: v.number(), since: v.optional(v.number()) }),
  v.object({ kind: v.literal('delivered'), seq, at: instant }),
  v.object({ kind: v.literal('rejected'), problem: problemSchema }),
])

export const storedRecord = v.object({
  operation: operationSchema,
  status: storedStatus,
  /** The record that this one took the place of, when its id had been taken (4090). */
  replaces: v.optional(operationId),
  /** Where the door stands, if the device knew. */
  building: v.optional(buildingId),
})
export type StoredRecord = v.InferOutput<typeof storedRecord>

/** Written before there was a `since`, it is as old as the last answer at least. */
export function heldSince({ since, askedAt }: Extract<StoredRecord['status'], { kind: 'held' }>): Milliseconds {
  return since ?? askedAt
}

export const storedInFlight = v.array(operationId)

/**
 * `heardAt`: the cloud's time when this device first heard of that state, by which what is over leaves. `sealed`: what the row leaves
 * out (`sealed-cases.ts`); in memory only while it can't be opened.
 */
const storedCase = v.object({ row: caseRow, heardAt: instant, sealed: v.optional(v.string()) })
export type StoredCase = v.InferOutput<typeof storedCase>

/** The cloud's index with the cursor it belongs to: one key, so that neither is ever newer than the other. */
export const storedIndex = v.object({
  cursor: v.nullable(v.string()),
  scope: v.nullable(scopeGrant),
  buildings: v.array(buildingRow),
  stock: v.array(stockRow),
  days: v.array(dayRow),
  /** An index written before there were cases, or things that stand, has none. */
  cases: v.optional(v.array(storedCase), []),
  standing: v.optional(v.array(standingRow), []),
})
export type StoredIndex = v.InferOutput<typeof storedIndex>

/** All doors of a building: a key that exists is complete. */
export const storedBuilding = v.object({ doors: v.array(doorRow) })
export type StoredBuilding = v.InferOutput<typeof storedBuilding>

/** A fetch of a building's doors that has not ended, and what pulls brought of them meanwhile. */
export const storedFetch = v.object({ token: v.string(), doors: v.array(doorRow) })

/** Building → when it was used, as a count (a clock can be moved), and its bytes. */
export const storedUsed = v.record(v.string(), v.tuple([v.number(), v.number()]))
export type StoredUsed = v.InferOutput<typeof storedUsed>

/** A page of changes, written before it is applied. `from`: the cursor it answers; `sealed`: what its cases leave out. */
export const storedJournal = v.object({
  from: v.nullable(v.string()),
  answer: pullAnswer,
  sealed: v.optional(v.string()),
})
export type StoredJournal = v.InferOutput<typeof storedJournal>

/**
 * A photo of a case and what is known of it. `named`: a saved record names it, which is remembered here because the record may
 * leave the device first. `discarded`: hidden already, its file has yet to go.
 */
export const storedPhoto = v.object({
  photo: v.object({ caseId: operationId, sha256: photoName.entries.sha256, bytes: v.number(), path: v.string() }),
  status: v.variant('kind', [
    v.object({ kind: v.literal('kept'), named: v.boolean() }),
    v.object({ kind: v.literal('delivered'), at: v.number() }),
    v.object({ kind: v.literal('refused'), problem: problemSchema }),
    v.object({ kind: v.literal('discarded') }),
  ]),
})
export type StoredPhoto = v.InferOutput<typeof storedPhoto>

export const storedMeta = v.object({
  /** Server's clock minus device's, ms. */
  offset: v.nullable(v.number()),
  /** Both by the server's clock, ms. */
  lastDeliveredAt: v.nullable(v.number()),
  lastPulledAt: v.nullable(v.number()),
})
export type StoredMeta = v.InferOutput<typeof storedMeta>
