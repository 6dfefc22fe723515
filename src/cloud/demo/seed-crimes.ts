import type { Context } from '#cloud/context'
import type { Campaign } from '#domain/campaign'
import type { Crime } from '#domain/crime'
import { officialFraudTypes } from '#domain/fraud-type'
import { inYear, type LocalMonth, lastDay, monthOf, monthsFrom } from '#domain/month'
import { addDays, dayOf, daysBetween, HOUR, type LocalDate, type Milliseconds, startOfDay } from '#domain/time'
import { reportingKinds } from '#domain/unit'
import { pushAs } from './push-as'
import { type Random, random } from './random'
import type { Town, TownPerson } from './town'

/** Its own, so that what else chance decided stays as it is. */
const SEED = 20200310
const YUAN_A_CASE = { least: 2, most: 9 } // × 10 000 yuan
/** Of the base year's number, so that most units are below it and some are not. */
const SHARE = { least: 55, most: 108 } // %

/**
 * Base figures of every unit for the campaign's base year, and the crimes since its first month: some less than the year before,
 * here and there more, one unit with nothing to compare with, a few put right afterwards. Invented like all that is here.
 */
export async function seedCrimes(context: Context, towns: readonly Town[]): Promise<void> {
  const rng = random(SEED)
  const clerk = towns.flatMap(({ staff }) => staff).find(({ role }) => role === 'street')
  const row = await context.db.selectFrom('campaign').select('content').executeTakeFirst()
  if (clerk === undefined || row === undefined) return
  const units = towns.filter(({ unit }) => reportingKinds.some((kind) => kind === unit.kind))
  for (const [nth, town] of units.entries()) {
    const base = await baseYear(context, town, clerk, row.content, nth, rng)
    // Without keys nothing of a resident can be kept.
    if ((await context.vault.open(context.db, town.unit.id)) === null) continue
    const officer = towns.find(({ unit }) => unit.id === town.unit.station)?.staff[0] ?? clerk
    for (const [index, crime] of crimesOf(town, row.content, base, dayOf(context.clock.now()), rng).entries())
      await enter(context, town, officer, clerk, crime, nth * 100 + index, rng)
  }
}

type BaseMonth = { readonly month: LocalMonth; readonly cases: number; readonly loss: number }

async function baseYear(
  context: Context,
  { unit }: Town,
  clerk: TownPerson,
  campaign: Campaign,
  nth: number,
  rng: Random,
): Promise<readonly BaseMonth[]> {
  const year = campaign.baseYear
  const months = monthsFrom(`${year}-01` as LocalMonth, `${year}-12` as LocalMonth).map((month) => {
    const cases = unit.kind === 'community' ? rng.between(4, 9) : nth % 4 === 3 ? 0 : rng.between(0, 2)
    const loss = cases * rng.between(YUAN_A_CASE.least, YUAN_A_CASE.most) * 10_000
    return { month, cases, loss }
  })
  const at = startOfDay(campaign.from) + 10 * HOUR
  const push = pushAs(atTime(context, at), unit.id, rng)
  const [first, ...rest] = months
  const mistaken = nth === 1 && first !== undefined ? [{ ...first, cases: first.cases + 2 }, ...rest] : months
  await push(clerk, 'baseline.set', { year, base: 0, months: mistaken })
  if (mistaken !== months)
    await push(clerk, 'baseline.set', { year, base: 1, months: [first], reason: '派出所核对台账，少两起' })
  return months
}

type Told = Pick<Crime, 'on' | 'time' | 'loss' | 'fraudType'> & { readonly door: string | null }

/** From the campaign's first month up to yesterday, each month its share of the year before. */
function crimesOf(
  town: Town,
  campaign: Campaign,
  base: readonly BaseMonth[],
  today: LocalDate,
  rng: Random,
): readonly Told[] {
  return monthsFrom(monthOf(campaign.from), monthOf(today)).flatMap((month) => {
    const before = base.find((one) => one.month === inYear(month, campaign.baseYear))
    if (before === undefined) return []
    const [from, to] = [`${month}-01` as LocalDate, lastDay(month) < today ? lastDay(month) : addDays(today, -1)]
    const days = daysBetween(from, to) + 1
    const whole = Math.round((before.cases * rng.between(SHARE.least, SHARE.most)) / 100)
    const count = Math.round((whole * Math.max(0, days)) / (daysBetween(from, lastDay(month)) + 1))
    return Array.from({ length: count }, (): Told => {
      const building = town.buildings.length === 0 ? null : rng.pick(town.buildings)
      return {
        on: addDays(from, rng.between(0, days - 1)),
        time: rng.chance(0.7)
          ? `${rng.between(9, 22)}`.padStart(2, '0').concat(':', rng.pick(['05', '20', '40']))
          : null,
        loss: rng.between(8, 700) * 100,
        fraudType: rng.pick(officialFraudTypes),
        door: building === null ? null : rng.pick(building.doors).id,
      }
    }).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  })
}

async function enter(
  context: Context,
  { unit }: Town,
  officer: TownPerson,
  clerk: TownPerson,
  { door, ...told }: Told,
  nth: number,
  rng: Random,
): Promise<void> {
  const now = context.clock.now()
  const at = Math.min(startOfDay(addDays(told.on, 1)) + 9 * HOUR + (nth % 60) * 60_000, now)
  const facts = {
    ...told,
    number: `A${told.on.replace(/-/g, '')}${String(nth).padStart(4, '0')}`,
    doorId: door,
    buildingId: null,
    alert: null,
    ...(door === null ? { address: `${unit.name}职工宿舍` } : {}),
  }
  // One in nine was written down with a nought too many, one in twenty was none.
  const slip = nth % 9 === 4
  const none = nth % 20 === 7
  const id = await pushAs(atTime(context, at), unit.id, rng)(officer, 'crime.enter', {
    ...facts,
    loss: slip ? facts.loss * 10 : facts.loss,
  })
  if (!slip && !none) return
  const later = pushAs(atTime(context, Math.min(at + 26 * HOUR, now)), unit.id, rng)
  const reason = none ? '查明属外地案件，已移交' : '金额多写一个零'
  await later(clerk, 'crime.correct', { ...facts, paperId: id, base: 1, reason, counts: !none })
}

function atTime(context: Context, at: Milliseconds): Context {
  return { ...context, clock: { now: () => at } }
}
