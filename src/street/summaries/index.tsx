import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { SummariesAnswer } from '#contract/summary'
import type { OperationId } from '#domain/ids'
import { receipts } from '#domain/report'
import { type SummaryKind, summaryKinds } from '#domain/summary'
import { useQuery } from '#stores/query-store'
import { moment, shortDate } from '#words/format'
import { receiptWord, reportTitle } from '#words/report'
import { summaryKindWord, summaryStateWord } from '#words/summary'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { OfCampaigns } from '../of-campaigns'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import './index.css'

export default function SummariesPage() {
  const street = useStreet()
  return street === null || street.role === 'leader' ? (
    <SignedOut title="汇总和专报" hint="街道专班、督导组登录后可查看。" />
  ) : (
    <OfStreet street={street} />
  )
}

function OfStreet({ street }: { readonly street: OwnStreet }) {
  const query = useStreetAnswer(street)
  return (
    <Screen wide back title="汇总和专报" sub={street.name}>
      <OfCampaigns query={query}>{({ id }) => <Periods street={street} campaign={id} />}</OfCampaigns>
    </Screen>
  )
}

/** Each half-month with what was made of it; a version that is issued stays, another is written beside it (S36). */
function Periods({ street, campaign }: { readonly street: OwnStreet; readonly campaign: OperationId }) {
  const now = useNow()
  const query = useQuery<'summaries'>({ action: 'summaries', unit: street.id, campaign })
  useReloadOnShow(query.reload)
  return (
    <Answered query={query} lines={10}>
      {({ periods }) =>
        periods.length === 0 ? (
          <Empty words="还没有到报送日" hint="到期日上午九点，各单位的半月报自动拟好，之后就可以汇总。" />
        ) : (
          periods.map((period) => (
            <Section key={period.due} large title={reportTitle(period.due)}>
              <OnePeriod street={street} campaign={campaign} period={period} now={now} onDone={query.reload} />
            </Section>
          ))
        )
      }
    </Answered>
  )
}

type Period = SummariesAnswer['periods'][number]
type Paper = Period['papers'][number]

interface OnePeriodProps {
  readonly street: OwnStreet
  readonly campaign: OperationId
  readonly period: Period
  readonly now: number
  readonly onDone: () => void
}

function OnePeriod({ street, campaign, period, now, onDone }: OnePeriodProps) {
  const acting = useDeskAct(street.id, onDone)
  const { due, from, to, papers } = period
  const open = (kind: SummaryKind) => papers.some((paper) => paper.kind === kind && paper.state === 'draft')
  return (
    <>
      <View className="sms-counts">
        {shortDate(from)}–{shortDate(to)} · {countWords(period)}
      </View>
      {papers.map((paper) => (
        <PaperLine key={paper.id} paper={paper} now={now} />
      ))}
      {papers.length === 0 && <Empty words="这一期还没有汇总" />}
      {street.role === 'street' && (
        <View className="sms-acts">
          {summaryKinds
            .filter((kind) => !open(kind))
            .map((kind) => (
              <Press
                key={kind}
                id={`compose-${kind}-${due}`}
                className="button second small"
                disabled={acting.busy}
                onPress={() => acting.act({ type: 'summary.compose', body: { campaignId: campaign, kind, due } })}
              >
                {papers.some((paper) => paper.kind === kind) ? '另拟一版' : '拟'}
                {summaryKindWord[kind]}
              </Press>
            ))}
        </View>
      )}
      <Alert words={acting.problem} />
    </>
  )
}

function PaperLine({ paper, now }: { readonly paper: Paper; readonly now: number }) {
  const { id, kind, version, state, issuedAt, issuedBy, changed } = paper
  const told = [
    issuedAt === null ? '数字随各单位报送更新，签发后不再变动' : `${issuedBy} ${moment(issuedAt, now)} 签发`,
    changed === 0 ? null : `签发后 ${changed} 个单位有变化`,
  ]
  return (
    <Line
      id={`paper-${id}`}
      title={`${summaryKindWord[kind]} 第 ${version} 版`}
      detail={told.filter((word) => word !== null).join(' · ')}
      end={state === 'issued' ? `✓ ${summaryStateWord[state]}` : `○ ${summaryStateWord[state]}`}
      onPress={() => void Taro.navigateTo({ url: `/street/summary/index?id=${id}` })}
    />
  )
}

function countWords({ receipts: counts }: Period): string {
  return receipts
    .filter((receipt) => counts[receipt] > 0)
    .map((receipt) => `${receiptWord[receipt]} ${counts[receipt]}`)
    .join(' · ')
}
