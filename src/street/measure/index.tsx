import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { MeasureAnswer } from '#contract/measure'
import { operationId, unitId } from '#contract/scalars'
import { type Measure, measures } from '#domain/campaign'
import type { OperationId, UnitId } from '#domain/ids'
import type { Measured } from '#domain/measure'
import { useQuery } from '#stores/query-store'
import { monthWord, yuanWord } from '#words/crime'
import { findingStateSign, findingStateWord } from '#words/finding'
import { moment, shortDate } from '#words/format'
import { channelWord } from '#words/labels'
import { cameFrom, figureWord, measureRule, measureWord } from '#words/measure'
import { planReceiptSign, planReceiptWord } from '#words/plan'
import { receiptSign, receiptWord } from '#words/report'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { type Asker, useAsker } from '../use-asker'
import './index.css'

const measureName = v.picklist(measures)
const windowName = v.picklist(['campaign', 'evaluation'])

export default function MeasurePage() {
  const asker = useAsker()
  return asker === null ? (
    <SignedOut title="数字来源" hint="街道专班、督导组和各单位专人登录后可查看。" />
  ) : (
    <Named asker={asker} />
  )
}

function Named({ asker }: { readonly asker: Asker }) {
  const unit = useParam('unit', unitId) ?? asker.id
  const campaign = useParam('campaign', operationId)
  const measure = useParam('measure', measureName)
  const window = useParam('window', windowName) ?? 'campaign'
  return campaign === null || measure === null ? (
    <Screen back title="数字来源">
      <Empty words="没有指明是哪个数字" hint="请从无诈创建或评估考核点开。" />
    </Screen>
  ) : (
    <Rows asker={asker} unit={unit} campaign={campaign} measure={measure} window={window} />
  )
}

interface RowsProps {
  readonly asker: Asker
  readonly unit: UnitId
  readonly campaign: OperationId
  readonly measure: Measure
  readonly window: 'campaign' | 'evaluation'
}

/** One figure and every row that it was counted from: what was counted, what was not, and why (S13). */
function Rows({ asker, unit, campaign, measure, window }: RowsProps) {
  const now = useNow()
  const query = useQuery<'measure'>({ action: 'measure', unit, campaign, measure, window })
  const { answer } = query
  return (
    <Screen
      wide
      back
      title={measureWord[measure]}
      sub={answer === null ? asker.name : `${answer.unit.name} · ${shortDate(answer.from)}–${shortDate(answer.to)}`}
    >
      <Answered query={query} lines={8}>
        {({ figure, rows, asOf }) => (
          <>
            <View className="msr-figure" id="figure">
              {figureWord(measure, figure)}
            </View>
            <View className="msr-rule">
              {[cameFrom(figure), measureRule[measure]].filter((word) => word !== null).join('。')}
            </View>
            <View className="msr-rule">数据截至 {moment(asOf, now)}</View>
            <Section large title={rows.length === 0 ? '没有可列的' : `${rows.length} 项`} aside={more(measure, asker)}>
              {rows.length === 0 && <Empty words={emptyWord(figure)} />}
              {rows.map((row) => (
                <Row key={keyOf(row)} row={row} now={now} />
              ))}
            </Section>
          </>
        )}
      </Answered>
    </Screen>
  )
}

function emptyWord(figure: Measured): string {
  return figure.kind === 'counted' ? '这段时间没有记录' : '到现在为止没有'
}

/** Where the street works on what is counted here. */
function more(measure: Measure, { role }: Asker) {
  const url = role === 'secretary' ? undefined : pageOf(measure)
  return url === undefined ? undefined : (
    <Press id="more" className="button second small" onPress={() => void Taro.navigateTo({ url })}>
      打开这一页
    </Press>
  )
}

function pageOf(measure: Measure): string | undefined {
  switch (measure) {
    case 'cases-down':
    case 'loss-down':
      return '/street/rates/index'
    case 'no-case-days':
      return '/street/crimes/index'
    case 'reports-in-time':
      return '/street/matrix/index'
    case 'plan-in-time':
      return '/street/plans/index'
    case 'findings-mended':
      return '/street/findings/index'
    case 'days-met':
    case 'coverage':
    case 'dissuasions-in-time':
    case 'activities':
      return undefined
    default:
      return measure satisfies never
  }
}

type MeasureRow = MeasureAnswer['rows'][number]

function keyOf(row: MeasureRow): string {
  switch (row.kind) {
    case 'day':
    case 'activity':
      return row.kind === 'day' ? row.day : row.id
    case 'building':
    case 'finding':
      return row.id
    case 'month':
      return row.month
    case 'crime':
      return row.number
    case 'report':
    case 'plan':
      return row.due
    case 'case':
      return `${row.at}-${row.dueAt}-${row.metAt}`
    default:
      return row satisfies never
  }
}

const dayWord = { met: '✓ 达标', 'not-met': '✕ 未达标', unknown: '? 待送达', open: '· 进行中' } as const

function Row({ row, now }: { readonly row: MeasureRow; readonly now: number }) {
  switch (row.kind) {
    case 'day':
      return <Line title={shortDate(row.day)} detail={`${row.minutes} 分钟`} end={dayWord[row.status]} />
    case 'building':
      return <Line title={row.name} end={`${row.visited} / ${row.doors} 户`} />
    case 'month':
      return (
        <Line
          title={monthWord(row.month)}
          detail={row.base === null ? '缺基期数' : `基期 ${row.base.cases} 起，损失 ${yuanWord(row.base.loss)}`}
          end={`${row.now.cases} 起，${yuanWord(row.now.loss)}`}
        />
      )
    case 'crime':
      return <Line title={shortDate(row.on)} detail={row.number} />
    case 'report':
      return (
        <Line title={`${shortDate(row.due)}半月报`} end={`${receiptSign[row.receipt]} ${receiptWord[row.receipt]}`} />
      )
    case 'plan':
      return (
        <Line
          title={`${shortDate(row.due)}前报送`}
          end={`${planReceiptSign[row.receipt]} ${planReceiptWord[row.receipt]}`}
        />
      )
    case 'finding':
      return (
        <Line
          title={row.what}
          detail={`${shortDate(row.by)}前整改${row.overdue ? '，已逾期' : ''}`}
          urgent={row.overdue}
          end={`${findingStateSign[row.state]} ${findingStateWord[row.state]}`}
        />
      )
    case 'case':
      return (
        <Line
          title={`${moment(row.at, now)} 的预警`}
          detail={row.metAt === null ? '还没有见到本人' : `${moment(row.metAt, now)} 见到`}
          end={row.inTime === null ? '· 还没到时限' : row.inTime ? '✓ 按时' : '✕ 超时'}
        />
      )
    case 'activity':
      return <Line title={channelWord[row.channel]} detail={row.place} end={shortDate(row.day)} />
    default:
      return row satisfies never
  }
}
