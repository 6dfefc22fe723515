import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Press } from '#components/press'
import type { MatchAnswer } from '#contract/case-query'
import type { DoorId, UnitId } from '#domain/ids'
import { useQuery } from '#stores/query-store'
import './door-search.css'

type Door = Pick<MatchAnswer['doors'][number], 'id' | 'place'> & { readonly exact?: boolean }

interface DoorChoicesProps {
  readonly doors: readonly Door[]
  readonly chosen: DoorId | null
  readonly onChoose: (door: DoorId) => void
}

export function DoorChoices({ doors, chosen, onChoose }: DoorChoicesProps) {
  return (
    <View role="radiogroup" aria-label="可能的房号">
      {doors.map(({ id, place, exact }) => (
        <Press
          key={id}
          id={`door-${id}`}
          role="radio"
          chosen={chosen === id}
          className={`door-choice${chosen === id ? ' door-choice-on' : ''}`}
          onPress={() => onChoose(id)}
        >
          <View className="door-choice-place">{place}</View>
          <View className="door-choice-mark">{chosen === id ? '✓ 已选' : exact === true ? '地址相符' : ''}</View>
        </Press>
      ))}
    </View>
  )
}

interface DoorSearchProps {
  readonly unit: UnitId
  readonly address: string
  readonly chosen: DoorId | null
  readonly onChoose: (door: DoorId) => void
}

/** Shorter ones fit half the town. */
const SHORTEST = 2
const PAUSE = 400

/** Doors that an address as it is written may mean; asked once the typing rests. */
export function DoorSearch({ unit, address, chosen, onChoose }: DoorSearchProps) {
  const rested = useRested(address.trim())
  const asked = rested.length >= SHORTEST
  const { answer, problem } = useQuery<'match'>(asked ? { action: 'match', unit, address: rested } : null)
  if (!asked) return null
  if (problem !== null)
    return <View className="door-search-word">{problem.title}。地址照原样保存，联网后可再核对。</View>
  if (answer === null) return <View className="door-search-word">正在对照楼栋…</View>
  if (answer.doors.length === 0)
    return <View className="door-search-word">没有对上的房号。照原样保存，以后可再核对。</View>
  return <DoorChoices doors={answer.doors} chosen={chosen} onChoose={onChoose} />
}

function useRested(words: string): string {
  const [rested, setRested] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setRested(words), PAUSE)
    return () => clearTimeout(timer)
  }, [words])
  return rested
}
