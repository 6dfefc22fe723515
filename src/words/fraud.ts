import { type FraudType, isOfficial, type OfficialFraudType, officialFraudTypes } from '#domain/fraud-type'
import type { StreetSettings } from '#domain/street-settings'

export const officialFraudWord: Readonly<Record<OfficialFraudType, string>> = {
  'rebate-tasks': '刷单返利',
  'fake-investment': '虚假投资理财',
  'fake-shopping': '虚假购物服务',
  'fake-courier-service': '冒充电商物流客服',
  'fake-loan': '虚假贷款',
  'fake-credit': '虚假征信',
  'fake-boss-or-friend': '冒充领导熟人',
  'fake-authority': '冒充公检法',
  romance: '网络婚恋交友',
  'game-trade': '网游虚假交易',
  other: '其他',
}

type Offered = StreetSettings['fraudTypes']

/** As the street last named them: like a catalogue of words, one for the whole app. */
let named: ReadonlyMap<FraudType, string> = new Map()
let from: Offered | null = null

/** The street's own words from now on; null: the official ones. */
export function nameFraudTypes(types: Offered | null): void {
  if (types === from) return
  from = types
  named = new Map((types ?? []).flatMap(({ id, word }) => (word === null ? [] : [[id, word] as const])))
}

/** One that this device has not heard of yet is 其他. */
export function fraudWord(type: FraudType): string {
  return named.get(type) ?? (isOfficial(type) ? officialFraudWord[type] : officialFraudWord.other)
}

/** What a form offers, in the street's order. `also`: what the record has already, even if it is no longer offered. */
export function fraudChoices(
  { fraudTypes }: Pick<StreetSettings, 'fraudTypes'>,
  also: readonly FraudType[] = [],
): readonly { readonly value: FraudType; readonly word: string }[] {
  const known = new Set<FraudType>([...fraudTypes.map(({ id }) => id), ...officialFraudTypes])
  const hidden = new Set(fraudTypes.filter(({ offered }) => !offered).map(({ id }) => id))
  return [...known]
    .filter((id) => also.includes(id) || (!hidden.has(id) && fraudTypes.some((one) => one.id === id)))
    .map((value) => ({ value, word: fraudWord(value) }))
}
