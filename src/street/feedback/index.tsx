import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Segments } from '#components/choice-chip'
import { FeedbackCard, type ListedFeedback } from '#components/feedback-card'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { useQuery } from '#stores/query-store'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'
import { AnswerSheet } from './answer-sheet'
import './index.css'

export default function FeedbackPage() {
  const street = useStreet()
  if (street === null) return <SignedOut title="投诉建议" hint="街道专班登录后可答复投诉建议。" />
  if (street.role === 'street') return <Feedback street={street} />
  return (
    <Screen back title="投诉建议" sub={street.name}>
      <Empty words="由街道专班答复" hint="您自己写的，在“我的 › 投诉建议”里看。" />
    </Screen>
  )
}

type Which = 'open' | 'all'

/** What people of all units wrote; who has waited longest stands first (F23). */
function Feedback({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const query = useQuery<'feedback'>({ action: 'feedback', unit: street.id, mine: false })
  useReloadOnShow(query.reload)
  const [which, setWhich] = useState<Which>('open')
  const [answering, setAnswering] = useState<ListedFeedback | null>(null)
  return (
    <Screen wide back title="投诉建议" sub={street.name}>
      <Answered query={query} lines={8}>
        {({ feedback, more }) => {
          const open = feedback.filter(({ state }) => state === 'open')
          const shown = which === 'open' ? open : feedback
          return (
            <>
              <Segments
                label="看哪些"
                choices={[
                  { value: 'open', word: `待答复 ${open.length}` },
                  { value: 'all', word: `全部 ${feedback.length}${more ? '+' : ''}` },
                ]}
                value={which}
                onChoose={setWhich}
              />
              {shown.length === 0 && (
                <Empty
                  words={which === 'open' ? '没有待答复的' : '还没有人写过'}
                  hint="全街道的人员都能在“我的 › 投诉建议”里写。"
                />
              )}
              {shown.map((one) => (
                <FeedbackCard key={one.id} withWriter feedback={one} now={now}>
                  {one.state === 'open' && (
                    <View className="fbk-acts">
                      <Press id={`answer-${one.id}`} className="button second" onPress={() => setAnswering(one)}>
                        答复
                      </Press>
                    </View>
                  )}
                </FeedbackCard>
              ))}
              {which === 'all' && more && <View className="sfb-more">更早答复过的没有列出</View>}
            </>
          )
        }}
      </Answered>
      {answering !== null && (
        <AnswerSheet
          feedback={answering}
          onClose={() => setAnswering(null)}
          onDone={() => {
            setAnswering(null)
            query.reload()
          }}
        />
      )}
    </Screen>
  )
}
