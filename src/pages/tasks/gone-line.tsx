import { View } from '@tarojs/components'
import { Press } from '#components/press'
import type { CaseRow } from '#contract/pull'
import { goneWords } from '#words/case-row'
import { caseKindWord } from '#words/dissuasion'

/** A task that somebody else has now. Nothing of the resident is on this phone any more. */
export function GoneLine({ row, onPress }: { readonly row: CaseRow; readonly onPress: () => void }) {
  return (
    <Press id={`case-${row.id}`} className="tasks-gone" onPress={onPress}>
      <View className="tasks-gone-title">
        {caseKindWord[row.kind]} {row.number}
      </View>
      <View className="tasks-gone-words">{goneWords(row)}</View>
    </Press>
  )
}
