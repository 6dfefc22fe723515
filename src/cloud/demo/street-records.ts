import { movedBy, noticeCampaign } from '#domain/campaign'
import { addDays, DAY, daysBetween, HOUR, type LocalDate, type Milliseconds, startOfDay } from '#domain/time'
import { DEMO_DAYS } from './make-records'
import type { Random } from './random'
import { type DemoRecord, envelope } from './records'
import type { Town } from './town'

/** The notice's own campaign, moved so that 集中宣传 began with the first day of the demonstration's records: "today" is alive. */
export function campaignDays(today: LocalDate): number {
  const [, outreach] = noticeCampaign.phases
  return daysBetween(outreach?.from ?? noticeCampaign.from, addDays(today, 1 - DEMO_DAYS))
}

/** What the street itself did: it wrote down its campaign. */
export function streetRecords(town: Town, today: LocalDate, now: Milliseconds, rng: Random): readonly DemoRecord[] {
  const clerk = town.staff.find(({ role }) => role === 'street')
  if (town.unit.kind !== 'street' || clerk === undefined) return []
  const campaign = movedBy(noticeCampaign, campaignDays(today))
  const at = Math.min(startOfDay(campaign.from) + 9 * HOUR, now - DAY)
  const operation = {
    ...envelope(clerk, at, at - HOUR, rng),
    type: 'campaign.set' as const,
    body: { campaignId: null, base: 0, campaign },
  }
  return [{ operation, receivedAt: at + 1000 }]
}
