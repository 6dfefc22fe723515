import { View } from '@tarojs/components'
import { useState } from 'react'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { tagGroups } from '#domain/street-settings'
import { useStreetSettings } from '#stores/street-settings'
import { tagChoices, tagGroupWord } from '#words/tag'

interface TagChipsProps {
  readonly chosen: readonly string[]
  readonly onChange: (tags: string[]) => void
}

/** What the activity was for, by the street's own tags: a tag added there appears here with the next pull (S03, S05). */
export function TagChips({ chosen, onChange }: TagChipsProps) {
  const choices = tagChoices(useStreetSettings(), chosen)
  const [open, setOpen] = useState(chosen.length > 0)
  const press = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  if (choices.length === 0) return null
  return (
    <View className="field">
      <Press
        id="tags"
        className="button second small"
        expanded={open}
        onPress={() => setOpen(!open)}
      >{`${open ? '收起' : '选择'}行动标签`}</Press>
      {open &&
        tagGroups.map((group) => {
          const chips = choices.filter((tag) => tag.group === group).map(({ id, word }) => ({ value: id, word }))
          return (
            chips.length > 0 && (
              <Chips
                key={group}
                id="tag"
                label={tagGroupWord[group]}
                many
                chips={chips}
                chosen={chosen}
                onPress={press}
              />
            )
          )
        })}
    </View>
  )
}
