import { DAY, type Milliseconds } from './time'

/** What is kept for a time and then goes (F24). Figures, minutes and the entries of the log themselves are not among it. */
export const retentionKinds = [
  'case', // who an alert was about, and all free words of the case
  'photo', // of a case
  'crime', // address and phone of a crime, the words of its review
  'feedback', // the words of 投诉建议 and of the answer
  'words', // notes of visits and activities, reasons of changes and of hand-outs
  'location', // where a phone was when something was logged
  'volunteer', // who a volunteer was, after the last day of service
  'session', // sign-ins that are over
  'key', // what the keys of a person's devices are made of, once he has left
  'application', // applications and codes of invitation that are over
  'held', // operations whose parent never came, or that were refused when it came
  'notice', // what somebody was told
] as const
export type RetentionKind = (typeof retentionKinds)[number]

export interface RetentionRule {
  /** Whole days: as long by itself, at least, and at most, whatever a street decides. */
  readonly days: number
  readonly least: number
  readonly most: number
  /** What it is, from when its age counts, and what becomes of it. */
  readonly what: string
  readonly since: string
  readonly fate: string
  /** Where the rule comes from. */
  readonly basis: string
}

/** +1 with each change below; every purge says by which it was done. */
export const RETENTION_VERSION = 2

/** 网络安全法 asks for six months of logs: 184 days are at least that, whichever six they are. */
const SIX_MONTHS = 184
const YEAR = 365
const shortest = '个人信息保护法 art. 19: no longer than the purpose needs'

export const retentionPolicy: Readonly<Record<RetentionKind, RetentionRule>> = {
  case: {
    ...{ days: 2 * YEAR, least: SIX_MONTHS, most: 5 * YEAR },
    what: 'name, phone, address, clue, labels, conclusion and every free word of a case',
    since: 'the last thing done in the case, once it is closed',
    fate: 'sealed values emptied, digests kept; the person is not found by phone any more',
    basis: `${shortest}; who looked stays readable for the six months of 网络安全法`,
  },
  photo: {
    ...{ days: SIX_MONTHS, least: 30, most: 2 * YEAR },
    what: 'photos of a case',
    since: 'the same',
    fate: 'the bytes removed from the store, and their row',
    basis: `${shortest}; optional evidence, of no use once the case is closed and the follow-ups are over`,
  },
  crime: {
    ...{ days: 3 * YEAR, least: YEAR, most: 10 * YEAR },
    what: 'address, phone and the words of a crime and of its review',
    since: 'the last thing done, once the review is closed or the crime does not count',
    fate: 'sealed values emptied; number, day, loss and place stay, which the rates are made of',
    basis: `${shortest}; the rates compare two years`,
  },
  feedback: {
    ...{ days: YEAR, least: SIX_MONTHS, most: 3 * YEAR },
    what: 'words of 投诉建议 and of the answer',
    since: 'the answer',
    fate: 'sealed values emptied',
    basis: shortest,
  },
  words: {
    ...{ days: YEAR, least: SIX_MONTHS, most: 3 * YEAR },
    what: 'notes of visits, activities and things that stand; reasons of changes and of hand-outs',
    since: 'receipt',
    fate: 'taken out of the record and out of the log, whose chain says so',
    basis: `${shortest}; a note may name a resident. Reasons of changes belong to the audit: six months`,
  },
  location: {
    ...{ days: SIX_MONTHS, least: 30, most: YEAR },
    what: 'the place that a phone gave with a visit, a hand-out or an attempt',
    since: 'receipt',
    fate: 'the same',
    basis: '个人信息保护法 art. 28: where somebody was is sensitive; needed while questions are asked about a record',
  },
  volunteer: {
    ...{ days: 3 * YEAR, least: YEAR, most: 10 * YEAR },
    what: 'name, account and roster key of a volunteer',
    since: 'the last day of service',
    fate: 'replaced by a word; number, minutes and records stay',
    basis: '志愿服务条例 art. 19: a volunteer may ask for a certificate of what was recorded',
  },
  session: {
    ...{ days: SIX_MONTHS, least: SIX_MONTHS, most: YEAR },
    what: 'sign-ins that ended (the token as a hash, person, device)',
    since: 'its end',
    fate: 'deleted',
    basis: '网络安全法: logs of the network for at least six months',
  },
  key: {
    // No less than the oldest record that the cloud still takes (`OLDEST_RECORD_DAYS`): until then a device may have to open one.
    ...{ days: 40, least: 40, most: SIX_MONTHS },
    what: 'the secret that the keys of a person’s devices are made of',
    since: 'the last day of service or the word that ended it, and the end of the last sign-in, whichever is later',
    fate: 'deleted: what it sealed on a device opens nowhere any more',
    basis: `${shortest}; a record that an old device still has is taken for forty days`,
  },
  application: {
    ...{ days: 30, least: 7, most: 180 },
    what: 'applications of volunteers and codes of invitation',
    since: 'the decision, else the last day of the code or the application',
    fate: 'deleted; whoever became a volunteer stays one',
    basis: shortest,
  },
  held: {
    ...{ days: SIX_MONTHS, least: 30, most: YEAR },
    what: 'operations that wait for a parent, or were refused when it came',
    since: 'receipt',
    fate: 'deleted here; the device has its own and may send it again',
    basis: shortest,
  },
  notice: {
    ...{ days: SIX_MONTHS, least: 30, most: YEAR },
    what: 'what somebody was told, and what became of the message',
    since: 'it was made',
    fate: 'deleted',
    basis: `${shortest}; until then it shows that somebody was told`,
  },
}

/** Days by kind, as a street decided; what it did not name is the rule's own. */
export type RetentionDays = Readonly<Partial<Record<RetentionKind, number | undefined>>>

/** Never less than the law's least nor more than the most, whatever was stored. */
export function retentionDays(decided: RetentionDays | undefined, kind: RetentionKind): number {
  const { days, least, most } = retentionPolicy[kind]
  return Math.min(Math.max(decided?.[kind] ?? days, least), most)
}

/** What is as old as this or older goes. */
export function retentionCutoff(
  decided: RetentionDays | undefined,
  kind: RetentionKind,
  now: Milliseconds,
): Milliseconds {
  return now - retentionDays(decided, kind) * DAY
}

/**
 * What the log has on a person is kept so long after the last thing done, also when that person asks for it to be erased
 * (个人信息保护法 art. 47: a time that a law sets has not passed yet).
 */
export const LEAST_LOG_AGE: Milliseconds = SIX_MONTHS * DAY

export type Erasable =
  | { readonly kind: 'may' }
  /** The purpose is not reached yet. */
  | { readonly kind: 'open' }
  | { readonly kind: 'hold' }
  /** A time that a law sets has not passed: from then on it may. */
  | { readonly kind: 'too-early'; readonly from: Milliseconds }

/** Whether somebody's case or crime may be erased because he asks for it. */
export function erasable(
  { over, held, lastAt }: { readonly over: boolean; readonly held: boolean; readonly lastAt: Milliseconds },
  now: Milliseconds,
): Erasable {
  if (held) return { kind: 'hold' }
  if (!over) return { kind: 'open' }
  const from = lastAt + LEAST_LOG_AGE
  return from > now ? { kind: 'too-early', from } : { kind: 'may' }
}

/** What stands in the place of a word that had to stay. */
export const ERASED = '（已按规定删除）'
