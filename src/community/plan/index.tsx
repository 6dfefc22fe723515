import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered, SignedOut } from '#components/answered'
import { OfCampaign } from '#components/of-campaign'
import { PlanView } from '#components/plan-view'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import type { PlanAnswer } from '#contract/plan'
import { operationId } from '#contract/scalars'
import type { OperationId } from '#domain/ids'
import { planDraft } from '#stores/plan-draft'
import { useQuery } from '#stores/query-store'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goRecord } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'
import { PlanForm } from './plan-form'
import './index.css'

export default function PlanPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="宣传计划" hint="登录后可查看本单位的宣传计划。" /> : <Plans unit={unit} />
}

function Plans({ unit }: { readonly unit: OwnUnit }) {
  const asked = useParam('campaign', operationId)
  const street = useQuery<'street'>({ action: 'street', unit: unit.id })
  useReloadOnShow(street.reload)
  return (
    <Screen wide back title="宣传计划" sub={unit.name}>
      <Answered query={street} lines={8}>
        {({ campaigns }) => (
          <OfCampaign campaigns={campaigns} asked={asked} hint="行动设定后，在这里提交本单位的宣传计划。">
            {({ id }) => <OnePlan key={id} unit={unit} campaign={id} />}
          </OfCampaign>
        )}
      </Answered>
    </Screen>
  )
}

function OnePlan({ unit, campaign }: { readonly unit: OwnUnit; readonly campaign: OperationId }) {
  const now = useNow()
  const query = useQuery<'plan'>({ action: 'plan', unit: unit.id, campaign })
  useReloadOnShow(query.reload)
  const [writing, setWriting] = useState(() => planDraft(unit.id, campaign) !== null)
  return (
    <Answered query={query} lines={10}>
      {(plan) =>
        writing ? (
          <PlanForm
            unit={unit.id}
            plan={plan}
            onClose={() => setWriting(false)}
            onDone={() => {
              setWriting(false)
              query.reload()
            }}
          />
        ) : (
          <>
            <Begin plan={plan} onBegin={() => setWriting(true)} />
            <PlanView plan={plan} now={now} onRecord={goRecord} />
          </>
        )
      }
    </Answered>
  )
}

/** One that was received is changed once the street sends it back. */
function Begin({ plan, onBegin }: { readonly plan: PlanAnswer; readonly onBegin: () => void }) {
  if (plan.state === 'accepted') return null
  return (
    <View className="plan-acts">
      <Press id="write" className="button" onPress={onBegin}>
        {plan.content.versions.length === 0 ? '写计划' : '修改计划'}
      </Press>
    </View>
  )
}
