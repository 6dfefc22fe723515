import type { AlertLevel } from './alert'
import { type CaseStep, type DissuasionPolicy, defaultDissuasionPolicy } from './dissuasion-policy'
import { type FraudType, isOfficial, officialFraudTypes } from './fraud-type'
import type { RetentionDays } from './retention'
import { DAY, MINUTE } from './time'

/** What a tag says an activity was for (S03, S05): 无诈 target, one of the 四大集群行动, one of the 两大支持载体, or anything else. */
export const tagGroups = ['target', 'cluster', 'platform', 'other'] as const
export type TagGroup = (typeof tagGroups)[number]

export interface Tag {
  /** Short and stable, e.g. `cluster-1`: what records keep. */
  readonly id: string
  readonly word: string
  readonly group: TagGroup
  /** False: no form offers it any more; old records still say its word. */
  readonly offered: boolean
}

export interface OfferedFraudType {
  readonly id: FraudType
  /** Null: the official word. */
  readonly word: string | null
  readonly offered: boolean
}

/** Whole minutes for each step of a case, by level. */
export type StepMinutes = Readonly<Record<Exclude<CaseStep, 'follow-up'>, number>>

/**
 * What a street decides for all its units, as data that is changed without a release. Every change is a new version: who decided by
 * which is in the street's log.
 */
export interface StreetSettings {
  /** 0: nothing was ever changed. */
  readonly version: number
  /** The official list stands unless the street says otherwise; a type once given is never taken out, only no longer offered. */
  readonly fraudTypes: readonly OfferedFraudType[]
  readonly tags: readonly Tag[]
  readonly dissuasion: {
    readonly within: Readonly<Record<AlertLevel, StepMinutes>>
    /** First follow-up after a confirmed meeting, in days. */
    readonly followUpDays: Readonly<Record<AlertLevel, number>>
  }
  /** How long what is kept, in days, where the street decided; bounds are the policy's (`retention.ts`). */
  readonly retention?: RetentionDays | undefined
}

const levels = ['urgent', 'high', 'medium', 'low'] as const satisfies readonly AlertLevel[]

function byLevel<Value>(of: (level: AlertLevel) => Value): Readonly<Record<AlertLevel, Value>> {
  const [urgent, high, medium, low] = levels
  return { [urgent]: of(urgent), [high]: of(high), [medium]: of(medium), [low]: of(low) }
}

/** Before a street has decided anything, and for a unit that belongs to none: S28's deadlines, the official list, the notice's tags. */
export const defaultSettings: StreetSettings = {
  version: 0,
  fraudTypes: officialFraudTypes.map((id) => ({ id, word: null, offered: true })),
  // 工作方案 一、二: three targets, 四大集群行动 and 两大支持载体, whose names each street fills in.
  tags: [
    { id: 'target-office', word: '无诈机关', group: 'target', offered: true },
    { id: 'target-community', word: '无诈社区', group: 'target', offered: true },
    { id: 'target-company', word: '无诈企业', group: 'target', offered: true },
    ...['一', '二', '三', '四'].map((word, index) => ({
      id: `cluster-${index + 1}`,
      word: `集群行动${word}`,
      group: 'cluster' as const,
      offered: true,
    })),
    ...['一', '二'].map((word, index) => ({
      id: `platform-${index + 1}`,
      word: `支持载体${word}`,
      group: 'platform' as const,
      offered: true,
    })),
  ],
  dissuasion: {
    within: byLevel((level) => {
      const { call, dispatch, accept, meet, confirm } = defaultDissuasionPolicy.within[level]
      return {
        call: call / MINUTE,
        dispatch: dispatch / MINUTE,
        accept: accept / MINUTE,
        meet: meet / MINUTE,
        confirm: confirm / MINUTE,
      }
    }),
    followUpDays: defaultDissuasionPolicy.followUpDays,
  },
}

/** The rules a case of this street moves by. What a meeting counts for is not the street's to decide (S16). */
export function dissuasionPolicyOf({ version, dissuasion }: StreetSettings): DissuasionPolicy {
  return {
    ...defaultDissuasionPolicy,
    version,
    within: byLevel((level) => {
      const { call, dispatch, accept, meet, confirm } = dissuasion.within[level]
      return {
        call: call * MINUTE,
        dispatch: dispatch * MINUTE,
        accept: accept * MINUTE,
        meet: meet * MINUTE,
        confirm: confirm * MINUTE,
      }
    }),
    followUpDays: dissuasion.followUpDays,
  }
}

/** Known to the street, offered or not: what an older phone still names is taken in. */
export function knowsFraudType({ fraudTypes }: StreetSettings, type: FraudType): boolean {
  return isOfficial(type) || fraudTypes.some(({ id }) => id === type)
}

export type SettingsFault =
  | { readonly kind: 'twice'; readonly id: string }
  /** Given before and now missing: records name it. */
  | { readonly kind: 'taken-out'; readonly id: string }
  | { readonly kind: 'no-word'; readonly id: string }
  | { readonly kind: 'nothing-offered' }

/** What speaks against a change of the lists; nothing does when it is undefined. */
export function settingsFault(
  before: StreetSettings,
  after: Omit<StreetSettings, 'version'>,
): SettingsFault | undefined {
  for (const list of ['fraudTypes', 'tags'] as const) {
    const ids = after[list].map(({ id }) => id as string)
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    if (twice !== undefined) return { kind: 'twice', id: twice }
    const missing = before[list].find(({ id }) => !ids.includes(id))
    if (missing !== undefined) return { kind: 'taken-out', id: missing.id }
  }
  const nameless = after.fraudTypes.find(({ id, word }) => !isOfficial(id) && word === null)
  if (nameless !== undefined) return { kind: 'no-word', id: nameless.id }
  return after.fraudTypes.some(({ offered }) => offered) ? undefined : { kind: 'nothing-offered' }
}

/** Days are whole: a step that may take longer than this is no deadline. */
export const LONGEST_STEP_MINUTES = (30 * DAY) / MINUTE
