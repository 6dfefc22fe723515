import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { BarRow } from '#components/bar-row'
import { Segments } from '#components/choice-chip'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { CreationAnswer } from '#contract/measure'
import type { Measure } from '#domain/campaign'
import type { OperationId, UnitId } from '#domain/ids'
import { useQuery } from '#stores/query-store'
import { moment, shortDate } from '#words/format'
import { cameFrom, figureWord, leastWord } from '#words/measure'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { OfCampaigns } from '../of-campaigns'
import { type Asker, useAsker } from '../use-asker'
import './index.css'

export default function CreationPage() {
  const asker = useAsker()
  return asker === null ? (
    <SignedOut title="无诈创建" hint="街道专班、督导组和各单位专人登录后可查看。" />
  ) : (
    <OfAsker asker={asker} />
  )
}

function OfAsker({ asker }: { readonly asker: Asker }) {
  const query = useQuery<'street'>({ action: 'street', unit: asker.id })
  return (
    <Screen wide back title="无诈创建" sub={asker.name}>
      <OfCampaigns query={query}>{({ id }) => <Units asker={asker} campaign={id} />}</OfCampaigns>
    </Screen>
  )
}

type UnitLine = CreationAnswer['units'][number]

/** How far each unit is on its way, by its own criteria and in the order of the list: nobody is ranked (S01). */
function Units({ asker, campaign }: { readonly asker: Asker; readonly campaign: OperationId }) {
  const now = useNow()
  const query = useQuery<'creation'>({ action: 'creation', unit: asker.id, campaign })
  useReloadOnShow(query.reload)
  const [shown, setShown] = useState<'all' | 'open'>('all')
  return (
    <Answered query={query} lines={10}>
      {({ campaign: { from, to }, units, asOf }) => {
        const alone = units.length === 1
        const targets = [...new Set(units.flatMap(({ target }) => (target === null ? [] : [target])))]
        const open = units.filter(({ criteria, met }) => met < criteria.length)
        return (
          <>
            <View className="crn-note">
              {shortDate(from)}–{shortDate(to)} · 数据截至 {moment(asOf, now)} · 点一项看数字的来源
            </View>
            {!alone && (
              <Segments
                label="显示哪些"
                choices={[
                  { value: 'all', word: `全部 ${units.length}` },
                  { value: 'open', word: `还差条件 ${open.length}` },
                ]}
                value={shown}
                onChoose={setShown}
              />
            )}
            {targets.map((target) => {
              const own = (shown === 'all' ? units : open).filter((one) => one.target === target)
              const reached = units.filter((one) => one.target === target && one.met === one.criteria.length).length
              const of = units.filter((one) => one.target === target).length
              return (
                <Section key={target} large title={alone ? target : `${target}：${of} 个单位，${reached} 个全部达到`}>
                  {own.length === 0 && <Empty words="都已全部达到" />}
                  {own.map((line) => (
                    <OneUnit key={line.unit.id} line={line} campaign={campaign} open={alone} />
                  ))}
                </Section>
              )
            })}
            {targets.length === 0 && (
              <Empty words="这个行动没有设无诈创建目标" hint="街道可以在行动方案里设定目标和条件。" />
            )}
          </>
        )
      }}
    </Answered>
  )
}

interface OneUnitProps {
  readonly line: UnitLine
  readonly campaign: OperationId
  readonly open: boolean
}

function OneUnit({ line, campaign, open: first }: OneUnitProps) {
  const [open, setOpen] = useState(first)
  const { unit, criteria, met } = line
  return (
    <View className="crn-unit">
      <Press
        id={`unit-${unit.id}`}
        className="crn-head"
        label={`${unit.name}，${criteria.length} 项条件达到 ${met} 项，${open ? '收起' : '展开'}`}
        onPress={() => setOpen(!open)}
      >
        <View role="list">
          <BarRow
            label={unit.name}
            value={`${met} / ${criteria.length} ${open ? '▴' : '▾'}`}
            part={criteria.length === 0 ? 0 : met / criteria.length}
            tone={met === criteria.length ? 'done' : 'action'}
          />
        </View>
      </Press>
      {open &&
        criteria.map(({ id, word, measure, atLeast, figure, met: reached }) => (
          <Line
            key={id}
            id={`criterion-${unit.id}-${id}`}
            title={word}
            detail={[leastWord(measure, atLeast), cameFrom(figure)].filter((one) => one !== null).join(' · ')}
            end={`${reached ? '✓' : '○'} ${figureWord(measure, figure)}`}
            onPress={() => goMeasure(unit.id, campaign, measure)}
          />
        ))}
    </View>
  )
}

function goMeasure(unit: UnitId, campaign: OperationId, measure: Measure): void {
  const asked = `unit=${unit}&campaign=${campaign}&measure=${measure}&window=campaign`
  void Taro.navigateTo({ url: `/street/measure/index?${asked}` })
}
