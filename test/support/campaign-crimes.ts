import type { OperationOf } from '#contract/operation'
import type { OperationId, UnitId } from '#domain/ids'
import type { LocalMonth } from '#domain/month'
import type { LocalDate } from '#domain/time'
import type { CampaignStreet, CampaignUnit } from './campaign-street'

/** What the simulated street is told of each month, as plain numbers: the rates are summed from these again, independently. */
export interface PlannedMonth {
  readonly month: LocalMonth
  readonly baseCases: number
  readonly baseLoss: number
  readonly crimes: readonly { readonly on: LocalDate; readonly loss: number }[]
}

const months = [3, 4, 5, 6, 7]

/** Less than the year before nearly everywhere; the third unit has more cases in April, the last one had none to compare with. */
export function plannedMonths(nth: number): readonly PlannedMonth[] {
  return months.map((month) => {
    const baseCases = nth === 7 ? 0 : ((nth + month) % 4) + 2
    const rise = nth === 2 && month === 4 ? 3 : -1
    const now = month === 7 ? 1 : nth === 7 ? (month === 5 ? 1 : 0) : Math.max(0, baseCases + rise)
    return {
      month: `2021-0${month}` as LocalMonth,
      baseCases,
      baseLoss: baseCases * 30_000 + nth * 700,
      crimes: Array.from({ length: now }, (_, index) => ({
        on: `2021-0${month}-${month === 7 ? '05' : String(11 + 2 * index).padStart(2, '0')}` as LocalDate,
        loss: 7000 + 533 * index + 111 * nth + 17 * month,
      })),
    }
  })
}

/** The street enters each unit's base year once, and puts one figure of it right. */
export async function entersBaselines(ground: CampaignStreet): Promise<void> {
  for (const [nth, unit] of ground.units.entries()) {
    const planned = plannedMonths(nth).map(({ month, baseCases, baseLoss }) => ({
      month: month.replace('2021', '2020') as LocalMonth,
      cases: baseCases,
      loss: baseLoss,
    }))
    const mistaken = planned.map((one, index) => (nth === 0 && index === 1 ? { ...one, cases: one.cases + 9 } : one))
    await ground.does(ground.clerk, unit.id, 'baseline.set', { year: 2020, base: 0, months: mistaken })
    if (nth === 0)
      await ground.does(ground.clerk, unit.id, 'baseline.set', {
        year: 2020,
        base: 1,
        months: planned,
        reason: '四月多录九起',
      })
  }
}

/** The officer tells a community's crimes and the clerk the others', each on its day; some have to be put right at once. */
export async function entersCrimes(ground: CampaignStreet, today: LocalDate): Promise<void> {
  for (const [nth, unit] of ground.units.entries())
    for (const { crimes } of plannedMonths(nth))
      for (const { on, loss } of crimes) if (on === today) await entersCrime(ground, unit, nth, on, loss)
}

/** A door that is visited every fourth day, first on 11 March. */
const STRUCK = 6

async function entersCrime(ground: CampaignStreet, unit: CampaignUnit, nth: number, on: LocalDate, loss: number) {
  const person = unit.kind === 'community' ? ground.officer : ground.clerk
  const door = unit.doors[STRUCK]
  const body: OperationOf<'crime.enter'>['body'] = {
    number: `${unit.name}-${on}`,
    on,
    time: null,
    doorId: door ?? null,
    buildingId: null,
    fraudType: 'rebate-tasks',
    loss: nth === 1 ? loss + 40_000 : loss,
    alert: null,
    ...(door === undefined ? { address: `${unit.name}厂区` } : {}),
  }
  const id = await ground.does(person, unit.id, 'crime.enter', body)
  if (nth === 1) await corrects(ground, unit.id, id, { ...body, loss }, true)
  if (nth === 3) await entersOnceTooOften(ground, unit.id, body)
}

/** A crime that was none: it is in the log and in no figure. */
async function entersOnceTooOften(ground: CampaignStreet, unit: UnitId, body: OperationOf<'crime.enter'>['body']) {
  const twin = { ...body, number: `${body.number}-误录` }
  const id = await ground.does(ground.clerk, unit, 'crime.enter', twin)
  await corrects(ground, unit, id, twin, false)
}

async function corrects(
  ground: CampaignStreet,
  unit: UnitId,
  paperId: OperationId,
  body: OperationOf<'crime.enter'>['body'],
  counts: boolean,
) {
  const reason = counts ? '金额核减' : '重复录入'
  await ground.does(ground.clerk, unit, 'crime.correct', { ...body, paperId, base: 1, reason, counts })
}
