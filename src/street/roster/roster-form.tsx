import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Section } from '#components/section'
import { MOST_GROUPS, MOST_MEMBERS } from '#contract/roster'
import type { UnitId } from '#domain/ids'
import type { Roster, RosterGroup, RosterMember } from '#domain/roster'
import { draftOf, memberUp, type RosterDraft, rosterDraft, rosterFault, withGroup } from '#stores/roster-draft'
import { memberWords } from '#words/roster'
import { useDeskAct } from '../../components/use-desk-act'
import { GroupSheet } from './group-sheet'
import { MemberSheet } from './member-sheet'

interface RosterFormProps {
  readonly street: UnitId
  readonly roster: Roster | null
  readonly stations: readonly string[]
  readonly onDone: () => void
}

/** What is open in a sheet: a member of a group, or a group's name; one past the last is a new one. */
type Open =
  | { readonly kind: 'member'; readonly group: number; readonly member: number }
  | { readonly kind: 'group'; readonly group: number }

/** The whole roster while it is written; kept on the device at every change until it is saved. */
export function RosterForm({ street, roster, stations, onDone }: RosterFormProps) {
  const kept = rosterDraft(street)
  const standing = draftOf(roster, stations)
  const [draft, setDraft] = useState<RosterDraft>(() => kept.read() ?? standing)
  const [room, setRoom] = useState(true)
  const [open, setOpen] = useState<Open | null>(null)
  const acting = useDeskAct(street, onDone)
  const keep = (next: RosterDraft): void => {
    setDraft(next)
    setRoom(kept.keep(next))
    setOpen(null)
  }
  const change = (at: number, group: RosterGroup | null): void => keep(withGroup(draft, at, group))
  const fault = rosterFault(draft)
  const groupKeys = keysOf(draft.groups.map(({ name }) => name))
  const people = draft.groups.reduce((sum, { members }) => sum + members.length, 0)
  return (
    <View>
      {draft.base !== standing.base && (
        <Alert words="同事刚保存过新的名单。您写的还在；请对照后再保存，或放弃修改看新的名单。" />
      )}
      {!room && <Alert words="手机存储已满，写的内容只在屏幕上，请先保存再离开" />}
      {draft.groups.map((group, at) => (
        <Section
          key={groupKeys[at]}
          large
          title={group.name}
          aside={
            <Press
              id={`group-${at}`}
              className="link"
              label={`${group.name}：改名或移除`}
              onPress={() => setOpen({ kind: 'group', group: at })}
            >
              改名
            </Press>
          }
        >
          {group.members.length === 0 && <View className="srs-none">人员未定</View>}
          <Members
            members={group.members}
            at={at}
            onOpen={(nth) => setOpen({ kind: 'member', group: at, member: nth })}
          />
          <Press
            id={`add-${at}`}
            className="link"
            label={`${group.name}：加一人`}
            disabled={group.members.length >= MOST_MEMBERS}
            onPress={() => setOpen({ kind: 'member', group: at, member: group.members.length })}
          >
            ＋ 加一人
          </Press>
        </Section>
      ))}
      <Alert words={fault ?? acting.problem} />
      <View className="srs-acts">
        <Press
          id="add-group"
          className="button second"
          disabled={draft.groups.length >= MOST_GROUPS}
          onPress={() => setOpen({ kind: 'group', group: draft.groups.length })}
        >
          加一组
        </Press>
        <Press
          id="roster-save"
          className="button"
          disabled={acting.busy || fault !== null}
          onPress={() =>
            acting.act({ type: 'roster.set', body: { base: standing.base, groups: [...draft.groups] } }, () =>
              kept.keep(null),
            )
          }
        >
          {acting.busy ? '正在保存…' : `保存（${people} 人）`}
        </Press>
        <Press
          id="roster-drop"
          className="link"
          onPress={() => {
            kept.keep(null)
            onDone()
          }}
        >
          放弃修改
        </Press>
      </View>
      {open !== null && <Opened draft={draft} open={open} onGroup={change} onClose={() => setOpen(null)} />}
    </View>
  )
}

interface MembersProps {
  readonly members: readonly RosterMember[]
  readonly at: number
  readonly onOpen: (nth: number) => void
}

function Members({ members, at, onOpen }: MembersProps) {
  const keys = keysOf(members.map(({ name, post }) => `${name} ${post}`))
  return (
    <>
      {members.map((member, nth) => (
        <Line
          key={keys[nth]}
          id={`member-${at}-${nth}`}
          title={member.name}
          detail={memberWords(member)}
          end={member.phone}
          onPress={() => onOpen(nth)}
        />
      ))}
    </>
  )
}

/** Nobody forbids two of one name while the list is written: the second is told from the first by its count. */
function keysOf(names: readonly string[]): readonly string[] {
  return names.map((name, at) => `${name} ${names.slice(0, at).filter((other) => other === name).length}`)
}

interface OpenedProps {
  readonly draft: RosterDraft
  readonly open: Open
  readonly onGroup: (at: number, group: RosterGroup | null) => void
  readonly onClose: () => void
}

const blank: RosterMember = { name: '', post: '', part: '', phone: '' }

function Opened({ draft, open, onGroup, onClose }: OpenedProps) {
  const at = open.group
  const group = draft.groups[at] ?? { name: '', members: [] }
  const there = at < draft.groups.length
  if (open.kind === 'group')
    return (
      <GroupSheet
        name={group.name}
        onSave={(name) => onGroup(at, { ...group, name })}
        onClose={onClose}
        {...(there ? { onRemove: () => onGroup(at, null) } : {})}
      />
    )
  const nth = open.member
  const member = group.members[nth]
  const others = group.members.filter((_, index) => index !== nth)
  return (
    <MemberSheet
      group={group.name}
      member={member ?? blank}
      onSave={(next) =>
        onGroup(at, { ...group, members: [...group.members.slice(0, nth), next, ...group.members.slice(nth + 1)] })
      }
      onClose={onClose}
      {...(member === undefined ? {} : { onRemove: () => onGroup(at, { ...group, members: others }) })}
      {...(member === undefined || nth === 0 ? {} : { onUp: () => onGroup(at, memberUp(group, nth)) })}
    />
  )
}
