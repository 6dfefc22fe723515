import { View } from '@tarojs/components'
import { Press } from '#components/press'
import type { StaffId } from '#domain/ids'
import './people-list.css'

export interface Choosable {
  readonly id: StaffId
  readonly name: string
  /** `负责这栋 · 在办 2 件` */
  readonly detail: string
  /** Why this person can't be taken. */
  readonly off?: string
}

interface PeopleListProps {
  readonly id: string
  readonly label: string
  readonly people: readonly Choosable[]
  readonly chosen: readonly StaffId[]
  readonly many?: boolean
  readonly empty: string
  readonly onPress: (id: StaffId) => void
}

/** People to take along, with what one has to know to choose. */
export function PeopleList({ id, label, people, chosen, many = false, empty, onPress }: PeopleListProps) {
  if (people.length === 0) return <View className="ppl-empty">{empty}</View>
  return (
    <View className="ppl" role={many ? 'group' : 'radiogroup'} aria-label={label}>
      {people.map((person) => {
        const on = chosen.includes(person.id)
        return (
          <Press
            key={person.id}
            id={`${id}-${person.id}`}
            role={many ? 'checkbox' : 'radio'}
            chosen={on}
            disabled={person.off !== undefined}
            label={`${person.name}，${person.off ?? person.detail}`}
            className={`ppl-one${on ? ' ppl-on' : ''}`}
            onPress={() => onPress(person.id)}
          >
            <View className={`ppl-mark${many ? ' ppl-box' : ''}`} aria-hidden>
              {on ? '✓' : ''}
            </View>
            <View className="ppl-words">
              <View className="ppl-name">{person.name}</View>
              <View className="ppl-detail">{person.off ?? person.detail}</View>
            </View>
          </Press>
        )
      })}
    </View>
  )
}
