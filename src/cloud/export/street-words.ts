import { type FraudType, isOfficial } from '#domain/fraud-type'
import { defaultSettings, type StreetSettings } from '#domain/street-settings'
import { officialFraudWord } from '#words/fraud'
import { tagWord } from '#words/tag'

/** What a street calls by words of its own. */
export interface StreetWords {
  fraud(type: FraudType): string
  tag(id: string): string
}

/** The app's own `fraudWord` knows one street at a time, a function serves them all. */
export function wordsOf(decided: StreetSettings | null): StreetWords {
  const settings = decided ?? defaultSettings
  const named = new Map(settings.fraudTypes.map(({ id, word }) => [id, word]))
  return {
    fraud: (type) => named.get(type) ?? officialFraudWord[isOfficial(type) ? type : 'other'],
    tag: (id) => tagWord(settings, id),
  }
}
