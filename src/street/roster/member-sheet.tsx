import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { RosterMember } from '#domain/roster'
import { memberFault } from '#stores/roster-draft'

interface MemberSheetProps {
  readonly group: string
  readonly member: RosterMember
  readonly onSave: (member: RosterMember) => void
  readonly onUp?: () => void
  readonly onRemove?: () => void
  readonly onClose: () => void
}

const parts = ['组长', '副组长', '成员', '联络员'].map((word) => ({ value: word, word }))

/** One person of a group. */
export function MemberSheet({ group, member, onSave, onUp, onRemove, onClose }: MemberSheetProps) {
  const [draft, setDraft] = useState(member)
  const change = (part: Partial<RosterMember>): void => setDraft({ ...draft, ...part })
  const trimmed = {
    name: draft.name.trim(),
    post: draft.post.trim(),
    part: draft.part,
    phone: draft.phone.trim(),
  }
  const fault = memberFault(trimmed)
  return (
    <Sheet title={onRemove === undefined ? '加一人' : member.name} sub={group} onClose={onClose}>
      <TextField id="member-name" label="姓名" value={draft.name} most={20} onChange={(name) => change({ name })} />
      <TextField
        id="member-post"
        label="职务（可不填）"
        hint="如：党工委副书记"
        value={draft.post}
        most={30}
        onChange={(post) => change({ post })}
      />
      <Chips
        id="member-part"
        label="在组里"
        chips={parts}
        chosen={[draft.part]}
        onPress={(part) => change({ part: draft.part === part ? '' : part })}
      />
      <TextField
        id="member-phone"
        label="办公电话（可不填）"
        value={draft.phone}
        most={20}
        onChange={(phone) => change({ phone })}
      />
      <Alert words={draft.name === '' ? null : fault} />
      <View className="srs-acts">
        <Press id="member-save" className="button" disabled={fault !== null} onPress={() => onSave(trimmed)}>
          好
        </Press>
        {onUp !== undefined && (
          <Press id="member-up" className="button second" onPress={onUp}>
            上移一位
          </Press>
        )}
        {onRemove !== undefined && (
          <Press id="member-remove" className="button second" onPress={onRemove}>
            移出名单
          </Press>
        )}
      </View>
    </Sheet>
  )
}
