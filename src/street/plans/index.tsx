import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Answered, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { PlansAnswer } from '#contract/plan'
import type { OperationId } from '#domain/ids'
import { dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { moment, shortDate } from '#words/format'
import { unitKindWord } from '#words/labels'
import { planReceiptSign, planReceiptWord, planStateWord } from '#words/plan'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { OfCampaigns } from '../of-campaigns'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import './index.css'

export default function PlansPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="宣传计划" hint="街道专班登录后可查看各单位的宣传计划。" />
  ) : (
    <OfStreet street={street} />
  )
}

function OfStreet({ street }: { readonly street: OwnStreet }) {
  const query = useStreetAnswer(street)
  return (
    <Screen wide back title="宣传计划" sub={street.name}>
      <OfCampaigns query={query}>{({ id }) => <Units street={street} campaign={id} />}</OfCampaigns>
    </Screen>
  )
}

const order = ['missing', 'returned', 'not-due', 'late', 'in-time'] as const

/** Whose plan has come; what is missing comes first, with one tap to remind (S10). */
function Units({ street, campaign }: { readonly street: OwnStreet; readonly campaign: OperationId }) {
  const now = useNow()
  const query = useQuery<'plans'>({ action: 'plans', unit: street.id, campaign })
  useReloadOnShow(query.reload)
  return (
    <Answered query={query} lines={10}>
      {({ due, units }) => (
        <>
          <View className="pls-counts">{countWords(units)}</View>
          <Section large title={`${shortDate(due)}前提交`}>
            {[...units]
              .sort((a, b) => order.indexOf(a.receipt) - order.indexOf(b.receipt))
              .map((one) => (
                <UnitLine
                  key={one.unit.id}
                  one={one}
                  campaign={campaign}
                  now={now}
                  mayRemind={street.role === 'street'}
                  onDone={query.reload}
                />
              ))}
          </Section>
        </>
      )}
    </Answered>
  )
}

interface UnitLineProps {
  readonly one: PlansAnswer['units'][number]
  readonly campaign: OperationId
  readonly now: number
  readonly mayRemind: boolean
  readonly onDone: () => void
}

function UnitLine({ one, campaign, now, mayRemind, onDone }: UnitLineProps) {
  const { unit, state, receipt, submittedAt, remindedAt, done, missed, ahead } = one
  const acting = useDeskAct(unit.id, onDone)
  const wanted = state === 'open' || state === 'returned'
  const today = remindedAt !== null && dayOf(remindedAt) === dayOf(now)
  const told = [
    unitKindWord[unit.kind],
    planStateWord[state],
    submittedAt === null ? null : `${moment(submittedAt, now)} 提交`,
    done + missed + ahead === 0 ? null : `已开展 ${done} · 未开展 ${missed} · 待开展 ${ahead}`,
    remindedAt === null || !wanted ? null : `${moment(remindedAt, now)} 已提醒`,
    acting.problem,
  ]
  return (
    <View className="pls-unit">
      <View className="pls-line">
        <Line
          id={`unit-${unit.id}`}
          title={unit.name}
          detail={told.filter((word) => word !== null).join(' · ')}
          urgent={receipt === 'missing'}
          end={`${planReceiptSign[receipt]} ${planReceiptWord[receipt]}`}
          onPress={() => void Taro.navigateTo({ url: `/street/plan/index?unit=${unit.id}&campaign=${campaign}` })}
        />
      </View>
      {mayRemind && wanted && (
        <Press
          id={`remind-${unit.id}`}
          className="button second small"
          disabled={acting.busy || today}
          onPress={() => acting.act({ type: 'plan.remind', body: { campaignId: campaign } })}
        >
          {today ? '今天已提醒' : '提醒'}
        </Press>
      )}
    </View>
  )
}

function countWords(units: PlansAnswer['units']): string {
  return order
    .map((receipt) => [planReceiptWord[receipt], units.filter((one) => one.receipt === receipt).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${word} ${count}`)
    .join(' · ')
}
