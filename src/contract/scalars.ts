import * as v from 'valibot'
import type { BuildingId, DeviceId, DoorId, GridId, OperationId, SessionId, StaffId, UnitId } from '#domain/ids'
import { isLocalMonth, type LocalMonth } from '#domain/month'
import { isLocalDate, type LocalDate } from '#domain/time'

/** Small words used by every message. Parsing is where a plain string becomes a branded id; nothing is cast after. */
const slug = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,47}$/))
const uuid7 = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))

export const unitId = v.pipe(
  slug,
  v.transform((text) => text as UnitId),
)
export const gridId = v.pipe(
  slug,
  v.transform((text) => text as GridId),
)
export const buildingId = v.pipe(
  slug,
  v.transform((text) => text as BuildingId),
)
export const doorId = v.pipe(
  slug,
  v.transform((text) => text as DoorId),
)
export const staffId = v.pipe(
  slug,
  v.transform((text) => text as StaffId),
)
export const deviceId = v.pipe(
  uuid7,
  v.transform((text) => text as DeviceId),
)
export const operationId = v.pipe(
  uuid7,
  v.transform((text) => text as OperationId),
)

/** 128 bits drawn at random. */
export const sessionId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{32}$/),
  v.transform((text) => text as SessionId),
)

/** A file's name by its content, in hex. */
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/**
 * The key of 32 bytes, in hex, by which a device seals what lies on it and nowhere else. It is this person's on this device alone: the
 * same whenever he signs in there, and told to nobody else. Never logged, never kept where what it seals lies.
 */
export const recordKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** `2021-03-29`, a day in Asia/Shanghai. */
export const localDate = v.pipe(
  v.string(),
  v.check(isLocalDate),
  v.transform((text) => text as LocalDate),
)

/** `2021-03`. */
export const localMonth = v.pipe(
  v.string(),
  v.check(isLocalMonth),
  v.transform((text) => text as LocalMonth),
)

/** Milliseconds since 1970, UTC; between 2000 and 2100, so that seconds sent by mistake are noticed. */
export const instant = v.pipe(v.number(), v.integer(), v.minValue(946_684_800_000), v.maxValue(4_102_444_800_000))
export const seq = v.pipe(v.number(), v.integer(), v.minValue(0))
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))
export const positive = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))

/**
 * One line of text, at most `most` characters: no control characters (a pasted line break becomes a problem, not a hidden row), no
 * half of a surrogate pair (a text cut inside an emoji, which no database stores).
 */
export function line(most: number) {
  return v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most), v.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u))
}

/** The same where it may be left out. */
export function lineOrNothing(most: number) {
  return v.union([v.literal(''), line(most)])
}

/** What a browser says that it is, as far as somebody recognises his own by it. */
export const browserKinds = ['wechat', 'edge', 'chrome', 'firefox', 'safari', 'other'] as const
export const systemKinds = ['windows', 'mac', 'iphone', 'android', 'harmony', 'linux', 'other'] as const
export type BrowserKind = (typeof browserKinds)[number]
export type SystemKind = (typeof systemKinds)[number]
