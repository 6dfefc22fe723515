import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Segments } from '#components/choice-chip'
import { FeedbackCard } from '#components/feedback-card'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { FeedbackList } from '#contract/feedback'
import type { UnitId } from '#domain/ids'
import type { Role } from '#domain/staff'
import { markAnswersSeen } from '#stores/feedback-seen'
import { useQuery } from '#stores/query-store'
import { useSession } from '#stores/session-store'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { FeedbackForm } from './feedback-form'
import { WaitingHere } from './waiting-here'
import './index.css'

export default function FeedbackPage() {
  const staff = useSession(({ session }) => session?.staff ?? null)
  return staff === null ? (
    <SignedOut title="投诉建议" hint="登录后可提出投诉、建议，报告故障。" />
  ) : (
    <Feedback unit={staff.unitId} unitName={staff.unitName} role={staff.role} />
  )
}

interface FeedbackProps {
  readonly unit: UnitId
  readonly unitName: string
  readonly role: Role
}

/** Whatever anybody wants to say, and what the street answered (F23). A secretary also reads what her people wrote. */
function Feedback({ unit, unitName, role }: FeedbackProps) {
  const [whose, setWhose] = useState<'mine' | 'unit'>('mine')
  return (
    <Screen wide back title="投诉建议" sub={unitName}>
      {role === 'secretary' && (
        <Segments
          label="谁写的"
          choices={[
            { value: 'mine', word: '我写的' },
            { value: 'unit', word: '本单位的' },
          ]}
          value={whose}
          onChoose={setWhose}
        />
      )}
      {whose === 'mine' ? <Mine unit={unit} role={role} /> : <OfUnit unit={unit} />}
    </Screen>
  )
}

function Mine({ unit, role }: Omit<FeedbackProps, 'unitName'>) {
  const now = useNow()
  const query = useQuery<'feedback'>({ action: 'feedback', unit, mine: true })
  useReloadOnShow(query.reload)
  const { answer } = query
  useEffect(() => {
    if (answer !== null) markAnswersSeen(answer)
  }, [answer])
  return (
    <>
      <FeedbackForm unit={unit} role={role} onDone={query.reload} />
      <WaitingHere now={now} />
      <Section large title="我写过的">
        <Answered query={query} lines={4}>
          {(list) => <Listed list={list} now={now} empty="还没有写过" hint="写了的，街道答复后在这里看。" />}
        </Answered>
      </Section>
    </>
  )
}

function OfUnit({ unit }: { readonly unit: UnitId }) {
  const now = useNow()
  const query = useQuery<'feedback'>({ action: 'feedback', unit, mine: false })
  useReloadOnShow(query.reload)
  return (
    <Section large title="本单位人员写的">
      <Answered query={query} lines={4}>
        {(list) => <Listed withWriter list={list} now={now} empty="还没有人写过" hint="您能看到，由街道专班答复。" />}
      </Answered>
    </Section>
  )
}

interface ListedProps {
  readonly list: FeedbackList
  readonly now: number
  readonly empty: string
  readonly hint: string
  readonly withWriter?: boolean
}

function Listed({ list, now, empty, hint, withWriter = false }: ListedProps) {
  if (list.feedback.length === 0) return <Empty words={empty} hint={hint} />
  return (
    <>
      {list.feedback.map((one) => (
        <FeedbackCard key={one.id} feedback={one} now={now} withWriter={withWriter} />
      ))}
      {list.more && <View className="fdb-more">更早答复过的没有列出</View>}
    </>
  )
}
