import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Segments } from '#components/choice-chip'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { ReportMatrixAnswer } from '#contract/report'
import type { OperationId } from '#domain/ids'
import { last } from '#domain/last'
import { dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { moment, shortDate } from '#words/format'
import { unitKindWord } from '#words/labels'
import { receiptSign, receiptWord, reportStateWord, reportTitle } from '#words/report'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { OfCampaigns } from '../of-campaigns'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import './index.css'

export default function MatrixPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="半月报收报" hint="街道专班登录后可查看各单位报送。" />
  ) : (
    <OfStreet street={street} />
  )
}

function OfStreet({ street }: { readonly street: OwnStreet }) {
  const query = useStreetAnswer(street)
  return (
    <Screen wide back title="半月报收报" sub={street.name}>
      <OfCampaigns query={query}>{({ id }) => <Matrix street={street} campaign={id} />}</OfCampaigns>
    </Screen>
  )
}

/** Who has handed in which report; what is missing comes first, with one tap to remind (S12). */
function Matrix({ street, campaign }: { readonly street: OwnStreet; readonly campaign: OperationId }) {
  const now = useNow()
  const query = useQuery<'report-matrix'>({ action: 'report-matrix', unit: street.id, campaign })
  useReloadOnShow(query.reload)
  const [due, setDue] = useState<string | null>(null)
  return (
    <Answered query={query} lines={10}>
      {(matrix) => {
        const newest = last(matrix.periods)
        if (newest === undefined)
          return <Empty words="还没有到报送日" hint="到期日上午九点，各单位的半月报会自动拟好。" />
        const index = Math.max(
          0,
          matrix.periods.findIndex((period) => period.due === (due ?? newest.due)),
        )
        const period = matrix.periods[index] ?? newest
        const rows = matrix.units.map(({ unit, reports }) => ({ unit, report: reports[index] }))
        return (
          <>
            <View className="mtx-periods">
              <Segments
                label="哪一期"
                choices={matrix.periods.map((one) => ({ value: one.due, word: shortDate(one.due) }))}
                value={period.due}
                onChoose={setDue}
              />
            </View>
            <View className="mtx-counts">{countWords(rows)}</View>
            <Section large title={reportTitle(period.due)}>
              {[...rows]
                .sort((a, b) => rank(a.report) - rank(b.report))
                .map(({ unit, report }) => (
                  <UnitLine
                    key={unit.id}
                    unit={unit}
                    report={report}
                    now={now}
                    mayRemind={street.role === 'street'}
                    onDone={query.reload}
                  />
                ))}
            </Section>
          </>
        )
      }}
    </Answered>
  )
}

type Unit = ReportMatrixAnswer['units'][number]['unit']
type Cell = ReportMatrixAnswer['units'][number]['reports'][number]

interface UnitLineProps {
  readonly unit: Unit
  readonly report: Cell | undefined
  readonly now: number
  readonly mayRemind: boolean
  readonly onDone: () => void
}

function UnitLine({ unit, report, now, mayRemind, onDone }: UnitLineProps) {
  const acting = useDeskAct(unit.id, onDone)
  if (report === undefined) return null
  const { id, state, receipt, signedAt, remindedAt } = report
  const wanted = receipt === 'missing' || receipt === 'not-due' || receipt === 'returned'
  const today = remindedAt !== null && dayOf(remindedAt) === dayOf(now)
  const told = [
    unitKindWord[unit.kind],
    state === null ? '未拟' : reportStateWord[state],
    signedAt === null ? null : `${moment(signedAt, now)} 签发`,
    remindedAt === null ? null : `${moment(remindedAt, now)} 已提醒`,
    acting.problem,
  ]
  return (
    <View className="mtx-unit">
      <View className="mtx-line">
        <Line
          id={`unit-${unit.id}`}
          title={unit.name}
          detail={told.filter((word) => word !== null).join(' · ')}
          urgent={receipt === 'missing'}
          end={`${receiptSign[receipt]} ${receiptWord[receipt]}`}
          {...(id === null
            ? {}
            : { onPress: () => void Taro.navigateTo({ url: `/street/report/index?unit=${unit.id}&id=${id}` }) })}
        />
      </View>
      {mayRemind && wanted && id !== null && (
        <Press
          id={`remind-${unit.id}`}
          className="button second small"
          disabled={acting.busy || today}
          onPress={() => acting.act({ type: 'report.remind', body: { paperId: id } })}
        >
          {today ? '今天已提醒' : '提醒'}
        </Press>
      )}
    </View>
  )
}

const order = ['missing', 'returned', 'not-due', 'late', 'in-time'] as const

function rank(report: Cell | undefined): number {
  return report === undefined ? order.length : order.indexOf(report.receipt)
}

function countWords(rows: readonly { readonly report: Cell | undefined }[]): string {
  return order
    .map((receipt) => [receiptWord[receipt], rows.filter(({ report }) => report?.receipt === receipt).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${word} ${count}`)
    .join(' · ')
}
