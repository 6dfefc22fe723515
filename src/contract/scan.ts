import * as v from 'valibot'
import { browserKinds, deviceId, instant, systemKinds } from './scalars'

/** 128 bits or more as base64url. */
const drawn = v.pipe(v.string(), v.regex(/^[\w-]{22,64}$/))

/**
 * Sign-in on the web by scanning (F21). The browser opens a ticket: the secret stays with it, the QR code holds another value. Who
 * is signed in on the mini program looks at what the code is for and answers; the browser asks by its secret and gets the session once.
 */
export const scanRequests = [
  /** A browser asks for a ticket. */
  v.object({ action: v.literal('scan-open'), device: deviceId }),
  /** The browser asks what became of it. Expired 4100, refused 4018, used already 4101. */
  v.object({ action: v.literal('scan-poll'), secret: drawn }),
  /** Signed in: whom the scanned code would let in. */
  v.object({ action: v.literal('scan-look'), scan: drawn }),
  /** Signed in: lets that browser in as oneself, or not. Answered once. */
  v.object({ action: v.literal('scan-answer'), scan: drawn, allow: v.boolean() }),
] as const

export const scanOpenAnswer = v.object({
  /** Known to this browser alone. */
  secret: drawn,
  /** What the QR code holds. */
  scan: drawn,
  /** Shown on both screens, to be compared. */
  compare: v.pipe(v.string(), v.regex(/^\d{4}$/)),
  expiresAt: instant,
  /** How long to wait between two questions, ms. */
  askEvery: v.pipe(v.number(), v.minValue(500)),
  serverTime: instant,
})
export type ScanOpenAnswer = v.InferOutput<typeof scanOpenAnswer>

/** Until it is answered; then the answer is a `signedInAnswer`. */
export const scanWaitingAnswer = v.object({ waiting: v.literal(true), serverTime: instant })
export type ScanWaitingAnswer = v.InferOutput<typeof scanWaitingAnswer>

export const scanLookAnswer = v.object({
  browser: v.picklist(browserKinds),
  system: v.picklist(systemKinds),
  /** The network address as the server sees it; null: unknown. */
  address: v.nullable(v.string()),
  compare: v.string(),
  openedAt: instant,
  expiresAt: instant,
  serverTime: instant,
})
export type ScanLookAnswer = v.InferOutput<typeof scanLookAnswer>

export const scanAnsweredAnswer = v.object({ allowed: v.boolean(), serverTime: instant })
export type ScanAnsweredAnswer = v.InferOutput<typeof scanAnsweredAnswer>
