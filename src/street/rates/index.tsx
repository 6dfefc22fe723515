import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { FiguresView } from '#components/chart/figures-view'
import { Segments } from '#components/choice-chip'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { RatesAnswer } from '#contract/rates'
import type { OperationId, UnitId } from '#domain/ids'
import { last } from '#domain/last'
import { useQuery } from '#stores/query-store'
import { monthWord, rateWord, yuanWord } from '#words/crime'
import { moment, shortDate } from '#words/format'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { OfCampaigns } from '../of-campaigns'
import { type Asker, useAsker } from '../use-asker'
import { BaseSheet } from './base-sheet'
import { cameAbout, type Kind, monthFigures, unitFigures, type Window } from './figures'
import './index.css'

export default function RatesPage() {
  const asker = useAsker({ leader: true })
  return asker === null ? (
    <SignedOut title="压降率" hint="街道专班、督导组、领导小组和各单位专人登录后可查看。" />
  ) : (
    <OfAsker asker={asker} />
  )
}

function OfAsker({ asker }: { readonly asker: Asker }) {
  const query = useQuery<'street'>({ action: 'street', unit: asker.id })
  return (
    <Screen wide back title="压降率" sub={asker.name}>
      <OfCampaigns query={query}>{({ id }) => <Rates asker={asker} campaign={id} />}</OfCampaigns>
    </Screen>
  )
}

/** Cases and loss against the base year, each figure with what it came from; the milestones need both (S04, S38, S39). */
function Rates({ asker, campaign }: { readonly asker: Asker; readonly campaign: OperationId }) {
  const query = useQuery<'rates'>({ action: 'rates', unit: asker.id, campaign })
  useReloadOnShow(query.reload)
  return (
    <Answered query={query} lines={10}>
      {(told) => (
        <>
          <Milestones told={told} />
          <Drawn told={told} />
          <Baselines told={told} mayEdit={asker.role === 'street'} onDone={query.reload} />
        </>
      )}
    </Answered>
  )
}

type Verdict = RatesAnswer['milestones'][number]['verdict']

function Milestones({ told }: { readonly told: RatesAnswer }) {
  return (
    <Section large title="阶段目标">
      {told.milestones.map(({ id, word, by, verdict }) => (
        <Line
          key={id}
          title={word}
          detail={`${shortDate(by)}前 · ${verdictDetail(verdict)}`}
          urgent={verdict.kind === 'judged' && !verdict.judgement.met}
          end={verdictWord(verdict)}
        />
      ))}
    </Section>
  )
}

function verdictWord(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'pending':
      return '· 未到期'
    case 'unknown':
      return '? 无法判断'
    case 'judged':
      return verdict.judgement.met ? '✓ 达到' : '✕ 未达到'
    default:
      return verdict satisfies never
  }
}

function verdictDetail(verdict: Verdict): string {
  const judged = verdict.kind === 'judged' ? verdict.judgement : verdict.kind === 'pending' ? verdict.soFar : null
  if (judged === null) return verdict.kind === 'pending' ? '还没有完整的月份，或基期数不全' : '基期数不全'
  const { from, to, cases, loss } = judged.window
  const span = from === to ? monthWord(from) : `${monthWord(from)}至${monthWord(to)}`
  const sign = (holds: boolean) => (holds ? '✓' : '✕')
  return `${span}：${sign(judged.cases)} 发案压降 ${rateWord(cases)}，${sign(judged.loss)} 损失压降 ${rateWord(loss)}`
}

const kinds = [
  { value: 'cases', word: '发案' },
  { value: 'loss', word: '损失' },
] as const satisfies readonly { readonly value: Kind; readonly word: string }[]
const windows = [
  { value: 'sinceFirst', word: '累计' },
  { value: 'alone', word: '当月' },
] as const satisfies readonly { readonly value: Window; readonly word: string }[]

function Drawn({ told }: { readonly told: RatesAnswer }) {
  const [kind, setKind] = useState<Kind>('cases')
  const [window, setWindow] = useState<Window>('sinceFirst')
  const [chosen, setChosen] = useState<string | null>(null)
  const total = told.total ?? told.units[0]
  const months = total?.months ?? []
  const month = months.find((one) => one.month === chosen)?.month ?? last(months)?.month
  const { baseYear } = told.campaign
  const running = total?.running ?? null
  return (
    <Section large title="对比">
      <View className="rts-picks">
        <Segments label="看什么" choices={kinds} value={kind} onChoose={setKind} />
        <Segments label="怎么算" choices={windows} value={window} onChoose={setWindow} />
      </View>
      {month === undefined ? (
        <Empty words="还没有过完一个整月" hint="满一个月后，与基期同月比较。" />
      ) : (
        <>
          <View className="rts-came">{cameAbout(months)}</View>
          <FiguresView figures={monthFigures(months, kind, window, baseYear)} />
          <View className="rts-picks">
            <Segments
              label="月份"
              choices={months.map((one) => ({ value: one.month, word: monthWord(one.month) }))}
              value={month}
              onChoose={setChosen}
            />
          </View>
          <FiguresView figures={unitFigures(told.units, month, kind, window, baseYear)} />
        </>
      )}
      {running !== null && (
        <View className="rts-came">
          {monthWord(running.month)}未满，不比较：{running.cases} 起，损失 {yuanWord(running.loss)}
        </View>
      )}
    </Section>
  )
}

interface BaselinesProps {
  readonly told: RatesAnswer
  readonly mayEdit: boolean
  readonly onDone: () => void
}

/** Base figures of each unit, and everything that was ever put right in them. */
function Baselines({ told, mayEdit, onDone }: BaselinesProps) {
  const now = useNow()
  const [open, setOpen] = useState<UnitId | null>(null)
  const shown = told.units.find(({ unit }) => unit.id === open)
  const year = told.campaign.baseYear
  const corrections = told.units
    .flatMap(({ unit, baseline }) => baseline.corrections.map((one) => ({ ...one, unit })))
    .sort((a, b) => b.at - a.at)
  return (
    <>
      <Section
        large
        title={`${year} 年基期数`}
        aside={
          mayEdit && (
            <Press
              id="import"
              className="button second small"
              onPress={() => void Taro.navigateTo({ url: '/street/import/index' })}
            >
              从表格导入
            </Press>
          )
        }
      >
        {told.units.map(({ unit, baseline, correctedCrimes }) => (
          <Line
            key={unit.id}
            id={`base-${unit.id}`}
            title={unit.name}
            detail={[
              baseline.months.length === 12 ? '十二个月齐' : `已填 ${baseline.months.length} 个月`,
              ...(baseline.corrections.length === 0 ? [] : [`基期更正 ${baseline.corrections.length} 处`]),
              ...(correctedCrimes === 0 ? [] : [`今年案件更正 ${correctedCrimes} 起`]),
            ].join(' · ')}
            urgent={baseline.months.length < 12}
            {...(mayEdit ? { onPress: () => setOpen(unit.id) } : {})}
          />
        ))}
      </Section>
      {corrections.length > 0 && (
        <Section large title={`基期更正 ${corrections.length} 处`}>
          {corrections.map(({ unit, month, from, to, by, at, reason }) => (
            <Line
              key={`${unit.id}-${month}-${at}`}
              title={`${unit.name} ${monthWord(month)}：${from.cases} 起、${yuanWord(from.loss)} 改为 ${to.cases} 起、${yuanWord(to.loss)}`}
              detail={`${by} ${moment(at, now)} · ${reason}`}
            />
          ))}
        </Section>
      )}
      {shown !== undefined && (
        <BaseSheet
          key={shown.baseline.version}
          line={shown}
          year={year}
          onClose={() => setOpen(null)}
          onDone={onDone}
        />
      )}
    </>
  )
}
