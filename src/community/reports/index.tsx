import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { ReportsAnswer } from '#contract/report'
import type { Campaign } from '#domain/campaign'
import { useQuery } from '#stores/query-store'
import { moment, shortDate } from '#words/format'
import { receiptSign, receiptWord, reportStateWord, reportTitle } from '#words/report'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnUnit, useUnit } from '../use-unit'

export default function ReportsPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="半月报" hint="登录后可查看本单位的半月报。" /> : <Reports unit={unit} />
}

/** Every campaign's reports: which wait for a signature, which are in, what has changed since. */
function Reports({ unit }: { readonly unit: OwnUnit }) {
  const now = useNow()
  const street = useQuery<'street'>({ action: 'street', unit: unit.id })
  useReloadOnShow(street.reload)
  return (
    <Screen wide back title="半月报" sub={unit.name}>
      <Answered query={street} lines={7}>
        {({ campaigns }) =>
          campaigns.length === 0 ? (
            <Empty words="街道还没有设定行动" hint="行动设定后，到报送日上午九点会自动拟好半月报。" />
          ) : (
            campaigns.map((campaign) => <OfCampaign key={campaign.id} unit={unit} campaign={campaign} now={now} />)
          )
        }
      </Answered>
    </Screen>
  )
}

interface OfCampaignProps {
  readonly unit: OwnUnit
  readonly campaign: Campaign
  readonly now: number
}

function OfCampaign({ unit, campaign, now }: OfCampaignProps) {
  const query = useQuery<'reports'>({ action: 'reports', unit: unit.id, campaign: campaign.id })
  useReloadOnShow(query.reload)
  return (
    <Section large title={campaign.name}>
      <Answered query={query} lines={7}>
        {({ reports }) => (
          <View>
            {reports.map((report) => (
              <ReportLine key={report.due} report={report} now={now} />
            ))}
          </View>
        )}
      </Answered>
    </Section>
  )
}

function ReportLine({ report, now }: { readonly report: ReportsAnswer['reports'][number]; readonly now: number }) {
  const { id, due, from, to, state, receipt, signedAt, changed } = report
  const told = [
    `${shortDate(from)}–${shortDate(to)}`,
    state === null ? '到期日上午九点自动拟好' : reportStateWord[state],
    signedAt === null ? null : `${moment(signedAt, now)} 签发`,
    changed === 0 ? null : `签发后有 ${changed} 个数字变化`,
  ]
  return (
    <Line
      id={`report-${due}`}
      title={reportTitle(due)}
      detail={told.filter((word) => word !== null).join(' · ')}
      urgent={receipt === 'missing' || receipt === 'returned'}
      end={`${receiptSign[receipt]} ${receiptWord[receipt]}`}
      {...(id === null ? {} : { onPress: () => void Taro.navigateTo({ url: `/community/report/index?id=${id}` }) })}
    />
  )
}
