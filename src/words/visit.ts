import { DOOR_LEAFLET } from '#domain/leaflet'
import type { VisitContent } from '#domain/visit'
import { fraudWord } from '#words/fraud'
import { leafletWord } from './labels'
import { outcomeWord } from './outcome'

/** `见面 · 2 人 · 刷单返利、虚假贷款 · 宣传单 1` */
export function visitWords(content: VisitContent): string {
  return [outcomeWord[content.outcome], ...detailWords(content)].join(' · ')
}

/** What was said beyond the outcome, without the note, which is one door's own. */
export function detailWords({ adults, topics, leaflets, minutes }: VisitContent): string[] {
  const words: string[] = []
  if (adults !== undefined) words.push(`${adults} 人`)
  if (topics !== undefined && topics.length > 0) words.push(topics.map(fraudWord).join('、'))
  if (leaflets !== undefined && leaflets > 0) words.push(`${leafletWord[DOOR_LEAFLET]} ${leaflets}`)
  if (minutes !== undefined) words.push(`${minutes} 分钟`)
  return words
}
