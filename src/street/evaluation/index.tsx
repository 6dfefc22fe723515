import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { EvaluationAnswer } from '#contract/evaluation'
import type { OperationId } from '#domain/ids'
import type { UnitKind } from '#domain/unit'
import { useQuery } from '#stores/query-store'
import { moment, shortDate } from '#words/format'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { OfCampaigns } from '../of-campaigns'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import { EvaluationExport } from './evaluation-export'
import { type Chosen, ItemSheet } from './item-sheet'
import { UnitSheet } from './unit-sheet'
import './index.css'

export default function EvaluationPage() {
  const street = useStreet()
  return street === null || street.role === 'leader' ? (
    <SignedOut title="评估考核" hint="街道专班、督导组登录后可查看。" />
  ) : (
    <OfStreet street={street} />
  )
}

function OfStreet({ street }: { readonly street: OwnStreet }) {
  const query = useStreetAnswer(street)
  return (
    <Screen wide back title="评估考核" sub={street.name}>
      <OfCampaigns query={query}>{({ id }) => <Sheet street={street} campaign={id} />}</OfCampaigns>
    </Screen>
  )
}

const groups: readonly { readonly kinds: readonly UnitKind[]; readonly word: string }[] = [
  { kinds: ['community'], word: '社区' },
  { kinds: ['office', 'body'], word: '机关、直属单位' },
  { kinds: ['company'], word: '企业' },
]

/** The sheet as it is now; each point opens what it was counted from, and nobody is sorted by them (S13). */
function Sheet({ street, campaign }: { readonly street: OwnStreet; readonly campaign: OperationId }) {
  const now = useNow()
  const query = useQuery<'evaluation'>({ action: 'evaluation', unit: street.id, campaign })
  useReloadOnShow(query.reload)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  return (
    <Answered query={query} lines={10}>
      {(told) => (
        <>
          <View className="evl-note">
            {shortDate(told.campaign.from)}–{shortDate(told.campaign.to)} · 数据截至 {moment(told.asOf, now)} ·
            按名册排列，不排名次
          </View>
          <Issuing street={street} told={told} now={now} onDone={query.reload} />
          {groups.map(({ kinds, word }) => {
            const units = told.units.filter(({ unit }) => kinds.includes(unit.kind))
            return units.length === 0 ? null : (
              <Section key={word} large title={`${word} ${units.length} 个`}>
                {units.map((score) => (
                  <UnitSheet
                    key={score.unit.id}
                    score={score}
                    onItem={(item) => setChosen({ unit: score.unit.id, item })}
                  />
                ))}
              </Section>
            )
          })}
          {chosen !== null && (
            <ItemSheet
              key={`${chosen.unit}-${chosen.item}-${told.content.adjustments.length}`}
              street={street}
              told={told}
              chosen={chosen}
              onClose={() => setChosen(null)}
              onDone={query.reload}
            />
          )}
        </>
      )}
    </Answered>
  )
}

interface IssuingProps {
  readonly street: OwnStreet
  readonly told: EvaluationAnswer
  readonly now: number
  readonly onDone: () => void
}

/** What was issued stays; what keeps the next version from being issued is said beside the button. */
function Issuing({ street, told, now, onDone }: IssuingProps) {
  const acting = useDeskAct(street.id, onDone)
  const { issued } = told.content
  const open = told.units.reduce((sum, one) => sum + one.open, 0)
  const why = !told.mayIssue
    ? `${shortDate(told.campaign.to)}起可以签发，之前数字还会变动`
    : open > 0
      ? `还有 ${open} 项算不出分，请点开评定`
      : null
  return (
    <>
      {[...issued].reverse().map(({ version, issuedAt, issuedBy, hash }) => (
        <Line
          key={version}
          title={`第 ${version} 版`}
          detail={`${issuedBy.name} ${moment(issuedAt, now)} 签发 · 校验码 ${hash.slice(0, 16).toUpperCase()}`}
          end="✓ 已签发"
        />
      ))}
      <View className="evl-acts">
        <EvaluationExport told={told} />
        {street.role === 'street' && (
          <Press
            id="issue"
            className="button small"
            disabled={acting.busy || why !== null}
            onPress={() =>
              acting.act({ type: 'evaluation.issue', body: { campaignId: told.campaign.id, seen: told.seen } })
            }
          >
            {issued.length === 0 ? '签发' : `签发第 ${issued.length + 1} 版`}
          </Press>
        )}
      </View>
      {street.role === 'street' && why !== null && (
        <View className="evl-note" id="why">
          {why}
        </View>
      )}
      <Alert words={acting.problem} />
    </>
  )
}
