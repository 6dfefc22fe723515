import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Answered, Empty, SignedOut } from '#components/answered'
import { BarRow } from '#components/bar-row'
import { FiguresView } from '#components/chart/figures-view'
import { Line } from '#components/line'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { OverviewAnswer } from '#contract/overview'
import type { OperationId } from '#domain/ids'
import { caseStages } from '#domain/overview'
import { useQuery } from '#stores/query-store'
import { percent, shortDate } from '#words/format'
import { caseStageWord, shownWord } from '#words/overview'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { OfCampaigns } from '../of-campaigns'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import { weekFigures } from './week-figures'
import './index.css'

export default function OverviewPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="全街道概览" hint="领导小组、街道专班、督导组登录后可查看。" />
  ) : (
    <OfStreet street={street} />
  )
}

function OfStreet({ street }: { readonly street: OwnStreet }) {
  const query = useStreetAnswer(street)
  return (
    <Screen wide back title="全街道概览" sub={`${street.name} · 只有合计，不列单位名次，不含居民信息`}>
      <OfCampaigns query={query}>{({ id }) => <Overview street={street} campaign={id} />}</OfCampaigns>
    </Screen>
  )
}

/** The whole street in one look: how today stands, how far it has come, week by week. */
function Overview({ street, campaign }: { readonly street: OwnStreet; readonly campaign: OperationId }) {
  const query = useQuery<'overview'>({ action: 'overview', unit: street.id, campaign })
  useReloadOnShow(query.reload)
  return (
    <Answered query={query} lines={10}>
      {(told) => (
        <View className="ovw">
          <Today told={told} />
          <Cases told={told} />
          <View className="ovw-whole">
            {told.weeks.length === 0 ? (
              <Empty words="行动还没有开始" hint="开始以后按周列出宣传时长和人数。" />
            ) : (
              <Section large title="行动以来">
                <FiguresView figures={weekFigures(told.weeks)} />
                <View className="ovw-note" id="sums">
                  已过完的各周合计：见面宣传 {shownWord(told.adults)} 人，见面劝阻 {shownWord(told.dissuasions)} 次。
                </View>
              </Section>
            )}
            <Line
              id="go-rates"
              title="压降率"
              detail="发案、损失与基期同月比"
              onPress={() => void Taro.navigateTo({ url: '/street/rates/index' })}
            />
          </View>
        </View>
      )}
    </Answered>
  )
}

function Today({ told }: { readonly told: OverviewAnswer }) {
  const { met, notMet, unknown, open } = told.communities
  const all = met + notMet + unknown + open
  const rows = [
    { label: '✓ 已满 60 分钟', count: met, tone: 'done' },
    { label: '○ 未满，今天还没过完', count: open, tone: 'action' },
    { label: '◷ 尚待送达', count: unknown, tone: 'quiet' },
    { label: '✕ 未满', count: notMet, tone: 'quiet' },
  ] as const
  const { doors, visited } = told.coverage
  return (
    <Section large title={`今天 ${shortDate(told.day)}`}>
      <View className="ovw-day" id="today">
        {all} 个社区，{met} 个已满 60 分钟
      </View>
      <View role="list">
        {rows
          .filter(({ label, count }) => count > 0 || label === rows[0].label)
          .map(({ label, count, tone }) => (
            <BarRow key={label} label={label} value={`${count} 个`} part={all === 0 ? 0 : count / all} tone={tone} />
          ))}
        <BarRow
          label="走访覆盖"
          value={percent(visited, doors)}
          part={doors === 0 ? 0 : visited / doors}
          note={`${visited} / ${doors} 户`}
        />
      </View>
    </Section>
  )
}

function Cases({ told }: { readonly told: OverviewAnswer }) {
  const { stages, total } = told.cases
  return (
    <Section large title="见面劝阻">
      {caseStages.map((stage) => (
        <Line
          key={stage}
          title={caseStageWord[stage]}
          end={<View className="ovw-value">{shownWord(stages[stage])} 件</View>}
        />
      ))}
      <Line title="合计" end={<View className="ovw-value">{shownWord(total)} 件</View>} />
      <View className="ovw-note">涉及人数少于 5 的不列具体数，合计相应为范围。</View>
    </Section>
  )
}
