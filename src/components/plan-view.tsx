import { View } from '@tarojs/components'
import { useState } from 'react'
import type { PlanAnswer } from '#contract/plan'
import type { PlanItem } from '#domain/plan'
import { addDays, dayOf, type LocalDate } from '#domain/time'
import { moment, shortDate } from '#words/format'
import { channelWord } from '#words/labels'
import { itemStateWord, planReceiptSign, planReceiptWord, planStateWord } from '#words/plan'
import { Empty } from './answered'
import { type CalendarDay, CalendarGrid, CalendarLegend, type CellLanguage } from './calendar-grid'
import { Line } from './line'
import { Press } from './press'
import { Section } from './section'
import { useWide } from './use-wide'
import './plan-view.css'

interface PlanViewProps {
  readonly plan: PlanAnswer
  readonly now: number
  /** Opens what was done; absent where the reader may not see it. */
  readonly onRecord?: (id: NonNullable<PlanAnswer['extra'][number]['id']>) => void
}

/** How the plan stands, plan and actual on one calendar, and every version that was handed in (S10, S32). */
export function PlanView({ plan, now, onRecord }: PlanViewProps) {
  const { state, receipt, content } = plan
  return (
    <View>
      <View className="plan-head">
        <View className="plan-state">{planStateWord[state]}</View>
        <View className={receipt === 'missing' || receipt === 'late' ? 'plan-late' : ''}>
          {planReceiptSign[receipt]} {planReceiptWord[receipt]}
        </View>
        <View>
          {shortDate(content.due)}前提交 · 数据截至 {moment(plan.asOf, now)}
        </View>
      </View>
      {plan.items.length === 0 && plan.extra.length === 0 ? (
        <Empty words="还没有计划，也没有已开展的宣传" hint="提交后，计划和实际会排在同一张日历上。" />
      ) : (
        <OnCalendar plan={plan} onRecord={onRecord} />
      )}
      <History plan={plan} now={now} />
    </View>
  )
}

const says: CellLanguage = {
  what: '宣传计划',
  shape: { met: '✓', 'not-met': '✕', open: '○', unknown: '+', future: '·' },
  word: { met: '已开展', 'not-met': '未开展', open: '待开展', unknown: '计划外', future: '无安排' },
  figure: (things) => `，${things} 项`,
}

interface OnCalendarProps {
  readonly plan: PlanAnswer
  readonly onRecord: PlanViewProps['onRecord']
}

function OnCalendar({ plan, onRecord }: OnCalendarProps) {
  const wide = useWide()
  const [chosen, setChosen] = useState<LocalDate | null>(null)
  const cells = cellsOf(plan)
  // On a phone this month stands on top, and what is over comes last.
  const month = dayOf(plan.asOf).slice(0, 7)
  const parts = [
    cells.filter(({ day }) => day.slice(0, 7) >= month),
    cells.filter(({ day }) => day.slice(0, 7) < month),
  ]
  const grids = wide ? [cells] : parts.filter((part) => part.length > 0)
  const onDay = (day: LocalDate): boolean => chosen === null || day === chosen
  const items = plan.items.filter(({ item }) => onDay(item.day)).sort((a, b) => (a.item.day < b.item.day ? -1 : 1))
  const extra = plan.extra.filter(({ day }) => onDay(day))
  return (
    <>
      <Section large title="计划与实际">
        <View className="plan-legend">
          <CalendarLegend days={cells} says={says} />
        </View>
        {grids.map((days) => (
          <CalendarGrid
            key={days[0]?.day}
            days={days}
            chosen={chosen}
            onPick={(day) => setChosen(day === chosen ? null : day)}
            says={says}
          />
        ))}
      </Section>
      <Section
        large
        title={chosen === null ? `计划 ${items.length} 项` : `${shortDate(chosen)} 的安排`}
        aside={
          chosen !== null && (
            <Press id="all-days" className="link" onPress={() => setChosen(null)}>
              看全部
            </Press>
          )
        }
      >
        {items.length === 0 && <View className="plan-head">没有计划的宣传</View>}
        {items.map(({ item, state }) => {
          const record = state.kind === 'done' ? state.by.id : null
          return (
            <Line
              key={item.id}
              id={`item-${item.id}`}
              lead={shortDate(item.day)}
              title={item.title}
              detail={itemWords(item)}
              urgent={state.kind === 'missed'}
              end={
                <View className={state.kind === 'missed' ? 'plan-end-missed' : 'plan-end'}>
                  {itemStateWord[state.kind]}
                  {state.kind === 'done' && state.by.day !== item.day ? ` ${shortDate(state.by.day)}` : ''}
                </View>
              }
              {...(onRecord === undefined || record === null || isStanding(item)
                ? {}
                : { onPress: () => onRecord(record) })}
            />
          )
        })}
      </Section>
      {extra.length > 0 && (
        <Section large title={`计划外已开展 ${extra.length} 项`}>
          {extra.map(({ id, day, channel }, index) => (
            <Line
              key={id ?? `${day}${channel}${index}`}
              lead={shortDate(day)}
              title={channelWord[channel]}
              {...(onRecord === undefined || id === null || isStanding({ channel })
                ? {}
                : { onPress: () => onRecord(id) })}
            />
          ))}
        </Section>
      )}
    </>
  )
}

/** Standing items have a page of their own, not a record's. */
function isStanding({ channel }: Pick<PlanItem, 'channel'>): boolean {
  return channel === 'slogan' || channel === 'banner' || channel === 'board'
}

export function itemWords({ channel, place, responsible, audience }: PlanItem): string {
  return [channelWord[channel], place, audience, `责任人 ${responsible}`].filter((word) => word !== '').join(' · ')
}

/** Every day of the campaign; of several things on a day what is missed is seen first, then what is to come. */
function cellsOf({ campaign, items, extra }: PlanAnswer): readonly CalendarDay[] {
  const cells: CalendarDay[] = []
  for (let day = campaign.from; day <= campaign.to; day = addDays(day, 1)) {
    const kinds = items.filter(({ item }) => item.day === day).map(({ state }) => state.kind)
    const beside = extra.filter((one) => one.day === day).length
    const things = kinds.length + beside
    cells.push({ day, status: statusOf(kinds, beside), minutes: things === 0 ? null : things, late: 0 })
  }
  return cells
}

type Kind = PlanAnswer['items'][number]['state']['kind']

function statusOf(kinds: readonly Kind[], extra: number): CalendarDay['status'] {
  if (kinds.includes('missed')) return 'not-met'
  if (kinds.includes('open') || kinds.includes('upcoming')) return 'open'
  if (kinds.includes('done')) return 'met'
  return extra > 0 ? 'unknown' : 'future'
}

function History({ plan: { content }, now }: { readonly plan: PlanAnswer; readonly now: number }) {
  if (content.versions.length === 0) return null
  const told = [
    ...content.versions.map(({ version, items, at, by }) => ({
      at,
      title: `${by.name} 提交第 ${version} 版，${items.length} 项`,
    })),
    ...content.returns.map(({ version, at, by, reason }) => ({ at, title: `${by} 退回第 ${version} 版：${reason}` })),
    ...(content.acceptedAt === null ? [] : [{ at: content.acceptedAt, title: '街道接收' }]),
  ].sort((a, b) => b.at - a.at)
  return (
    <Section large title="提交经过">
      {told.map(({ at, title }) => (
        <Line key={`${at} ${title}`} lead={shortDate(dayOf(at))} title={title} detail={moment(at, now)} />
      ))}
    </Section>
  )
}
