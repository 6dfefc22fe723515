import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Empty } from '#components/answered'
import { Line } from '#components/line'
import { itemWords } from '#components/plan-view'
import { Press } from '#components/press'
import { Section } from '#components/section'
import { MOST_PLAN_ITEMS, type PlanAnswer } from '#contract/plan'
import type { UnitId } from '#domain/ids'
import { type PlanItem, plannedItems } from '#domain/plan'
import { dayOf } from '#domain/time'
import { keepPlanDraft, type PlanDraft, planDraft } from '#stores/plan-draft'
import { services } from '#stores/services'
import { shortDate } from '#words/format'
import { useDeskAct } from '../../components/use-desk-act'
import { ItemSheet } from './item-sheet'

interface PlanFormProps {
  readonly unit: UnitId
  readonly plan: PlanAnswer
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The plan while it is written: what is entered stays on the device until it is handed in. */
export function PlanForm({ unit, plan, onClose, onDone }: PlanFormProps) {
  const { id: campaignId, from, to } = plan.campaign
  const standing: PlanDraft = { base: plan.content.versions.length, items: plannedItems(plan.content) }
  const [draft, setDraft] = useState<PlanDraft>(() => planDraft(unit, campaignId) ?? standing)
  const [open, setOpen] = useState<PlanItem | null>(null)
  const acting = useDeskAct(unit, onDone)
  const keep = (next: PlanDraft): void => {
    setDraft(next)
    keepPlanDraft(unit, campaignId, next)
  }
  const drop = (): void => {
    keepPlanDraft(unit, campaignId, null)
    onClose()
  }
  const put = (item: PlanItem): void => {
    const rest = draft.items.filter(({ id }) => id !== item.id)
    keep({ ...draft, items: [...rest, item].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)) })
    setOpen(null)
  }
  const behind = draft.base !== standing.base
  return (
    <Section
      large
      title={plan.content.versions.length === 0 ? '写宣传计划' : `修改，提交后为第 ${standing.base + 1} 版`}
    >
      {behind && <Alert words="同事已提交过新的一版。您写的还在；请对照后再提交，或放弃修改看新的一版。" />}
      {draft.items.length === 0 ? (
        <Empty words="还没有一项" hint="哪天、什么方式、在哪里、谁负责。" />
      ) : (
        draft.items.map((item) => (
          <Line
            key={item.id}
            id={`edit-${item.id}`}
            lead={shortDate(item.day)}
            title={item.title}
            detail={itemWords(item)}
            onPress={() => setOpen(item)}
          />
        ))
      )}
      <Alert words={acting.problem} />
      <View className="plan-acts">
        <Press
          id="add"
          className="button second"
          disabled={draft.items.length >= MOST_PLAN_ITEMS}
          onPress={() => setOpen(blank(draft.items, from, to))}
        >
          加一项
        </Press>
        <Press
          id="submit"
          className="button"
          disabled={acting.busy || draft.items.length === 0}
          onPress={() => {
            const body = { campaignId, base: standing.base, items: [...draft.items] }
            acting.act({ type: 'plan.submit', body }, () => keepPlanDraft(unit, campaignId, null))
          }}
        >
          {acting.busy ? '正在提交…' : `提交街道（${draft.items.length} 项）`}
        </Press>
        <Press id="drop" className="link" onPress={drop}>
          放弃修改
        </Press>
      </View>
      {open !== null && (
        <ItemSheet
          item={open}
          from={from}
          to={to}
          onSave={put}
          onClose={() => setOpen(null)}
          {...(draft.items.some(({ id }) => id === open.id)
            ? {
                onRemove: () => {
                  keep({ ...draft, items: draft.items.filter(({ id }) => id !== open.id) })
                  setOpen(null)
                },
              }
            : {})}
        />
      )}
    </Section>
  )
}

/** The next number, today where the campaign is under way, and who was responsible last. */
function blank(items: readonly PlanItem[], from: PlanItem['day'], to: PlanItem['day']): PlanItem {
  const today = dayOf(services().now())
  const most = items.reduce((most, { id }) => Math.max(most, Number(id)), 0)
  return {
    id: `${most + 1}`,
    day: today < from ? from : today > to ? to : today,
    channel: 'lecture',
    title: '',
    place: '',
    responsible: items[items.length - 1]?.responsible ?? '',
    audience: '',
  }
}
