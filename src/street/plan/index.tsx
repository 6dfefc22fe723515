import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { PlanView } from '#components/plan-view'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { PlanAnswer } from '#contract/plan'
import { operationId, unitId } from '#contract/scalars'
import { useQuery } from '#stores/query-store'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'
import './index.css'

export default function PlanPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="宣传计划" hint="街道专班登录后可查看各单位的宣传计划。" />
  ) : (
    <OnePlan street={street} />
  )
}

/** What a unit means to do and what it did: receive the plan, or send it back with a reason. */
function OnePlan({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const unit = useParam('unit', unitId)
  const campaign = useParam('campaign', operationId)
  const query = useQuery<'plan'>(unit === null || campaign === null ? null : { action: 'plan', unit, campaign })
  useReloadOnShow(query.reload)
  const { answer } = query
  if (unit === null || campaign === null)
    return (
      <Screen back title="宣传计划">
        <Empty words="没有指明是哪份计划" hint="请从宣传计划列表打开。" />
      </Screen>
    )
  return (
    <Screen
      wide
      back
      title={answer === null ? '宣传计划' : `${answer.unit.name}宣传计划`}
      sub={answer === null ? street.name : answer.campaign.name}
    >
      <Answered query={query} lines={10}>
        {(plan) => (
          <>
            {street.role === 'street' && (plan.state === 'submitted' || plan.state === 'accepted') && (
              <Receiving plan={plan} onDone={query.reload} />
            )}
            <PlanView plan={plan} now={now} />
          </>
        )}
      </Answered>
    </Screen>
  )
}

function Receiving({ plan, onDone }: { readonly plan: PlanAnswer; readonly onDone: () => void }) {
  const [returning, setReturning] = useState(false)
  const [reason, setReason] = useState('')
  const acting = useDeskAct(plan.unit.id, onDone)
  const about = { campaignId: plan.campaign.id, version: plan.content.versions.length }
  return (
    <>
      <View className="spl-acts">
        {plan.state === 'submitted' && (
          <Press
            id="accept"
            className="button"
            disabled={acting.busy}
            onPress={() => acting.act({ type: 'plan.accept', body: about })}
          >
            接收
          </Press>
        )}
        <Press id="open-return" className="button second" disabled={acting.busy} onPress={() => setReturning(true)}>
          退回
        </Press>
      </View>
      {!returning && <Alert words={acting.problem} />}
      {returning && (
        <Sheet title="退回宣传计划" sub="单位会看到原因，改好后重新提交" onClose={() => setReturning(false)}>
          <TextField id="return-reason" label="哪里要改" value={reason} most={200} onChange={setReason} />
          <Alert words={acting.problem} />
          <Press
            id="confirm-return"
            className="button"
            disabled={acting.busy || reason.trim() === ''}
            onPress={() =>
              acting.act({ type: 'plan.return', body: { ...about, reason: reason.trim() } }, () => setReturning(false))
            }
          >
            退回
          </Press>
        </Sheet>
      )}
    </>
  )
}
